/// What a word stands for, as far as it is known without running anything: bytes, with marks where the script computes something.
struct Value: Hashable, Sendable {
  /// Below 256 a byte that means itself; else one of the marks below.
  typealias Symbol = UInt16

  /// Bytes that are not known, perhaps none.
  static let unknown: Symbol = 256
  /// Fields that are not known, perhaps none: `$OPTIONS`, `"$@"`.
  static let unknownFields: Symbol = 257
  /// `*`, `?` and `[` as patterns.
  static let star: Symbol = 258
  static let question: Symbol = 259
  static let bracket: Symbol = 260
  /// `{`, `,` and `}` that may stand for alternatives.
  static let brace: Symbol = 261
  static let comma: Symbol = 262
  static let closingBrace: Symbol = 263

  /// A value that grows beyond this is no path or command, and unknown from there on.
  static let maximumLength = 1 << 14

  private(set) var symbols: [Symbol] = []

  init() {}

  init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes.prefix(Self.maximumLength) { symbols.append(Symbol(byte)) }
  }

  init(symbols: some Sequence<Symbol>) { self.symbols = Array(symbols.prefix(Self.maximumLength)) }

  static let unknownText = Value(symbols: [unknown])
  static let anyFields = Value(symbols: [unknownFields])

  /// Unquoted text as it is written, with its patterns and braces.
  init(bare bytes: [UInt8]) {
    symbols = bytes.prefix(Self.maximumLength).map(Self.active)
    // Alone, it is the command.
    if symbols == [Self.bracket] { symbols = [Self.plain(Self.bracket)] }
  }

  private static func active(_ byte: UInt8) -> Symbol {
    switch byte {
    case UInt8(ascii: "*"): star
    case UInt8(ascii: "?"): question
    case UInt8(ascii: "["): bracket
    case UInt8(ascii: "{"): brace
    case UInt8(ascii: ","): comma
    case UInt8(ascii: "}"): closingBrace
    default: Symbol(byte)
    }
  }

  mutating func append(_ other: Value) {
    guard symbols.count + other.symbols.count <= Self.maximumLength else {
      if symbols.last != Self.unknown { symbols.append(Self.unknown) }
      return
    }
    symbols.append(contentsOf: other.symbols)
  }

  static func + (left: Value, right: Value) -> Value {
    var result = left
    result.append(right)
    return result
  }

  var isEmpty: Bool { symbols.isEmpty }

  /// Whether no part is computed; patterns may be in it.
  var isKnown: Bool { !symbols.contains { $0 == Self.unknown || $0 == Self.unknownFields } }

  /// Whether nothing of it is known.
  var isUnknown: Bool {
    !symbols.isEmpty && symbols.allSatisfy { $0 == Self.unknown || $0 == Self.unknownFields }
  }

  /// The bytes, where it is known whole and has no pattern.
  var literal: [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(symbols.count)
    for symbol in symbols {
      guard let byte = UInt8(exactly: Self.plain(symbol)), !Self.isPattern(symbol) else {
        return nil
      }
      bytes.append(byte)
    }
    return bytes
  }

  /// The bytes, with a space for what is not known.
  var approximateBytes: [UInt8] { symbols.map { UInt8(exactly: Self.plain($0)) ?? 0x20 } }

  /// As an assignment or double quotes take it. Patterns stay: where fields come from one, each is a file that it matches.
  var quoted: Value { Value(symbols: symbols.map { Self.isPattern($0) ? $0 : Self.plain($0) }) }

  /// With its text taken as patterns, as where a variable is expanded unquoted.
  var unquoted: Value {
    Value(
      symbols: symbols.map { symbol in
        UInt8(exactly: symbol).map(Self.active).flatMap { Self.isPattern($0) ? $0 : nil } ?? symbol
      })
  }

  static func isPattern(_ symbol: Symbol) -> Bool {
    symbol == star || symbol == question || symbol == bracket
  }

  static func plain(_ symbol: Symbol) -> Symbol {
    switch symbol {
    case star: Symbol(UInt8(ascii: "*"))
    case question: Symbol(UInt8(ascii: "?"))
    case bracket: Symbol(UInt8(ascii: "["))
    case brace: Symbol(UInt8(ascii: "{"))
    case comma: Symbol(UInt8(ascii: ","))
    case closingBrace: Symbol(UInt8(ascii: "}"))
    default: symbol
    }
  }

  static let slash = Symbol(UInt8(ascii: "/"))

  static func isBlank(_ symbol: Symbol) -> Bool {
    symbol == 0x20 || symbol == 0x09 || symbol == 0x0a
  }

  /// The fields that blanks part, as they part an unquoted expansion.
  var fields: [Value] {
    symbols.split(whereSeparator: Self.isBlank).map { Value(symbols: $0) }
  }
}
