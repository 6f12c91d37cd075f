internal import Roots

extension MemoryRoot {
  /// A root from lines such as these, each with `\n`, `\t`, `\s` (a space), `\\` and `\xNN` meaning what they say:
  ///
  ///     /tmp/ 1777                          a directory, its mode
  ///     /usr/bin/node 755 : any content     a file; the mode is 644 without one, the content empty
  ///     /etc/shadow 640 0:42 : root:*:::    a file with owner and group
  ///     /lib -> usr/lib                     a symbolic link
  ///     /bin/perl5 == /bin/perl             a hard link to a file of an earlier line
  ///     /dev/null c 1:3 666                 a device (c or b), a fifo (p), a socket (s)
  ///
  /// Empty lines and those that begin with `#` say nothing. A line that cannot be read stops the test.
  public convenience init(_ text: String, label: String = "memory") {
    self.init(label: label)
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      add(line: line, words: words)
    }
  }

  private func add(line: Substring, words: [Substring]) {
    let path = RootPath(Self.unescaped(words[0]))
    if words.count > 1, words[1] == "->" {
      addLink(path, to: Self.unescaped(Self.rest(of: line, after: "-> ")))
    } else if words.count > 2, words[1] == "==" {
      addHardLink(path, to: RootPath(Self.unescaped(words[2])))
    } else if words.count > 1, let kind = Self.special[words[1]] {
      let device = words.count > 2 ? Self.pair(words[2]) : nil
      addSpecial(
        path, kind, mode: words.last.flatMap { UInt16($0, radix: 8) } ?? 0o644,
        device: device.map { Entry.Device(major: $0.0, minor: $0.1) })
    } else {
      addFileOrDirectory(path, line: line, words: words)
    }
  }

  private func addFileOrDirectory(_ path: RootPath, line: Substring, words: [Substring]) {
    var mode: UInt16?
    var owner: (UInt32, UInt32) = (0, 0)
    var content: [UInt8] = []
    for word in words.dropFirst() {
      if word == ":" {
        content = Self.unescaped(Self.rest(of: line, after: " : "))
        break
      } else if let pair = Self.pair(word) {
        owner = pair
      } else if let number = UInt16(word, radix: 8) {
        mode = number
      } else {
        preconditionFailure("a line of a MemoryRoot cannot be read: \(line)")
      }
    }
    if words[0].hasSuffix("/") {
      addDirectory(path, mode: mode ?? 0o755, uid: owner.0, gid: owner.1)
    } else {
      addFile(path, content, mode: mode ?? 0o644, uid: owner.0, gid: owner.1)
    }
  }

  private static let special: [Substring: Entry.Kind] = [
    "c": .characterDevice, "b": .blockDevice, "p": .fifo, "s": .socket,
  ]

  private static func pair(_ word: Substring) -> (UInt32, UInt32)? {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = UInt32(parts[0]), let second = UInt32(parts[1]) else {
      return nil
    }
    return (first, second)
  }

  private static func rest(of line: Substring, after mark: String) -> Substring {
    let text = Array(line.utf8)
    let mark = Array(mark.utf8)
    guard
      let start = text.indices.first(where: { text[$0...].starts(with: mark) })
    else { return "" }
    return Substring(decoding: text[(start + mark.count)...], as: UTF8.self)
  }

  private static func unescaped(_ text: Substring) -> [UInt8] {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
        result.append(byte)
        continue
      }
      switch next {
      case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): result.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "s"): result.append(UInt8(ascii: " "))
      case UInt8(ascii: "x"):
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        result.append(UInt8(digits, radix: 16) ?? 0)
        rest = rest.dropFirst(2)
      default: result.append(next)
      }
    }
    return result
  }
}
