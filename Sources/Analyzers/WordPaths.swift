/// The absolute paths inside one word of a command line, or in the value of a variable.
///
/// Programs have languages of their own for what stands in an argument: `ssl_chain_cert=/a.pem,ssl_key=/a.key`, `-I/opt/lib`, `file:///etc/x`,
/// `-javaagent:/opt/agent.jar=port=1`, `/data:/srv`. Common to them is that a path begins behind a sign that is in no name.
enum WordPaths {
  static func absolute(in word: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var index = word.startIndex
    while let start = word[index...].firstIndex(of: UInt8(ascii: "/")) {
      let end = word[start...].firstIndex(where: isEnd) ?? word.endIndex
      index = end
      guard begins(at: start, in: word), !isHost(word[start..<end]) else { continue }
      result.append(word[start..<end])
      // `-javaagent:/opt/agent.jar=port=1`
      if let equals = word[start..<end].firstIndex(of: UInt8(ascii: "=")) {
        result.append(word[start..<equals])
        index = equals
      }
    }
    return result
  }

  private static func begins(at start: Int, in word: ArraySlice<UInt8>) -> Bool {
    guard start > word.startIndex else { return true }
    let before = word[start - 1]
    if isEnd(before) || before == UInt8(ascii: "=") || before == UInt8(ascii: "@") { return true }
    // `-I/opt/lib`
    return start == word.startIndex + 2 && word.first == UInt8(ascii: "-")
  }

  /// `//host/path` of a URL; `file:///x` and `sqlite:////x` have more.
  private static func isHost(_ path: ArraySlice<UInt8>) -> Bool {
    path.count < 2 || (path.starts(with: "//".utf8) && !path.starts(with: "///".utf8))
  }

  private static func isEnd(_ byte: UInt8) -> Bool {
    byte <= 0x20 || ",;:|\"'()[]{}<>".utf8.contains(byte)
  }
}
