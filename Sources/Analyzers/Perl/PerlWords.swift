internal import Packages

/// Short strings that were heard, and the namespaces in which they may name a module.
///
/// `plackup -s Starman`, `enable "Deflater"`, `dbi:SQLite:`: a word of the application, and a library that knows the namespace.
final class PerlWords {
  /// Of the application, its command line and configuration.
  private(set) var application: Set<[UInt8]> = []
  /// Of libraries, with the packages that say them.
  private(set) var library: [[UInt8]: Set<Package>] = [:]
  private var namespaces: Set<[UInt8]> = []
  private var fresh: [[UInt8]] = []
  /// By the last part of their names, in lower case.
  private var modules: [[UInt8]: [[UInt8]]] = [:]
  private var wanted: Set<[UInt8]> = []
  private var heard: Set<[UInt8]> = []

  func hear(_ word: [UInt8], from owner: Package?, isApplication: Bool) {
    if isApplication {
      hear(application: word)
    } else if let owner {
      library[word, default: []].insert(owner)
    }
  }

  func hear(_ words: Set<[UInt8]>) {
    for word in words where !application.contains(word) { hear(application: word) }
  }

  func hear(application word: [UInt8]) {
    guard application.insert(word).inserted else { return }
    // `dbi:SQLite:dbname=x`, `+Plugin`
    for part in word.split(whereSeparator: { !PerlTokens.isWordByte($0) }) where part.count > 1 {
      let key = Self.lower(part)
      if heard.insert(key).inserted {
        wanted.formUnion(modules[key] ?? [])
      }
    }
  }

  func hear(namespace: [UInt8]) {
    if namespaces.insert(namespace).inserted { fresh.append(namespace) }
  }

  /// Namespaces that were heard since the last time.
  func newNamespaces() -> [[UInt8]] {
    defer { fresh = [] }
    return fresh
  }

  /// Says that a namespace has a module of that name.
  func learn(_ name: ArraySlice<UInt8>, in namespace: [UInt8]) {
    let key = Self.lower(name)
    let module = namespace + Array("::".utf8) + name
    if modules[key]?.contains(module) == true { return }
    modules[key, default: []].append(module)
    if heard.contains(key) { wanted.insert(module) }
  }

  /// The modules that words name, sorted.
  func takeWanted() -> [[UInt8]] {
    defer { wanted = [] }
    return wanted.sortedByBytes()
  }

  private static func lower(_ text: ArraySlice<UInt8>) -> [UInt8] {
    text.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
  }
}
