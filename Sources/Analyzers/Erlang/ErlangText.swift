/// Names of modules and applications in text: sources, configuration, command lines.
enum ErlangText {
  /// How much a word of a text means.
  enum Kind {
    /// Erlang's own syntax: sources, terms of configuration, resource files.
    case erlang
    case elixir
    /// Command lines, scripts of the shell, configuration in forms of its own.
    case other
  }

  /// Hands over each word that may name a module or an application.
  static func forEachName(
    in text: [UInt8], _ kind: Kind, _ body: (ArraySlice<UInt8>) -> Void
  ) {
    var index = 0
    var before: UInt8 = 0x0a
    /// Whether the word before was an option that takes a module: `-s`, `-run`.
    var isArgument = false
    while index < text.count {
      let byte = text[index]
      if kind != .other, byte == (kind == .erlang ? UInt8(ascii: "%") : UInt8(ascii: "#")),
        kind == .erlang || before == 0x0a || before == 0x20
      {
        // A comment; `#{` in a string of Elixir is none.
        if kind == .elixir, index + 1 < text.count, text[index + 1] == UInt8(ascii: "{") {
          before = byte
          index += 1
          continue
        }
        while index < text.count, text[index] != 0x0a { index += 1 }
        continue
      }
      guard isWord(byte) else {
        before = byte
        index += 1
        continue
      }
      var end = index + 1
      while end < text.count, isWord(text[end]) { end += 1 }
      let isAlias = text[index] >= UInt8(ascii: "A") && text[index] <= UInt8(ascii: "Z")
      if isAlias { end = endOfAlias(text, end) }
      let word = text[index..<end]
      let after = end < text.count ? text[end] : 0x0a
      switch kind {
      case .erlang: body(word)
      case .elixir:
        if isAlias {
          body(elixir(word)[...])
        } else if before == UInt8(ascii: ":") || before == UInt8(ascii: "\"")
          || after == UInt8(ascii: ":")
        {
          body(word)
        }
      case .other:
        if isAlias {
          if word.starts(with: "Elixir.".utf8) { body(word) }
          if before == UInt8(ascii: "(") || after == UInt8(ascii: ".") { body(elixir(word)[...]) }
        } else if isArgument || ":[{(,'".utf8.contains(before)
          || (after == UInt8(ascii: ":") && !"/.-$".utf8.contains(before))
        {
          body(word)
        }
      }
      isArgument =
        before == UInt8(ascii: "-") && options.contains { word.elementsEqual($0.utf8) }
      before = text[end - 1]
      index = end
      if isArgument {
        while index < text.count, text[index] == 0x20 || text[index] == 0x0a { index += 1 }
        before = 0x20
      }
    }
  }

  /// erl(1): `-s Mod`, `-run Mod`, `-mode`, `-proto_dist Name`, `-user Mod`, `-boot Name`, `-epmd_module Mod`; escript's `-escript main Mod`.
  private static let options = ["s", "run", "user", "boot", "epmd_module", "main", "start_epmd"]

  /// Atoms, marks of structure, and nothing for strings and comments: enough for terms.
  static func tokens(in text: [UInt8]) -> [[UInt8]] {
    var result: [[UInt8]] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "%") {
        while index < text.count, text[index] != 0x0a { index += 1 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        var end = index + 1
        while end < text.count, text[end] != byte {
          end += text[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        end = min(end, text.count)
        if byte == UInt8(ascii: "'") { result.append(Array(text[(index + 1)..<end])) }
        index = end + 1
      } else if isWord(byte) {
        var end = index + 1
        while end < text.count, isWord(text[end]) { end += 1 }
        result.append(Array(text[index..<end]))
        index = end
      } else {
        if "{}[],".utf8.contains(byte) { result.append([byte]) }
        index += 1
      }
    }
    return result
  }

  /// The module that an alias of Elixir stands for.
  private static func elixir(_ alias: ArraySlice<UInt8>) -> [UInt8] {
    alias.starts(with: "Elixir.".utf8) ? Array(alias) : Array("Elixir.".utf8) + alias
  }

  /// `Logger.Formatter` goes on behind the dot, `Logger.info` does not.
  private static func endOfAlias(_ text: [UInt8], _ start: Int) -> Int {
    var end = start
    while end + 1 < text.count, text[end] == UInt8(ascii: "."),
      text[end + 1] >= UInt8(ascii: "A"), text[end + 1] <= UInt8(ascii: "Z")
    {
      end += 1
      while end < text.count, isWord(text[end]) { end += 1 }
    }
    return end
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "@"):
      true
    default: false
    }
  }
}
