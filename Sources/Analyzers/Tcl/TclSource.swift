internal import Roots

/// What Tcl text says of packages and programs, by its words: no grammar is followed beyond them.
struct TclSource {
  /// Names that `package require` asks for.
  var required: Set<[UInt8]> = []
  /// Names that `package ifneeded` says how to load: what a pkgIndex.tcl offers.
  var offered: Set<[UInt8]> = []
  /// Programs that `exec` starts, each part of a pipeline by itself; exec(n).
  var programs: Set<[UInt8]> = []

  init(_ text: borrowing RawSpan) {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    var isComment = false
    for index in 0...text.byteCount {
      let byte = index < text.byteCount ? text.byte(at: index) : UInt8(ascii: "\n")
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        Self.end(&word, &words)
      case UInt8(ascii: "\n"), UInt8(ascii: ";"), UInt8(ascii: "["), UInt8(ascii: "]"),
        UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\""):
        Self.end(&word, &words)
        // A list in braces or quotes may itself be a command: `catch {package require x}`.
        if !isComment { read(words) }
        words.removeAll(keepingCapacity: true)
        if byte == UInt8(ascii: "\n") { isComment = false }
      case UInt8(ascii: "#") where words.isEmpty && word.isEmpty: isComment = true
      default: if word.count < 256 { word.append(byte) }
      }
    }
  }

  private static func end(_ word: inout [UInt8], _ words: inout [[UInt8]]) {
    if !word.isEmpty, words.count < 256 { words.append(word) }
    word.removeAll(keepingCapacity: true)
  }

  /// One command, from its first word on; `then` parts of one-line conditions are commands of their own by their braces.
  private mutating func read(_ words: [[UInt8]]) {
    for (index, word) in words.enumerated() where index + 1 < words.count {
      if word.elementsEqual("package".utf8) || word.elementsEqual("::package".utf8) {
        readPackage(words[(index + 1)...])
        return
      }
      if word.elementsEqual("exec".utf8) || word.elementsEqual("::exec".utf8) {
        readPipeline(words[(index + 1)...])
        return
      }
    }
  }

  private mutating func readPackage(_ words: ArraySlice<[UInt8]>) {
    let arguments = words.dropFirst().drop { $0.first == UInt8(ascii: "-") }
    guard let verb = words.first, let name = arguments.first, Self.isName(name) else { return }
    if verb.elementsEqual("require".utf8) || verb.elementsEqual("present".utf8) {
      required.insert(name)
    } else if verb.elementsEqual("ifneeded".utf8) {
      offered.insert(name)
    }
  }

  private mutating func readPipeline(_ words: ArraySlice<[UInt8]>) {
    var isFirst = true
    for word in words.drop(while: { $0.first == UInt8(ascii: "-") }) {
      if word.first == UInt8(ascii: "|") {
        isFirst = true
      } else if isFirst {
        isFirst = false
        if Self.isName(word) { programs.insert(word) }
      }
    }
  }

  /// Whether a word stands for itself: neither a variable's value nor the result of a command.
  private static func isName(_ word: [UInt8]) -> Bool {
    !word.contains { "$\\()".utf8.contains($0) }
  }
}
