internal import Planning
internal import Roots

/// Options of perl, and of programs written in it that hand them on: `-Ilib`, `-MModule`, `-lne code` (perlrun).
struct PerlCommandLine {
  var words: [[UInt8]]
  /// What stands in a script as the standard input.
  var input: [UInt8]?

  init(words: [[UInt8]], input: [UInt8]? = nil) {
    self.words = words
    self.input = input
  }

  func follow(_ importer: PerlImporter, _ run: Run) throws(PlanningError) {
    var rest = words[...]
    // Whether options are perl's own: behind its name, as far as its script.
    var isPerl = false
    var readsInput = false
    while let word = rest.popFirst() {
      if word.count > 1, word.first == UInt8(ascii: "-") {
        if try follow(option: word, &rest, isPerl: isPerl, importer, run) { readsInput = false }
        continue
      }
      importer.words.hear(application: word)
      if word.contains(UInt8(ascii: ":")), PerlSource.isModule(word) {
        try importer.keep(module: word, .perlName, .application)
      }
      isPerl = PerlInstallation.isInterpreter(RootPath(word))
      readsInput = isPerl
    }
    if readsInput, let input { try importer.follow(PerlSource(reading: input), .application) }
  }

  /// Reads one word of switches; answers whether it has the program.
  private func follow(
    option word: [UInt8], _ rest: inout ArraySlice<[UInt8]>, isPerl: Bool,
    _ importer: PerlImporter, _ run: Run
  ) throws(PlanningError) -> Bool {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      switch letter {
      case UInt8(ascii: "I"):
        let value = letters.isEmpty ? rest.popFirst() ?? [] : Array(letters)
        if let place = try? run.root.resolve(value, from: run.request.workingDirectory).path {
          importer.inc.addFront(place)
        }
        return false
      case UInt8(ascii: "M"), UInt8(ascii: "m"):
        try load(letters.isEmpty ? rest.first ?? [] : Array(letters), importer)
        return false
      case UInt8(ascii: "d") where letters.first == UInt8(ascii: ":") && isPerl:
        try load(Array("Devel::".utf8) + letters.dropFirst(), importer)
        return false
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        let code = letters.isEmpty ? rest.first ?? [] : Array(letters)
        try importer.follow(PerlSource(reading: code), .application)
        if isPerl, letters.isEmpty { rest = rest.dropFirst() }
        return true
      // What takes the rest of the word, and what is no switch of perl.
      case UInt8(ascii: "i"), UInt8(ascii: "F"), UInt8(ascii: "x"), UInt8(ascii: "D"),
        UInt8(ascii: "-"):
        return false
      default:
        if !isPerl, !Self.plain.contains(letter) { return false }
      }
    }
    return false
  }

  /// Switches that may stand before others in one word.
  private static let plain = Set("anplswWtTXC0123456789".utf8)

  /// `-MModule=function`, `-M-Module`, `-M'Module qw(a b)'`
  private func load(_ value: [UInt8], _ importer: PerlImporter) throws(PlanningError) {
    let name = Array(
      value.drop { $0 == UInt8(ascii: "-") }.prefix {
        PerlTokens.isWordByte($0) || $0 == UInt8(ascii: ":")
      })
    if PerlSource.isModule(name) {
      try importer.keep(module: name, .perlUse, .application, isFirm: true)
    }
  }
}
