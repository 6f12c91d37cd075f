/// Parts of a word as they are read: neighbours of one kind become one.
struct PartList {
  private enum Run { case none, bare, literal }

  private var finished: [WordPart] = []
  /// The text that is still growing.
  private var run: Run = .none
  private var text: [UInt8] = []

  var isEmpty: Bool { finished.isEmpty && run == .none }

  var parts: [WordPart] {
    switch run {
    case .none: finished
    case .bare: finished + [.bare(text)]
    case .literal: finished + [.literal(text)]
    }
  }

  mutating func append(_ part: WordPart) {
    start(.none)
    finished.append(part)
  }

  mutating func append(bare bytes: [UInt8]) {
    start(.bare)
    text.append(contentsOf: bytes)
  }

  mutating func append(bare byte: UInt8) {
    start(.bare)
    text.append(byte)
  }

  mutating func append(literal bytes: [UInt8]) {
    start(.literal)
    text.append(contentsOf: bytes)
  }

  mutating func append(literal byte: UInt8) {
    start(.literal)
    text.append(byte)
  }

  private mutating func start(_ next: Run) {
    guard run != next else { return }
    switch run {
    case .none: break
    case .bare: finished.append(.bare(text))
    case .literal: finished.append(.literal(text))
    }
    text = []
    run = next
  }

  func word(_ line: Int) -> Word? { isEmpty ? nil : Word(parts: parts, line: line) }

  /// Whether a `(` now begins an extended pattern: it follows one of `?*+@!`.
  var endsWithPatternOperator: Bool {
    guard run == .bare, let last = text.last else { return false }
    return "?*+@!".utf8.contains(last)
  }

  /// Whether a `(` now begins the elements of an array: all so far is `name=`, as in `declare name=(`.
  var isAssignment: Bool {
    guard finished.isEmpty, run == .bare, text.last == UInt8(ascii: "=") else { return false }
    let name = text.dropLast()
    return isName(name.last == UInt8(ascii: "+") ? name.dropLast() : name)
  }
}
