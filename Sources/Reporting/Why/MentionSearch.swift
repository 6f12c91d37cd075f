internal import CLinux
internal import Planning
internal import Roots

/// Finds the kept files that have a path, or the last component of one, among their bytes.
struct MentionSearch {
  var run: Run

  struct Found {
    /// Files with the whole path, or another name of it.
    var byPath: [RootPath] = []
    /// Files that have only the last component, as a word of its own.
    var byName: [RootPath] = []
  }

  /// Shorter names mean too much else.
  private static let shortestName = 4

  /// Files that pith never reads for names (package lists, licences) are left out, for they name half the system.
  func mentions(of path: RootPath, aliases: [RootPath]) throws(RootError) -> Found {
    let paths = ([path] + aliases).map(\.bytes)
    let name = Array(path.name)
    var found = Found()
    for file in run.keptInOrder {
      guard let record = run.records[file], record.entry.isRegular, record.origin == .root,
        record.standing > .passive
      else { continue }
      let answer = try run.root.withContent(of: file) { (bytes) throws(RootError) in
        unsafe bytes.withUnsafeBytes { bytes in
          let hasPath = paths.contains { word in unsafe Self.has(word, in: bytes) }
          let hasName = unsafe name.count >= Self.shortestName && Self.has(name, in: bytes)
          return (hasPath, hasName)
        }
      }
      if answer.0 {
        found.byPath.append(file)
      } else if answer.1 {
        found.byName.append(file)
      }
    }
    return found
  }

  /// Whether the word stands there between characters that are no part of a path's component.
  private static func has(_ word: [UInt8], in bytes: UnsafeRawBufferPointer) -> Bool {
    var start = 0
    guard let base = bytes.baseAddress else { return false }
    while start < bytes.count,
      let place = unsafe pith_memmem(base + start, bytes.count - start, word, word.count)
    {
      let offset = unsafe place - base
      let end = offset + word.count
      let before = unsafe offset > 0 ? bytes[offset - 1] : 0
      let after = unsafe end < bytes.count ? bytes[end] : 0
      // What goes on as a name, on either side, is another name or a longer path.
      if !isNamePart(before), !isNamePart(after) { return true }
      start = offset + 1
    }
    return false
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: byte >= 0x80
    }
  }
}
