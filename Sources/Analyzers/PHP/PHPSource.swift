internal import Roots

/// What PHP text says of files and classes, by its literals and names: no grammar is followed beyond them.
struct PHPSource {
  /// Literals that name a file of PHP, as they stand there: `Twig/autoload.php`, `/../String/autoload.php` behind `__DIR__`.
  var files: Set<[UInt8]> = []
  /// Names of files with one part that is computed: what stands before it and behind it.
  var templates: [Template] = []
  /// Literals that could fill a template.
  var words: Set<[UInt8]> = []
  /// Names of classes with their namespaces, `/` for each backslash.
  var classes: Set<[UInt8]> = []
  /// Absolute paths in a file that sets the include path.
  var directories: Set<[UInt8]> = []

  struct Template: Hashable {
    var before: [UInt8]
    var after: [UInt8]
  }

  private static let longest = 255

  init(_ text: borrowing RawSpan) {
    let setsPath = text.contains("include_path", in: 0..<text.byteCount)
    var previous: (text: [UInt8], end: Int)?
    var literals: Set<[UInt8]> = []
    CodeLiterals.forEach(in: text) { literal in
      guard literal.range.count <= Self.longest else { return }
      let word = text.bytes(in: literal.range)
      if setsPath, word.first == UInt8(ascii: "/") { directories.insert(word) }
      if Self.isFile(word) {
        let gap = (previous?.end ?? 0)..<max(literal.range.lowerBound - 1, previous?.end ?? 0)
        if let cut = Self.template(word, literal.quote) {
          templates.append(cut)
        } else if let previous, gap.count <= 64, Self.isVariable(gap, in: text) {
          templates.append(Template(before: previous.text, after: word))
        } else {
          files.insert(word)
        }
      } else if word.count <= 96, word.allSatisfy(Self.isPathByte) {
        literals.insert(word)
      }
      previous = (word, literal.range.upperBound + 1)
    }
    if !templates.isEmpty { words = literals }
    readClasses(text)
  }

  /// Whether a literal is the name of a file that PHP reads as PHP.
  private static func isFile(_ word: [UInt8]) -> Bool {
    [".php", ".inc", ".phtml", ".phar"].contains {
      word.suffix($0.utf8.count).elementsEqual($0.utf8)
    }
      && word.allSatisfy { isPathByte($0) || $0 == UInt8(ascii: "$") || "{}>[]".utf8.contains($0) }
  }

  /// `/usr/share/php/$name/autoload.php`, `{$this->name}` too, where the quotes let a variable in.
  private static func template(_ word: [UInt8], _ quote: UInt8) -> Template? {
    guard quote == UInt8(ascii: "\""), let dollar = word.firstIndex(of: UInt8(ascii: "$")) else {
      return nil
    }
    var start = dollar
    var end = dollar + 1
    if start > 0, word[start - 1] == UInt8(ascii: "{") {
      start -= 1
      end = word[end...].firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 } ?? word.count
    } else {
      while end < word.count, CodeLiterals.isNameByte(word[end]) { end += 1 }
    }
    return Template(before: Array(word[..<start]), after: Array(word[end...]))
  }

  /// Whether between two literals a variable or a call is joined to both: `'x/' . $name . '.php'`.
  private static func isVariable(_ range: Range<Int>, in text: borrowing RawSpan) -> Bool {
    var dots = 0
    var hasVariable = false
    for position in range {
      switch text.byte(at: position) {
      case UInt8(ascii: "."): dots += 1
      case UInt8(ascii: "$"): hasVariable = true
      case UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}"): return false
      default: break
      }
    }
    return dots >= 2 && hasVariable
  }

  /// `use Twig\Environment`, `new \Monolog\Logger`, `'App\\Command'`: names with a backslash in them.
  private mutating func readClasses(_ text: borrowing RawSpan) {
    var position = 0
    let count = text.byteCount
    while position < count {
      guard CodeLiterals.isNameByte(text.byte(at: position)) else {
        position += 1
        continue
      }
      let start = position
      var hasSeparator = false
      while position < count {
        let byte = text.byte(at: position)
        if CodeLiterals.isNameByte(byte) {
          position += 1
        } else if byte == UInt8(ascii: "\\"), position + 1 < count {
          // Two in a literal stand for one.
          let next = text.byte(at: position + 1) == byte ? position + 2 : position + 1
          guard next < count, CodeLiterals.isNameByte(text.byte(at: next)) else { break }
          hasSeparator = true
          position = next
        } else {
          break
        }
      }
      guard hasSeparator, position - start <= Self.longest else { continue }
      let name = text.bytes(in: start..<position)
      classes.insert(
        Array(name.split(separator: UInt8(ascii: "\\")).joined(separator: [UInt8(ascii: "/")])))
    }
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    CodeLiterals.isNameByte(byte) || "./-+".utf8.contains(byte)
  }
}
