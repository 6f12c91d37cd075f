/// The module that knows each charset, as `Encode::Config` has it, by any name that `Encode::Alias` would make of it.
struct PerlEncodings {
  private var modules: [[UInt8]: [UInt8]] = [:]

  /// - Parameter text: of `Encode/Config.pm`.
  init(configuration text: [UInt8]) {
    var lexer = PerlTokens(text)
    var tokens: [PerlTokens.Token] = []
    while lexer.next(&tokens) {
      let strings = tokens.compactMap { token in
        if case .string(let range, _) = token { Array(text[range]) } else { nil }
      }
      guard strings.count == 2, strings[1].starts(with: "Encode::".utf8) else { continue }
      modules[Self.normal(strings[0])] = strings[1]
    }
  }

  func modules(named name: [UInt8]) -> [[UInt8]] {
    guard name.count >= 3 else { return [] }
    let normal = Self.normal(name)
    return [modules[normal], modules[Self.aliases[normal] ?? []]].compactMap { $0 }
  }

  /// Names differ in case, `-`, `_` and spaces.
  private static func normal(_ name: [UInt8]) -> [UInt8] {
    name.compactMap { byte in
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: " "): nil
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      default: byte
      }
    }
  }

  /// Those that differ in more (Encode::Alias).
  private static let aliases: [[UInt8]: [UInt8]] = {
    let pairs = [
      ("sjis", "shiftjis"), ("windows31j", "cp932"), ("mskanji", "cp932"), ("ujis", "eucjp"),
      ("gb2312", "euccn"), ("gbk", "cp936"), ("hz", "hz"), ("big5", "big5eten"),
      ("ksc56011987", "euckr"), ("uhc", "cp949"), ("tis620", "iso885911"), ("latin2", "iso88592"),
      ("latin9", "iso885915"), ("winlatin1", "cp1252"), ("utf7", "utf7"), ("hebrew", "iso88598"),
      ("arabic", "iso88596"), ("greek", "iso88597"), ("cyrillic", "iso88595"),
      ("thai", "iso885911"), ("windows1250", "cp1250"), ("windows1251", "cp1251"),
      ("windows1252", "cp1252"), ("windows1253", "cp1253"), ("windows1254", "cp1254"),
      ("windows1255", "cp1255"), ("windows1256", "cp1256"), ("windows1257", "cp1257"),
      ("windows1258", "cp1258"), ("ibm437", "cp437"), ("ibm850", "cp850"), ("ibm866", "cp866"),
    ]
    return Dictionary(
      pairs.map { (Array($0.0.utf8), Array($0.1.utf8)) }, uniquingKeysWith: { first, _ in first })
  }()
}
