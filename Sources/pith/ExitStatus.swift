import ArgumentParser

/// The exit statuses that scripts rely on; docs/formats.md lists them.
extension ExitCode {
  /// `audit`, `diff` or `verify` has findings; a contract (budget, lock, libraries) is not met.
  static let findings = ExitCode(1)
  /// An input cannot be read or an output cannot be written.
  static let unreadable = ExitCode(2)
  /// Something required is missing, and nothing was written.
  static let missing = ExitCode(3)
  /// Wrong usage.
  static let usage = ExitCode(64)
}
