internal import Planning
internal import Roots

/// AWK: what its programs run, in scripts of their own and in what shell scripts give to awk.
///
/// `"date" | getline`, `print | "sort -r"`, gawk's `|&` and `system("...")` give a string to the shell; awk(1p).
final class AwkAnalyzer: Analyzer {
  let name = "awk"
  private let shell: ShellReader
  private var callsDone = 0

  private static let largest: UInt64 = 1 << 20

  init(shell: ShellReader) { self.shell = shell }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard file.standing == .leading || file.entry.isExecutable, file.entry.size <= Self.largest
    else { return }
    let start = try run.head(of: file.path)
    guard start.starts(with: "#!".utf8) else { return }
    let words = start.dropFirst(2).prefix { $0 != UInt8(ascii: "\n") }
      .split(separator: UInt8(ascii: " "))
    guard words.contains(where: { Self.isAwk($0) }) else { return }
    let text = try reading { () throws(RootError) in
      try run.root.bytes(of: file.path, limit: Int(Self.largest))
    }
    try keep(Self.programs(in: text), from: file.path, run)
  }

  func settle(_ run: Run) throws(PlanningError) {
    for call in shell.calls[callsDone...] {
      guard let program = call.words.first, Self.isAwk(program) else { continue }
      for word in call.words.dropFirst() { try keep(Self.programs(in: word), from: call.file, run) }
    }
    callsDone = shell.calls.count
  }

  private func keep(
    _ programs: Set<[UInt8]>, from path: RootPath, _ run: Run
  ) throws(PlanningError) {
    for name in programs.sortedByBytes() {
      let program =
        name.first == UInt8(ascii: "/") ? RootPath(name) : try run.startableProgram(named: name)
      guard let program else { continue }
      try run.keep(program, because: Reason(.program, .likely, from: path, detail: name))
    }
  }

  private static func isAwk(_ word: some BidirectionalCollection<UInt8>) -> Bool {
    let name = word[
      (word.lastIndex(of: UInt8(ascii: "/")).map { word.index(after: $0) }
        ?? word.startIndex)...]
    return ["awk", "gawk", "mawk", "nawk", "original-awk"].contains {
      name.elementsEqual($0.utf8)
    }
  }

  /// The programs of the command lines that stand beside a pipe, or in a call of `system`.
  static func programs(in text: [UInt8]) -> Set<[UInt8]> {
    var result: Set<[UInt8]> = []
    var before: ArraySlice<UInt8> = []
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "\"") else {
        index += 1
        continue
      }
      before = text[..<index]
      var end = index + 1
      while end < text.count, text[end] != UInt8(ascii: "\""), text[end] != 0x0a {
        end += text[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard end < text.count, text[end] == UInt8(ascii: "\"") else {
        index += 1
        continue
      }
      if isPiped(into: before) || isRead(text[(end + 1)...]) {
        result.formUnion(CommandText.programs(in: text[(index + 1)..<end]))
      }
      index = end + 1
    }
    return result
  }

  private static func isPiped(into before: ArraySlice<UInt8>) -> Bool {
    var rest = before
    while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
    if rest.last == UInt8(ascii: "&") { rest.removeLast() }
    if rest.last == UInt8(ascii: "|") { return rest.dropLast().last != UInt8(ascii: "|") }
    guard rest.last == UInt8(ascii: "(") else { return false }
    rest.removeLast()
    while let last = rest.last, last == 0x20 { rest.removeLast() }
    return rest.suffix(6).elementsEqual("system".utf8)
  }

  private static func isRead(_ after: ArraySlice<UInt8>) -> Bool {
    var rest = after.drop { $0 == 0x20 || $0 == 0x09 }
    guard rest.popFirst() == UInt8(ascii: "|") else { return false }
    if rest.first == UInt8(ascii: "&") { rest.removeFirst() }
    return rest.drop { $0 == 0x20 || $0 == 0x09 }.starts(with: "getline".utf8)
  }
}
