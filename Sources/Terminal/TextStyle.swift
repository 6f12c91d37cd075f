internal import Glibc

/// How text for people is drawn: with boxes and colors on a terminal, in plain ASCII elsewhere.
public struct TextStyle: Sendable {
  /// Box drawing, or ASCII.
  public var hasBoxes: Bool
  public var hasColors: Bool

  public init(hasBoxes: Bool, hasColors: Bool) {
    self.hasBoxes = hasBoxes
    self.hasColors = hasColors
  }

  public static let plain = TextStyle(hasBoxes: false, hasColors: false)

  /// What suits standard output: plain unless it is a terminal that can do more. NO_COLOR, if it is not empty, forbids colors
  /// (no-color.org).
  public static func standardOutput() -> TextStyle {
    TextStyle(
      isTerminal: isatty(STDOUT_FILENO) == 1, terminal: variable("TERM"),
      noColor: variable("NO_COLOR"))
  }

  /// - Parameters:
  ///   - terminal: TERM.
  ///   - noColor: NO_COLOR.
  init(isTerminal: Bool, terminal: String?, noColor: String?) {
    let canDraw = isTerminal && terminal != "dumb"
    self.init(hasBoxes: canDraw, hasColors: canDraw && noColor?.isEmpty != false)
  }

  private static func variable(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  public func bold(_ text: String) -> String { colored("1", text) }
  public func faint(_ text: String) -> String { colored("2", text) }
  public func red(_ text: String) -> String { colored("31", text) }
  public func green(_ text: String) -> String { colored("32", text) }
  public func yellow(_ text: String) -> String { colored("33", text) }

  private func colored(_ code: String, _ text: String) -> String {
    hasColors && !text.isEmpty ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
