/// What an application's resource file (`NAME.app`, app(4)) says of other applications and of its own modules.
struct ErlangResource {
  /// `applications`, `included_applications` and `optional_applications`.
  var dependencies: [[UInt8]] = []
  /// The module of `mod`, which starts it.
  var start: [UInt8]?
  /// Whether it is a part of the platform: only what comes with Erlang says on which versions it relies.
  var isPlatform = false

  /// All its atoms, and the marks between them.
  var words: [[UInt8]]

  init(_ text: [UInt8]) {
    words = ErlangText.tokens(in: text)
    var index = 0
    while index + 3 < words.count {
      defer { index += 1 }
      // `{KEY, [` and `{mod, {`.
      guard words[index].elementsEqual("{".utf8), words[index + 2].elementsEqual(",".utf8) else {
        continue
      }
      let key = words[index + 1]
      let value = words[(index + 3)...]
      if Self.lists.contains(where: { key.elementsEqual($0.utf8) }) {
        guard value.first?.elementsEqual("[".utf8) == true else { continue }
        for word in value.dropFirst().prefix(while: { !$0.elementsEqual("]".utf8) })
        where !word.elementsEqual(",".utf8) {
          dependencies.append(word)
        }
      } else if key.elementsEqual("mod".utf8), value.first?.elementsEqual("{".utf8) == true {
        start = value.dropFirst().first
      } else if key.elementsEqual("runtime_dependencies".utf8) {
        isPlatform = true
      }
    }
  }

  private static let lists = ["applications", "included_applications", "optional_applications"]
}
