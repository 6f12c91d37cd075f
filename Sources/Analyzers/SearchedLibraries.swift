internal import Loading
internal import Planning
internal import Roots

/// Libraries that a program looks for by a short name, as `ctypes.util.find_library("magic")` does: it asks `ldconfig -p`, which lists /etc/ld.so.cache.
final class SearchedLibraries {
  private let run: Run
  private lazy var entries: [[UInt8]: [[UInt8]]] = read()

  init(run: Run) { self.run = run }

  /// Keeps every library called `libNAME.` and more. Answers whether there is one.
  @discardableResult
  func keep(_ name: [UInt8], because reason: Reason) throws(PlanningError) -> Bool {
    guard let paths = entries[name] else { return false }
    for path in paths { try run.keep(path, because: reason) }
    return true
  }

  /// Keeps a library by the whole name that dlopen(3) is given.
  func keep(
    file name: [UInt8], for requester: RootPath, because reason: Reason
  ) throws(PlanningError) {
    let result = try loading { () throws(LoadingError) in
      try run.loader.search(name, for: requester)
    }
    guard case .found(let path, let links, _, _) = result else { return }
    for link in links { try run.keepLink(link, because: Reason(.link, .likely, from: path)) }
    try run.keep(path, because: reason)
  }

  /// The short names of the libraries in the cache, and of those in the directories that a loader without one searches.
  private func read() -> [[UInt8]: [[UInt8]]] {
    var result: [[UInt8]: [[UInt8]]] = [:]
    func add(_ name: [UInt8], _ path: [UInt8]) {
      guard name.starts(with: "lib".utf8), let dot = name.firstIndex(of: UInt8(ascii: ".")) else {
        return
      }
      let short = Array(name[3..<dot])
      if result[short]?.contains(path) != true { result[short, default: []].append(path) }
    }
    if let bytes = try? run.root.bytes(of: "/etc/ld.so.cache"), let cache = try? LdCache(bytes) {
      for entry in cache.entries where entry.level == nil { add(entry.name, entry.path) }
      return result
    }
    for directory: RootPath in ["/lib", "/usr/lib", "/usr/local/lib"] {
      guard let real = try? run.root.resolve(directory).path else { continue }
      for child in (try? run.root.children(of: real)) ?? [] where child.kind != .directory {
        let parts = child.name.split(separator: UInt8(ascii: "."))
        if parts.contains(where: { $0.elementsEqual("so".utf8) }) {
          add(child.name, directory.appending(child.name).bytes)
        }
      }
    }
    return result
  }
}
