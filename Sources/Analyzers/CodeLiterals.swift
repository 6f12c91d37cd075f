/// The string literals of program text, whatever the language: what stands between quotes on one line, or between backticks.
///
/// No grammar is followed. Comments of the usual kinds are passed over, so that an apostrophe in them opens nothing; a quote that is not closed on its line
/// opens nothing either.
struct CodeLiterals {
  /// One literal, as a range of the text between its quotes.
  struct Literal {
    var range: Range<Int>
    var quote: UInt8
  }

  /// Calls `body` with each literal in turn.
  static func forEach(in text: borrowing RawSpan, _ body: (Literal) -> Void) {
    let count = text.byteCount
    var position = 0
    while position < count {
      let byte = text.byte(at: position)
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
        if let end = end(of: byte, from: position + 1, in: text) {
          body(Literal(range: position + 1..<end, quote: byte))
          position = end
        }
      case UInt8(ascii: "/"):
        if text.starts(with: "//", at: position), !isWithinWord(position, text) {
          position = endOfLine(position, text)
        } else if text.starts(with: "/*", at: position) {
          position = endOfComment(position + 2, text)
        }
      case UInt8(ascii: "#"):
        // `#` begins a comment where a word could; `$#`, `a#b`, `'#'` and Scheme's `#:key` are something else.
        if position == 0 || isBlank(text.byte(at: position - 1)),
          !text.starts(with: "#:", at: position)
        {
          position = endOfLine(position, text)
        }
      default: break
      }
      position += 1
    }
  }

  /// The longest that is looked at: command lines are short.
  private static let longest = 4096

  private static func end(of quote: UInt8, from start: Int, in text: borrowing RawSpan) -> Int? {
    var position = start
    while position < text.byteCount, position - start <= longest {
      let byte = text.byte(at: position)
      if byte == UInt8(ascii: "\\") {
        position += 2
        continue
      }
      if byte == quote { return position }
      if byte == UInt8(ascii: "\n"), quote != UInt8(ascii: "`") { return nil }
      position += 1
    }
    return nil
  }

  private static func endOfLine(_ start: Int, _ text: borrowing RawSpan) -> Int {
    var position = start
    while position < text.byteCount, text.byte(at: position) != UInt8(ascii: "\n") {
      position += 1
    }
    return position
  }

  private static func endOfComment(_ start: Int, _ text: borrowing RawSpan) -> Int {
    var position = start
    while position < text.byteCount {
      if text.starts(with: "*/", at: position) { return position + 1 }
      position += 1
    }
    // A glob such as `a/*` in a word that is no string: nothing was opened.
    return start - 1
  }

  /// `http://x`
  private static func isWithinWord(_ position: Int, _ text: borrowing RawSpan) -> Bool {
    position > 0 && text.byte(at: position - 1) == UInt8(ascii: ":")
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
      || byte == UInt8(ascii: "\r")
  }

  /// The name of the function whose first argument begins at `position`, brackets of lists in between; empty where there is none.
  ///
  /// `spawn("x")`, `system "x"`, `subprocess.run(["x"])`, `exec('x')`, `os.system(f"x {y}")`
  static func callee(before position: Int, in text: borrowing RawSpan) -> [UInt8] {
    var end = beforePrefix(position, in: text)
    while end > 0, isBlank(text.byte(at: end - 1)) || "([{".utf8.contains(text.byte(at: end - 1)) {
      end -= 1
    }
    var start = end
    while start > 0, end - start < 32, isNameByte(text.byte(at: start - 1)) { start -= 1 }
    return text.bytes(in: start..<end)
  }

  /// Where the letters begin that say what kind of string follows in Python (`f"`, `rb'`); `position` itself where there are none.
  private static func beforePrefix(_ position: Int, in text: borrowing RawSpan) -> Int {
    var start = position
    while start > 0, position - start < 2, "fFrRbBuU".utf8.contains(text.byte(at: start - 1)) {
      start -= 1
    }
    return start > 0 && isNameByte(text.byte(at: start - 1)) ? position : start
  }

  /// The same where names have dashes in them (Lisp, Scheme): `(run-program "x")`, `(system* "x")`, and that
  /// of an argument by its keyword, `path: "x"`.
  static func dashedCallee(before position: Int, in text: borrowing RawSpan) -> [UInt8] {
    var end = position
    while end > 0, isBlank(text.byte(at: end - 1)) { end -= 1 }
    guard end < position else { return [] }
    var start = end
    if start > 0, text.byte(at: start - 1) == UInt8(ascii: ":") { start -= 1 }
    // Without the package that stands before it: `ext:run-program`.
    while start > 0, end - start < 32,
      isNameByte(text.byte(at: start - 1)) || "-*".utf8.contains(text.byte(at: start - 1))
    {
      start -= 1
    }
    return text.bytes(in: start..<end)
  }

  /// What identifiers are made of in nearly every language.
  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
