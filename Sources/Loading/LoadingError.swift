public import ELF
public import Roots

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

/// Runs `body` and says of a root's error which path the loader was at.
func reading<Result>(
  _ path: RootPath, _ body: () throws(RootError) -> Result
) throws(LoadingError) -> Result {
  do { return try body() } catch { throw LoadingError(path: path, cause: .root(error)) }
}
