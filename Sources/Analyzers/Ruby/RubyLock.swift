/// The gems that a Gemfile.lock pins.
enum RubyLock {
  /// Name and version, without the platform: the lines of `specs:` that are indented by four.
  ///
  ///     GEM
  ///       remote: https://rubygems.org/
  ///       specs:
  ///         puma (6.4.0)
  ///           nio4r (~> 2.0)
  static func gems(in text: [UInt8]) -> [(name: [UInt8], version: [UInt8])] {
    var result: [(name: [UInt8], version: [UInt8])] = []
    var isSpecs = false
    for line in text.split(separator: 0x0a) {
      let indent = line.prefix { $0 == 0x20 }.count
      if indent == 2 { isSpecs = line.dropFirst(2).starts(with: "specs:".utf8) }
      if indent == 0 { isSpecs = false }
      guard isSpecs, indent == 4 else { continue }
      let words = line.dropFirst(4).split(separator: 0x20)
      guard words.count >= 2, words[1].first == UInt8(ascii: "(") else { continue }
      // (1.16.0-x86_64-linux)
      let version = words[1].dropFirst().prefix {
        $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: "-")
      }
      result.append((Array(words[0]), Array(version)))
    }
    return result
  }
}
