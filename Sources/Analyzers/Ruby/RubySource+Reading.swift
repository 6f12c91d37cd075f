internal import Loading

extension RubySource {
  init(reading text: [UInt8]) {
    var reader = RubyReader(text: text)
    reader.read()
    self = reader.source
  }
}

/// Reads Ruby line by line: words, strings on one line, comments, `=begin`, `__END__`, and by their indentation the methods that lines are in.
///
/// Only ruby can parse Ruby; where a quote is taken for what it is not, the end of the line sets it right.
private struct RubyReader {
  let text: [UInt8]
  var source = RubySource()
  private var methods: [Int] = []
  private var tries: [Int] = []

  private enum Token {
    case word(ArraySlice<UInt8>)
    /// With the fixed part before the first `#{`; nil where there is none.
    case string(ArraySlice<UInt8>, prefix: ArraySlice<UInt8>?)
    case command(ArraySlice<UInt8>)
    /// What may be the beginning of a string of several lines, behind the mark of its quote.
    case open(ArraySlice<UInt8>)
    case mark(UInt8)
  }

  private static let starters = Set(
    [
      "system", "exec", "spawn", "sh", "popen", "popen2", "popen2e", "popen3", "capture2",
      "capture2e", "capture3", "pipeline", "execute",
    ].map { Array($0.utf8) })

  init(text: [UInt8]) { self.text = text }

  mutating func read() {
    var isDocumentation = false
    for line in text.split(separator: 0x0a) {
      if isDocumentation {
        if line.starts(with: "=end".utf8) { isDocumentation = false }
        continue
      }
      if line.starts(with: "=begin".utf8) {
        isDocumentation = true
        continue
      }
      if line.starts(with: "__END__".utf8) { return }
      let indent = line.prefix { $0 == 0x20 || $0 == 0x09 }.count
      let tokens = Self.tokens(line.dropFirst(indent))
      if !tokens.isEmpty { read(tokens, indent) }
    }
  }

  private mutating func read(_ tokens: [Token], _ indent: Int) {
    while let last = methods.last, last >= indent { methods.removeLast() }
    while let last = tries.last, last >= indent { tries.removeLast() }
    var words: [ArraySlice<UInt8>] = []
    for token in tokens { if case .word(let word) = token { words.append(word) } }
    if words.first?.elementsEqual("def".utf8) == true { methods.append(indent) }
    if words.first?.elementsEqual("begin".utf8) == true { tries.append(indent) }
    let isTried = !tries.isEmpty || words.contains { $0.elementsEqual("rescue".utf8) }
    if words.contains(where: { Self.starters.contains(Array($0)) }) {
      // system "sort", "-u"; Open3.capture2("sort"); sh "tar x"
      for token in tokens {
        switch token {
        case .string(let string, _) where string.count <= 4096, .open(let string):
          source.commands.insert(Array(string))
        default: break
        }
      }
    }
    let isForeign = words.contains { $0.elementsEqual("ffi_lib".utf8) }
    for case .string(let string, let prefix) in tokens where prefix == nil {
      if isForeign || string.namesSharedObject {
        source.libraries.insert(Array(string))
      }
    }
    if isForeign {
      for case .string(let string, _?) in tokens { readLibrary(string) }
    }
    for index in tokens.indices {
      switch tokens[index] {
      case .word(let word):
        let previous = index > 0 ? tokens[index - 1] : nil
        readWord(word, after: previous, tokens[(index + 1)...], isTried)
        if Self.findsEncoding(tokens[index...]) { source.findsEncodings = true }
      case .string(let string, let prefix): readString(string, prefix)
      case .command(let command): source.commands.insert(Array(command))
      case .mark, .open: break
      }
    }
  }

  /// `ffi_lib "/usr/lib/#{arch}/libx.#{dl_ext}"`: its name, where that is known.
  private mutating func readLibrary(_ string: ArraySlice<UInt8>) {
    let last = string.split(separator: UInt8(ascii: "/")).last ?? []
    let name = last.prefix { Self.isWordByte($0) || $0 == UInt8(ascii: "-") }
    guard name.count > 3, name.starts(with: "lib".utf8) else { return }
    source.libraries.insert(Array(name) + Array(".so".utf8))
  }

  private mutating func readWord(
    _ word: ArraySlice<UInt8>, after previous: Token?, _ rest: ArraySlice<Token>, _ isTried: Bool
  ) {
    let kind: RubySource.Load.Kind
    switch String(decoding: word, as: UTF8.self) {
    case "require": kind = .require
    case "require_relative": kind = .relative
    case "autoload": kind = .autoload
    case "load": kind = .load
    case "gem": kind = .gem
    case "bin_path": kind = .program
    case "activate_bin_path":
      kind = .program
      source.activates = true
    case "unicode_normalize", "unicode_normalize!", "unicode_normalized":
      source.normalizes = true
      return
    default: return
    }
    // `x.require` is somebody else's, but `Kernel.require`, `Gem.bin_path` are not.
    if case .mark(UInt8(ascii: ":")) = previous { return }
    var strings: [ArraySlice<UInt8>] = []
    var isWhole = true
    for token in rest.prefix(24) {
      switch token {
      case .string(let string, let prefix):
        if prefix != nil { isWhole = false } else { strings.append(string) }
        if kind == .require || kind == .gem { break }
      case .word(let other):
        // File.join(__dir__, "x"), File.expand_path("../x", __FILE__)
        let name = String(decoding: other, as: UTF8.self)
        if name == "if" || name == "unless" || name == "rescue" { break }
      case .mark(UInt8(ascii: ";")): break
      default: break
      }
    }
    let isLazy = !methods.isEmpty || kind == .autoload
    switch kind {
    case .autoload:
      guard let last = strings.last else { return }
      add(kind, last, isLazy, isTried)
    case .program:
      for string in strings.prefix(2) { add(kind, string, isLazy, isTried) }
    case .require, .relative, .load, .gem:
      guard isWhole || !strings.isEmpty, let first = strings.first else { return }
      add(kind, first, isLazy, isTried)
    }
  }

