/// The header of an installed rpm package, as the database keeps it: a table of tags, and a store that they point into.
///
/// All numbers are big-endian. Source: "RPM Package File Format", rpm.org; rpmtag.h.
struct RpmHeader {
  private struct Place {
    var kind: UInt32
    var offset: Int
    var count: Int
  }

  /// The tags that are read here.
  enum Tag: UInt32 {
    case name = 1000
    case version = 1001
    case release = 1002
    case epoch = 1003
    case license = 1014
    case architecture = 1022
    case fileStates = 1029
    case fileDigests = 1035
    case fileFlags = 1037
    case sourcePackage = 1044
    case verifyFlags = 1045
    case provideNames = 1047
    case requireNames = 1049
    case directoryIndexes = 1116
    case baseNames = 1117
    case directoryNames = 1118
    case digestAlgorithm = 5011
    case recommendNames = 5046
  }

  let bytes: [UInt8]
  private let store: Int
  private var places: [UInt32: Place] = [:]

  /// nil where the bytes are no header. A tag that points out of the store is as if it were not there.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard bytes.count >= 8 else { return nil }
    func number(at offset: Int) -> UInt32 {
      bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
    let entries = Int(number(at: 0))
    let length = Int(number(at: 4))
    guard entries > 0, entries <= 1 << 16, length <= bytes.count,
      8 + entries * 16 <= bytes.count - length
    else { return nil }
    store = 8 + entries * 16
    for entry in 0..<entries {
      let start = 8 + entry * 16
      let offset = Int(number(at: start + 8))
      let count = Int(number(at: start + 12))
      guard offset < length, count <= length else { continue }
      places[number(at: start)] = Place(
        kind: number(at: start + 4), offset: store + offset, count: count)
    }
  }

  func string(_ tag: Tag) -> [UInt8]? { strings(tag).first }

  /// A string, or the elements of an array of strings; the first translation of a translated one.
  func strings(_ tag: Tag) -> [[UInt8]] {
    guard let place = places[tag.rawValue], [6, 8, 9].contains(place.kind) else { return [] }
    var result: [[UInt8]] = []
    var start = place.offset
    for _ in 0..<(place.kind == 8 ? place.count : 1) {
      guard start < bytes.count, let end = index(of: 0, in: bytes.span, from: start) else { break }
      result.append(Array(bytes[start..<end]))
      start = end + 1
    }
    return result
  }

  /// The elements of an array of 32-bit numbers.
  func numbers(_ tag: Tag) -> [UInt32] {
    guard let place = places[tag.rawValue], place.kind == 4,
      place.count <= (bytes.count - place.offset) / 4
    else { return [] }
    return (0..<place.count).map { index in
      let start = place.offset + index * 4
      return bytes[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
  }

  /// The elements of an array of bytes.
  func octets(_ tag: Tag) -> ArraySlice<UInt8> {
    guard let place = places[tag.rawValue], place.kind == 1 || place.kind == 2,
      place.count <= bytes.count - place.offset
    else { return [] }
    return bytes[place.offset..<place.offset + place.count]
  }
}
