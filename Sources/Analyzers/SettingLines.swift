/// The lines of a text that set one thing to one word: `postprocessor shape`, `pager = less`, `Program: "x"`.
struct SettingLines {
  /// Calls `body` with each value that is one word without a slash.
  static func forEachValue(in text: borrowing RawSpan, _ body: ([UInt8]) -> Void) {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    func flush(_ words: inout [[UInt8]], _ word: inout [UInt8]) {
      if !word.isEmpty { words.append(word) }
      word.removeAll(keepingCapacity: true)
    }
    for index in 0...text.byteCount {
      let byte = index < text.byteCount ? text.byte(at: index) : UInt8(ascii: "\n")
      switch byte {
      case UInt8(ascii: "\n"):
        flush(&words, &word)
        if words.count == 2, words[0].first != UInt8(ascii: "#"),
          !words[1].contains(UInt8(ascii: "/"))
        {
          body(words[1])
        }
        words.removeAll(keepingCapacity: true)
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "="),
        UInt8(ascii: ":"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ";"):
        flush(&words, &word)
      default:
        // What has more words, or longer ones, is no setting.
        if words.count < 3, word.count < 64 { word.append(byte) }
      }
    }
  }
}
