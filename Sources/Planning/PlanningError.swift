public import Loading
public import Roots

/// Planning stopped: an input cannot be read, or the request contradicts itself.
public enum PlanningError: Error, Sendable, CustomStringConvertible {
  case root(RootError)
  case loading(LoadingError)
  /// What is wrong with the request, as a sentence.
  case request(String)
  /// What is wrong with a package database or a profile.
  case input(String)

  public var description: String {
    switch self {
    case .root(let error): "\(error)"
    case .loading(let error): "\(error)"
    case .request(let text), .input(let text): text
    }
  }
}

/// Runs `body`, which reads the root, and wraps what it throws.
package func reading<Result: ~Copyable>(_ body: () throws(RootError) -> Result)
  throws(PlanningError) -> Result
{
  do { return try body() } catch { throw .root(error) }
}

/// Runs `body`, which asks the loader, and wraps what it throws.
package func loading<Result: ~Copyable>(
  _ body: () throws(LoadingError) -> Result
) throws(PlanningError) -> Result {
  do { return try body() } catch { throw .loading(error) }
}
