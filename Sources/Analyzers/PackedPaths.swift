internal import Glibc
internal import Roots

/// Finds paths of a root in text whose strings have no ends.
///
/// Compilers of languages whose strings carry their length lay constants end to end: `/etc/mdns.allow/etc/mime.types/etc/ssh/ca.pub`. What a string is
/// can only be told by what exists, so each `/` is followed through the root's directories as far as names match, the longest name first.
final class PackedPaths {
  private let root: any Root
  private var directories: [RootPath: Names] = [:]

  init(root: any Root) { self.root = root }

  /// The names of a directory by their first two bytes, the longest first.
  private struct Names {
    var byStart: [UInt16: [[UInt8]]] = [:]
    /// A name of one byte.
    var single: Set<UInt8> = []
  }

  /// Adds every path of at least two components that exists in the root and stands in `text`.
  func find(in text: RawSpan, into found: inout Set<[UInt8]>) throws(RootError) {
    let top = try names(of: .root)
    var starts = [Bool](repeating: false, count: 65536)
    for key in top.byStart.keys { starts[Int(key)] = true }
    for byte in top.single { for next in 0..<256 { starts[Int(byte) << 8 | next] = true } }
    let slashes = Self.slashes(in: text, starts: starts)
    var done = 0
    for slash in slashes where slash >= done {
      guard let end = try end(from: slash, below: .root, in: text) else { continue }
      let path = text.bytes(in: slash..<end)
      guard path.dropFirst().contains(UInt8(ascii: "/")) else { continue }
      found.insert(path)
      done = end
    }
  }

  /// Where a `/` is followed by what a name at the top could begin with.
  private static func slashes(in text: RawSpan, starts: [Bool]) -> [Int] {
    var result: [Int] = []
    unsafe text.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, buffer.count > 2 else { return }
      let last = buffer.count - 2
      var position = 0
      while position < last,
        let hit = unsafe memchr(base + position, Int32(UInt8(ascii: "/")), last - position)
      {
        position = unsafe UnsafeRawPointer(hit) - base
        if unsafe starts[Int(buffer[position + 1]) << 8 | Int(buffer[position + 2])] {
          result.append(position)
        }
        position += 1
      }
    }
    return result
  }

  /// The end of the longest path that begins with the `/` at `slash` and exists below `directory`; nil where none does.
  private func end(
    from slash: Int, below directory: RootPath, in text: RawSpan
  ) throws(RootError) -> Int? {
    let start = slash + 1
    let names = try names(of: directory)
    if text.byteCount - start >= 2 {
      let key = UInt16(text.byte(at: start)) << 8 | UInt16(text.byte(at: start + 1))
      for name in names.byStart[key] ?? [] where Self.stands(name, at: start, in: text) {
        let end = start + name.count
        guard end < text.byteCount, text.byte(at: end) == UInt8(ascii: "/") else { return end }
        return try self.end(from: end, below: directory.appending(name), in: text) ?? end
      }
    }
    guard start < text.byteCount, names.single.contains(text.byte(at: start)) else { return nil }
    let end = start + 1
    guard end < text.byteCount, text.byte(at: end) == UInt8(ascii: "/") else { return end }
    let name = [text.byte(at: start)]
    return try self.end(from: end, below: directory.appending(name), in: text) ?? end
  }

  private static func stands(_ name: [UInt8], at start: Int, in text: RawSpan) -> Bool {
    guard text.byteCount - start >= name.count else { return false }
    for index in name.indices where text.byte(at: start + index) != name[index] { return false }
    return true
  }

  /// Empty for what is no directory, links followed.
  private func names(of directory: RootPath) throws(RootError) -> Names {
    if let known = directories[directory] { return known }
    var names = Names()
    var real: RootPath?
    do {
      real = try root.resolve(directory).path
    } catch {
      if error.code != .symlinkLoop { throw error }
    }
    for child in try real.map({ (path) throws(RootError) in try root.children(of: path) ?? [] })
      ?? []
    {
      if child.name.count == 1 {
        names.single.insert(child.name[0])
      } else {
        let key = UInt16(child.name[0]) << 8 | UInt16(child.name[1])
        names.byStart[key, default: []].append(child.name)
      }
    }
    for key in names.byStart.keys { names.byStart[key]?.sort { $0.count > $1.count } }
    directories[directory] = names
    return names
  }
}
