/// The parts of a dynamic string table that hold the names asked for: of a table of megabytes, some kilobytes.
struct Strings {
  private struct Part {
    var start: UInt64
    var bytes: [UInt8]
  }

  private var parts: [Part] = []
  /// Where DT_STRTAB is in the file.
  private let offset: UInt64

  /// Names that lie closer than this are read at once.
  private static let gap: UInt64 = 4096
  /// More than any real object has; keeps a table whose entries all name one long string from taking all memory.
  private static let limit = 16 << 20

  /// - Parameter offsets: where the names begin, from the start of the table.
  init(
    of offsets: [UInt64], in tables: Tables, of object: Object, _ source: Source
  ) throws(ELFError) {
    guard let address = tables.strings else {
      throw ELFError(.malformed, "the dynamic section has names and no DT_STRTAB")
    }
    guard let place = object.place(of: address) else {
      throw ELFError(.malformed, "DT_STRTAB is in no segment of the file: \(hexadecimal(address))")
    }
    offset = place.offset
    let size = min(tables.stringsSize ?? place.available, place.available)
    var sorted = offsets
    sorted.sort()
    guard let last = sorted.last, last < size else {
      throw ELFError(
        .malformed, "a name is at \(sorted.last ?? 0) of a string table of \(size) bytes",
        offset: offset)
    }
    var index = 0
    var total = 0
    while index < sorted.count {
      let start = sorted[index]
      var end = start
      while index < sorted.count, sorted[index] - end <= Self.gap {
        end = sorted[index]
        index += 1
      }
      var part = Part(start: start, bytes: [])
      // Most names are short; what is longer is read again, twice as much each time, until its NUL is there.
      var slack: UInt64 = 128
      repeat {
        let stop = min(size, end + slack)
        part.bytes = try source.bytes(
          at: offset + start, count: stop - start, "the bytes of the dynamic string table")
        guard !part.bytes[Int(end - start)...].contains(0) else { break }
        guard stop < size, part.bytes.count < Self.limit else {
          throw ELFError(
            .malformed, "a name of the dynamic string table has no end", offset: offset + end)
        }
        slack *= 2
      } while true
      // What was read beyond the first name's end may hold the next ones too.
      total += part.bytes.count
      parts.append(part)
    }
    guard total <= Self.limit, Self.sum(sorted, in: parts) <= Self.limit else {
      throw ELFError(.malformed, "the dynamic section's names are too long", offset: offset)
    }
  }

  /// The name that begins at `position`, one of those asked for.
  subscript(position: UInt64) -> [UInt8] {
    get throws(ELFError) {
      for part in parts where position >= part.start {
        let distance = position - part.start
        guard distance < UInt64(part.bytes.count) else { continue }
        // A plain loop: names are short, and there are many.
        let bytes = part.bytes.span
        var end = Int(distance)
        while end < bytes.count, bytes[end] != 0 { end += 1 }
        if end < bytes.count { return Array(part.bytes[Int(distance)..<end]) }
      }
      throw ELFError(
        .malformed, "a name of the dynamic string table has no end", offset: offset + position)
    }
  }

  /// The lengths of all names together.
  private static func sum(_ offsets: [UInt64], in parts: [Part]) -> Int {
    var result = 0
    var part = 0
    var end: UInt64 = 0
    for offset in offsets {
      while part + 1 < parts.count, offset >= parts[part + 1].start { part += 1 }
      if offset >= end {
        let rest = parts[part].bytes[Int(offset - parts[part].start)...]
        end = parts[part].start + UInt64(rest.firstIndex(of: 0) ?? parts[part].bytes.count)
      }
      result += Int(end - offset)
      if result > limit { break }
    }
    return result
  }
}

func hexadecimal(_ number: UInt64) -> String { "0x" + String(number, radix: 16) }
