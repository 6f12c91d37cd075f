public import ELF
public import Roots

/// The dynamic loader of a root: what ld.so(8) or musl's loader would map, worked out by reading.
///
/// Belongs to one run; parsed objects and directory look-ups are cached.
public final class Loader {
  public let root: any Root
  public let environment: LoaderEnvironment

  public init(root: any Root, environment: LoaderEnvironment = LoaderEnvironment()) {
    self.root = root
    self.environment = environment
  }

  /// The object at a real path (no links in it); nil where the file is not ELF. Parsed once per identity.
  public func object(at path: RootPath) throws(LoadingError) -> Object? { nil }

  /// Everything that is mapped when `path` (a real path) is started, or opened by dlopen(3).
  ///
  /// - Parameters:
  ///   - program: who opens `path`, if it is a plug-in: its RPATH serves, and the interpreter is its own.
  ///   - dlopen: whether FDO dlopen notes are followed too.
  public func closure(
    of path: RootPath, openedBy program: RootPath? = nil, dlopen: Bool = false
  ) throws(LoadingError) -> Closure { Closure() }

  /// Where dlopen(3) of `name`, called by `requester` (a real path) in `program`, would find a library. Nothing is loaded before it.
  public func search(
    _ name: [UInt8], for requester: RootPath, in program: RootPath? = nil
  ) throws(LoadingError) -> SearchResult { .missing([]) }
}

/// What a search for one name came to.
public enum SearchResult: Hashable, Sendable {
  case found(path: RootPath, links: [RootPath], via: Via, variants: [Variant])
  case missing([Miss.Considered])
}

/// A failure of the loader's own work: a file of the root cannot be read, or is not what it must be.
public struct LoadingError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Cause: Hashable, Sendable {
    case root(RootError)
    case elf(ELFError)
    case fatal(String)
  }

  public var path: RootPath
  public var cause: Cause

  public init(path: RootPath, cause: Cause) {
    self.path = path
    self.cause = cause
  }

  public var description: String {
    switch cause {
    case .root(let error): "\(error)"
    case .elf(let error): "cannot read '\(path)' as ELF: \(error)"
    case .fatal(let what): "cannot load '\(path)': \(what)"
    }
  }
}
