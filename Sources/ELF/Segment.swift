/// One program header.
public struct Segment: Hashable, Sendable {
  /// p_type; an open set.
  public struct Kind: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let load = Kind(rawValue: 1)
    public static let dynamic = Kind(rawValue: 2)
    public static let interpreter = Kind(rawValue: 3)
    public static let note = Kind(rawValue: 4)
    /// PT_GNU_EH_FRAME
    public static let unwindHeader = Kind(rawValue: 0x6474_e550)
    public static let gnuStack = Kind(rawValue: 0x6474_e551)
    public static let gnuRelocationReadOnly = Kind(rawValue: 0x6474_e552)
  }

  /// p_flags.
  public struct Flags: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let executable = Flags(rawValue: 1)
    public static let writable = Flags(rawValue: 2)
    public static let readable = Flags(rawValue: 4)
  }

  public var type: Kind
  public var flags: Flags
  /// Where its bytes are in the file, and how many; not checked against the file's size.
  public var offset: UInt64
  public var fileSize: UInt64
  /// Where they are mapped, before the load bias.
  public var address: UInt64
  public var memorySize: UInt64
  public var alignment: UInt64

  public init(
    type: Kind, flags: Flags, offset: UInt64, fileSize: UInt64, address: UInt64,
    memorySize: UInt64, alignment: UInt64
  ) {
    self.type = type
    self.flags = flags
    self.offset = offset
    self.fileSize = fileSize
    self.address = address
    self.memorySize = memorySize
    self.alignment = alignment
  }
}

extension Object {
  /// A part of the file whose bytes are in memory at run time, for those who look for strings.
  public struct DataRange: Hashable, Sendable {
    public enum Kind: Sendable {
      /// Read-only data. With `-z separate-code` all constant strings are here.
      case readOnly
      /// Code; in programs of older linkers read-only data lies in the same segment.
      case executable
      /// Initialised writable data.
      case writable
    }

    public var kind: Kind
    public var offset: UInt64
    public var size: UInt64
  }

  /// The bytes of the PT_LOAD segments, in file order, none twice (of two segments that share bytes the first has them), nothing
  /// beyond the `fileSize` bytes that the file has.
  public func dataRanges(fileSize: UInt64) -> [DataRange] {
    var ranges: [DataRange] = []
    var end: UInt64 = 0
    let loaded = segments.filter { $0.type == .load && $0.fileSize > 0 }
    for segment in loaded.sorted(by: { $0.offset < $1.offset }) {
      let (sum, overflow) = segment.offset.addingReportingOverflow(segment.fileSize)
      let start = max(segment.offset, end)
      let stop = min(overflow ? fileSize : sum, fileSize)
      guard start < stop else { continue }
      let kind: DataRange.Kind =
        segment.flags.contains(.writable)
        ? .writable : segment.flags.contains(.executable) ? .executable : .readOnly
      ranges.append(DataRange(kind: kind, offset: start, size: stop - start))
      end = stop
    }
    return ranges
  }

  /// Where the byte mapped at `address` is in the file, and how many of its segment follow there; nil where no PT_LOAD has it.
  func place(of address: UInt64) -> (offset: UInt64, available: UInt64)? {
    for segment in segments where segment.type == .load && address >= segment.address {
      let distance = address - segment.address
      guard distance < segment.fileSize else { continue }
      let (offset, overflow) = segment.offset.addingReportingOverflow(distance)
      if overflow { continue }
      return (offset, min(segment.fileSize - distance, UInt64.max - offset))
    }
    return nil
  }
}
