internal import Planning

/// The words of configuration that load plug-ins, line by line: `loadmodule "tm.so"`, `LoadPlugin cpu`, `mail_plugins = quota zlib`.
///
/// No format is assumed. The first word of a line says what it does where it has `load`, `plugin` or `module` in it; a list in brackets goes on over
/// lines. What says which plug-ins are not wanted (`noload => x.so`, `disabled_plugins = a`), or that all are loaded (`autoload = yes`), is no list of
/// those that are.
struct PluginListing {
  /// The words behind those that load, as they stand.
  private(set) var loaded: Set<[UInt8]> = []
  /// Those that are named in order not to be loaded.
  private(set) var excluded: Set<[UInt8]> = []
  /// Whether something says that all of them are loaded.
  private(set) var isAutomatic = false
  /// Whether the lines that follow are still of one list, and which.
  private var list: Kind?

  private enum Kind {
    case loading
    case excluding
  }

  /// Reads one more text.
  mutating func read(_ text: [UInt8]) {
    list = nil
    for line in text.split(separator: UInt8(ascii: "\n")) { read(line: line) }
  }

  private mutating func read(line: ArraySlice<UInt8>) {
    let start = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
    guard let first = start.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";"),
      !start.starts(with: "//".utf8), !start.starts(with: "--".utf8)
    else { return }
    let words = start.split(whereSeparator: { Self.separators[Int($0)] })
    let opened = start.count { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }
    let closed = start.count { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") }
    if let list {
      add(words[...], to: list)
      if closed > opened { self.list = nil }
      return
    }
    guard let key = words.first else { return }
    let name = key.map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }
    if Self.has(name, "autoload") || Self.has(name, "auto_load") {
      if !(words.dropFirst().first.map(Self.isNo) ?? false) { isAutomatic = true }
      return
    }
    guard Self.has(name, "load") || Self.has(name, "plugin") || Self.has(name, "module") else {
      return
    }
    let kind: Kind =
      Self.exclusions.contains { name.starts(with: $0.utf8) } || Self.has(name, "disable")
      ? .excluding : .loading
    add(words.dropFirst(), to: kind)
    if opened > closed { list = kind }
  }

  private mutating func add(_ words: ArraySlice<ArraySlice<UInt8>>, to kind: Kind) {
    for word in words where word.count <= 256 {
      // A comment ends the line.
      if word.first == UInt8(ascii: "#") { return }
      let name = Array(word.split(separator: UInt8(ascii: "/")).last ?? word)
      switch kind {
      case .loading: loaded.insert(name)
      case .excluding: excluded.insert(name)
      }
    }
  }

  private static let exclusions = [
    "noload", "no_", "no-", "unload", "black", "exclude", "skip", "ignore", "deny",
  ]

  private static func isNo(_ word: ArraySlice<UInt8>) -> Bool {
    let lower = word.map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }
    return ["no", "off", "false", "0"].contains { lower.elementsEqual($0.utf8) }
  }

  private static func has(_ word: [UInt8], _ part: String) -> Bool {
    let part = Array(part.utf8)
    guard word.count >= part.count else { return false }
    return (0...word.count - part.count).contains { word[$0...].starts(with: part) }
  }

  private static let separators: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in " \t\r\"'`=,;()<>{}[]|&\\".utf8 { table[Int(byte)] = true }
    return table
  }()
}
