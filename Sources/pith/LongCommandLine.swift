/// Keeps most of a long list of paths away from the argument parser, whose time grows with the square of its arguments (1,200 paths: 50 ms
/// of its own).
///
/// Only commands that take paths last have this, and only what cannot be an option or an option's value is held back: the end of the line
/// after the last word with a dash and sixteen more.
struct LongCommandLine {
  /// What the parser gets.
  let parsed: [String]
  /// Paths that follow those that it finds.
  let heldBack: [String]

  /// This process's own.
  static let current = LongCommandLine(Array(CommandLine.arguments.dropFirst()))

  init(_ arguments: [String]) {
    guard let command = arguments.first, Self.commands.contains(command),
      arguments.count > Self.kept
    else {
      parsed = arguments
      heldBack = []
      return
    }
    let lastOption = arguments.lastIndex { $0.utf8.first == UInt8(ascii: "-") } ?? 0
    let start = min(lastOption + Self.kept, arguments.count)
    parsed = Array(arguments[..<start])
    heldBack = Array(arguments[start...])
  }

  private static let commands: Set<String> = ["tree", "audit"]
  private static let kept = 17
}
