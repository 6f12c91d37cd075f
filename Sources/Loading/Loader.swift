public import ELF
public import Roots

/// The dynamic loader of a root: what ld.so(8) or musl's loader would map, worked out by reading.
///
/// Belongs to one run; parsed objects, directories and searches are cached.
public final class Loader {
  public let root: any Root
  public let environment: LoaderEnvironment
  let catalogue: Catalogue
  let interpreters: Interpreters
  let search: Search
  let marks = Marks()

  /// - Parameter reader: where objects come from; tests describe them instead of linking files.
  public init(
    root: any Root, environment: LoaderEnvironment = LoaderEnvironment(),
    reader: any ObjectReader = ELFReader()
  ) {
    self.root = root
    self.environment = environment
    catalogue = Catalogue(root: root, reader: reader)
    interpreters = Interpreters(catalogue: catalogue)
    search = Search(catalogue: catalogue, environment: environment)
  }

  /// The object at a real path (no links in it); nil where the file is not ELF. Parsed once per identity.
  public func object(at path: RootPath) throws(LoadingError) -> Object? {
    let entry = try reading(path) { () throws(RootError) in try root.entry(at: path) }
    guard let entry, entry.isRegular, let binary = try catalogue.objectFile(at: path, entry) else {
      return nil
    }
    if case .malformed(let error) = binary.fault {
      throw LoadingError(path: path, cause: .elf(error))
    }
    return binary.object
  }

  /// Everything that is mapped when `path` (a real path) is started, or opened by dlopen(3).
  ///
  /// - Parameters:
  ///   - program: who opens `path`, if it is a plug-in: its RPATH serves, what it has loaded already serves too, and the interpreter is
  ///     its own. Only what `path` leads to is in the result.
  ///   - dlopen: whether FDO dlopen notes are followed too.
  public func closure(
    of path: RootPath, openedBy program: RootPath? = nil, dlopen: Bool = false
  ) throws(LoadingError) -> Closure {
    try Walk(self, of: path, openedBy: program).closure(dlopen: dlopen)
  }

  /// Where dlopen(3) of `name`, called by `requester` (a real path) in `program`, would find a library. Nothing is loaded before it.
  public func search(
    _ name: [UInt8], for requester: RootPath, in program: RootPath? = nil
  ) throws(LoadingError) -> SearchResult {
    try Walk(self, of: requester, openedBy: program, follow: false).search(name)
  }

  func binary(at path: RootPath) throws(LoadingError) -> Binary? {
    let entry = try reading(path) { () throws(RootError) in try root.entry(at: path) }
    guard let entry, entry.isRegular else { return nil }
    return try catalogue.binary(at: path, entry)
  }
}

/// What a search for one name came to.
public enum SearchResult: Hashable, Sendable {
  case found(path: RootPath, links: [RootPath], via: Via, variants: [Variant])
  case missing([Miss.Considered])
}
