import Testing

@testable import Terminal

@Suite struct TextStyleTests {
  @Test(
    arguments: [
      (true, "xterm", nil, true, true),
      (true, "xterm", "", true, true),
      (true, "xterm", "1", true, false),
      (true, nil, nil, true, true),
      (true, "dumb", nil, false, false),
      (false, "xterm", nil, false, false),
    ] as [(Bool, String?, String?, Bool, Bool)])
  func `boxes and colors are for terminals, and NO_COLOR forbids colors`(
    isTerminal: Bool, terminal: String?, noColor: String?, boxes: Bool, colors: Bool
  ) {
    let style = TextStyle(isTerminal: isTerminal, terminal: terminal, noColor: noColor)
    #expect(style.hasBoxes == boxes && style.hasColors == colors)
    #expect(style.red("x") == (colors ? "\u{1b}[31mx\u{1b}[0m" : "x"))
  }

  @Test(
    arguments: [
      (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1_949, "1.9 kB"), (1_950, "2.0 kB"),
      (20_000_000, "20.0 MB"), (3_210_000_000, "3.2 GB"), (UInt64.max, "18446744073.7 GB"),
    ] as [(UInt64, String)])
  func `sizes are in units of 1000`(bytes: UInt64, text: String) {
    #expect(sizeText(bytes) == text)
  }
}
