internal import Planning
internal import Roots

/// One ruby as it is installed: the load path that is built into it, its version, and the homes of gems that it knows.
struct RubyInstallation {
  /// In the order in which they are searched: local, the distribution's, ruby's own.
  var directories: [RootPath]
  /// Of these, the ones with ruby's own library.
  var core: [RootPath]
  /// The version of its interface, as directories are called: `3.1.0`.
  var version: [UInt8]

  /// `ruby`, `ruby3.1`, `libruby-3.1.so.3.1.2`, `libruby.so.3.3`.
  static func isInterpreter(_ path: RootPath) -> Bool {
    let name = path.name
    if name.starts(with: "libruby".utf8) {
      return name.split(separator: UInt8(ascii: ".")).contains { $0.elementsEqual("so".utf8) }
    }
    guard name.starts(with: "ruby".utf8) else { return false }
    return name.dropFirst(4).allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") }
  }

  /// Nil where the file carries no load path: a small program that is linked with the library.
  init?(interpreter path: RootPath, _ run: Run) throws(PlanningError) {
    let found = try EmbeddedDirectories.find(in: path, run) { string in
      string.split(separator: UInt8(ascii: "/")).contains {
        $0.elementsEqual("ruby".utf8) || $0.suffix(5).elementsEqual("_ruby".utf8)
      }
    }
    let own = found.filter { Self.rank($0) == 2 }
    guard let library = own.first(where: { Self.isVersion($0.name) }) else { return nil }
    version = Array(library.name)
    directories = found.enumerated().sorted {
      (Self.rank($0.element), $0.offset) < (Self.rank($1.element), $1.offset)
    }.map(\.element)
    core = own
  }

  private static func rank(_ directory: RootPath) -> Int {
    let parts = directory.components
    if parts.contains(where: { $0.elementsEqual("site_ruby".utf8) }) { return 0 }
    if parts.contains(where: { $0.elementsEqual("vendor_ruby".utf8) }) { return 1 }
    return 2
  }

  static func isVersion(_ name: some Collection<UInt8>) -> Bool {
    let parts = name.split(separator: UInt8(ascii: "."))
    return parts.count == 3 && parts.allSatisfy { $0.allSatisfy(isDigit) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