  /// `Encoding.find(x)` where no literal says which.
  private static func findsEncoding(_ tokens: ArraySlice<Token>) -> Bool {
    guard case .word(let name) = tokens.first, name.elementsEqual("Encoding".utf8) else {
      return false
    }
    var rest = tokens.dropFirst()
    guard case .mark(UInt8(ascii: ".")) = rest.popFirst(), case .word(let call) = rest.popFirst(),
      call.elementsEqual("find".utf8)
    else { return false }
    if case .mark(UInt8(ascii: "(")) = rest.first { rest.removeFirst() }
    switch rest.first {
    case .word, .mark(UInt8(ascii: "$")), .mark(UInt8(ascii: "@")): return true
    default: return false
    }
  }

  private mutating func add(
    _ kind: RubySource.Load.Kind, _ text: ArraySlice<UInt8>, _ isLazy: Bool, _ isTried: Bool
  ) {
    guard !text.isEmpty, text.count < 256 else { return }
    source.loads.append(
      RubySource.Load(kind: kind, text: Array(text), isLazy: isLazy, isTried: isTried))
  }

  private mutating func readString(_ string: ArraySlice<UInt8>, _ prefix: ArraySlice<UInt8>?) {
    if let prefix {
      if let slash = prefix.lastIndex(of: UInt8(ascii: "/")), slash > prefix.startIndex,
        prefix.allSatisfy(Self.isFeatureByte)
      {
        source.prefixes.insert(Array(prefix[..<slash]))
      }
      return
    }
    guard string.count >= 2, string.count <= 80, string.allSatisfy(Self.isFeatureByte) else {
      return
    }
    source.words.insert(Array(string))
    if source.order.count < 16 { source.order.append(Array(string)) }
  }

  private static func isFeatureByte(_ byte: UInt8) -> Bool {
    isWordByte(byte) || "-/.:".utf8.contains(byte)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte < 0x80 && PythonTokens.isNameByte(byte)
  }

  // MARK: Tokens

  private static func tokens(_ line: ArraySlice<UInt8>) -> [Token] {
    var result: [Token] = []
    var position = line.startIndex
    while position < line.endIndex {
      let byte = line[position]
      if byte == UInt8(ascii: "#") {
        // A comment, or `#{` and `#x` in what was not taken for a string.
        if position == line.startIndex || line[position - 1] == 0x20 { return result }
        position += 1
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
      {
        let token = quoted(line, &position, byte, byte)
        result.append(token)
        // Its end is on another line.
        if case .mark = token { result.append(.open(line[position...])) }
      } else if byte == UInt8(ascii: "%"), let list = percent(line, &position) {
        result += list
      } else if isWordByte(byte) {
        let start = position
        while position < line.endIndex, isWordByte(line[position]) { position += 1 }
        result.append(.word(line[start..<position]))
      } else {
        if byte != 0x20, byte != 0x09, byte != 0x0d { result.append(.mark(byte)) }
        position += 1
      }
    }
    return result
  }

  /// The string that begins at `position`, which goes behind it.
  private static func quoted(
    _ line: ArraySlice<UInt8>, _ position: inout Int, _ quote: UInt8, _ close: UInt8
  ) -> Token {
    let start = position + 1
    var end = start
    var prefix: ArraySlice<UInt8>?
    var braces = 0
    while end < line.endIndex {
      let byte = line[end]
      if byte == UInt8(ascii: "\\") {
        end += 2
        continue
      }
      if quote != UInt8(ascii: "'"), byte == UInt8(ascii: "#"), end + 1 < line.endIndex,
        line[end + 1] == UInt8(ascii: "{")
      {
        if prefix == nil { prefix = line[start..<end] }
        braces += 1
        end += 2
        continue
      }
      if braces > 0, byte == UInt8(ascii: "}") {
        braces -= 1
      } else if byte == close, braces == 0 {
        break
      }
      end += 1
    }
    guard end < line.endIndex else {
      position += 1
      return .mark(quote)
    }
    position = end + 1
    if quote == UInt8(ascii: "`") { return .command(line[start..<end]) }
    return .string(line[start..<end], prefix: prefix)
  }

  /// `%w[a b]`, `%q<a>`, `%x(ls)`; nil where the sign is that of a remainder.
  private static func percent(_ line: ArraySlice<UInt8>, _ position: inout Int) -> [Token]? {
    guard position + 2 < line.endIndex, "wWiIqQx".utf8.contains(line[position + 1]) else {
      return nil
    }
    let letter = line[position + 1]
    let open = line[position + 2]
    let close: UInt8
    switch open {
    case UInt8(ascii: "["): close = UInt8(ascii: "]")
    case UInt8(ascii: "("): close = UInt8(ascii: ")")
    case UInt8(ascii: "{"): close = UInt8(ascii: "}")
    case UInt8(ascii: "<"): close = UInt8(ascii: ">")
    case UInt8(ascii: "|"), UInt8(ascii: "!"), UInt8(ascii: "/"): close = open
    default: return nil
    }
    guard let end = line[(position + 3)...].firstIndex(of: close) else { return nil }
    let content = line[(position + 3)..<end]
    position = end + 1
    switch letter {
    case UInt8(ascii: "x"): return [.command(content)]
    case UInt8(ascii: "q"), UInt8(ascii: "Q"): return [.string(content, prefix: nil)]
    default: return content.split(separator: 0x20).map { .string($0, prefix: nil) }
    }
  }
}
