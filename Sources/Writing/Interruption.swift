internal import CLinux
internal import Images

/// Holds SIGINT, SIGTERM and SIGHUP back while it lives, so that a writer can stop between two steps and take away what it made.
///
/// One at a time in a process: signal handlers are the process's.
struct Interruption: ~Copyable {
  init() { pith_signals_take() }

  deinit { pith_signals_release() }

  /// - Throws: `interrupted` once a signal has come.
  func check() throws(WritingError) {
    let signal = pith_signals_taken()
    if signal != 0 { throw .interrupted(signal) }
  }
}

extension LayerChecks? {
  /// Waits until all of the root is known to be what it must be, unless a signal comes.
  func confirm(_ interruption: borrowing Interruption) throws(WritingError) {
    try confirm { () throws(WritingError) in try interruption.check() }
  }

  func confirm(_ check: () throws(WritingError) -> Void) throws(WritingError) {
    try check()
    if let error = try self?.failure(waiting: check) { throw WritingError(error) }
  }
}
