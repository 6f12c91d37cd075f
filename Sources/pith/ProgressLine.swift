import Dispatch
import Glibc
import Synchronization

/// One line on standard error that says what pith is at, for people who wait longer than a second at a terminal.
///
/// The work says what it does; a timer of its own draws, so that long reads without news show that time goes on. Where standard error is no
/// terminal nothing happens.
final class ProgressLine: Sendable {
  static let shared = ProgressLine()

  private struct State {
    var phase: String?
    var done = 0
    var all: Int?
    var isDrawn = false
    var isSilent = false
  }

  private let state = Mutex(State())
  private let isShown: Bool
  private let queue = DispatchQueue(label: "progress")
  private let start = DispatchTime.now()

  private init() {
    let term = unsafe getenv("TERM").map { unsafe String(cString: $0) } ?? ""
    isShown = isatty(STDERR_FILENO) == 1 && !term.isEmpty && term != "dumb"
    if isShown { draw(after: .seconds(1)) }
  }

  private func draw(after delay: DispatchTimeInterval) {
    queue.asyncAfter(deadline: .now() + delay) { [self] in
      draw()
      draw(after: .milliseconds(200))
    }
  }

  /// From here on the work is `phase`: `reading 'app.tar'`.
  func begin(_ phase: String) {
    guard isShown else { return }
    state.withLock { state in
      state.phase = phase
      state.done = 0
      state.all = nil
    }
  }

  /// How much of the phase's work is done, and of how much, where that is known.
  func advance(to done: Int, of all: Int? = nil) {
    guard isShown else { return }
    state.withLock { state in
      state.done = done
      state.all = all
    }
  }

  /// Nothing is drawn from here on: the work is done, or people asked for silence.
  func end() {
    guard isShown else { return }
    clear()
    state.withLock { $0.isSilent = true }
  }

  /// Makes room for other text; the line comes back with the next drawing.
  func clear() {
    guard isShown else { return }
    state.withLock { state in
      if state.isDrawn { write("\r\u{1b}[K") }
      state.isDrawn = false
    }
  }

  private func draw() {
    state.withLock { state in
      guard let phase = state.phase, !state.isSilent else { return }
      let seconds = (DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1_000_000_000
      var text = "pith: \(phase)"
      if let all = state.all {
        text += ", \(state.done) of \(all)"
      } else if state.done > 0 {
        text += ", \(state.done) files"
      }
      text += " (\(seconds) s)"
      var size = winsize()
      let width =
        unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        ? Int(size.ws_col) : 80
      write("\r\(text.prefix(width - 1))\u{1b}[K")
      state.isDrawn = true
    }
  }

  private func write(_ text: String) {
    // Where standard error is closed there is nobody to tell.
    let bytes = Array(text.utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
