internal import Planning
internal import Roots

/// Options of ruby, and words that name gems or their programs: `-rbundler/setup`, `-Ilib`, `-ne code`, `bundle exec puma`.
struct RubyCommandLine {
  var words: [[UInt8]]
  /// What stands in a script as the standard input.
  var input: [UInt8]?

  init(words: [[UInt8]], input: [UInt8]? = nil) {
    self.words = words
    self.input = input
  }

  func follow(_ importer: RubyImporter, _ run: Run) throws(PlanningError) {
    var rest = words[...]
    var readsInput = false
    while let word = rest.popFirst() {
      if word.count > 1, word.first == UInt8(ascii: "-") {
        if try follow(option: word, &rest, importer, run) { readsInput = false }
        continue
      }
      readsInput = RubyInstallation.isInterpreter(RootPath(word))
      try follow(word: word, importer)
    }
    if readsInput, let input { try importer.follow(RubySource(reading: input), .application) }
  }

  /// Reads one word of switches; answers whether it has the program.
  private func follow(
    option word: [UInt8], _ rest: inout ArraySlice<[UInt8]>, _ importer: RubyImporter, _ run: Run
  ) throws(PlanningError) -> Bool {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      switch letter {
      case UInt8(ascii: "I"):
        let value = letters.isEmpty ? rest.popFirst() ?? [] : Array(letters)
        if let place = try? run.root.resolve(value, from: run.request.workingDirectory).path {
          importer.addFront(place)
        }
        return false
      case UInt8(ascii: "r"):
        let value = letters.isEmpty ? rest.first ?? [] : Array(letters)
        try importer.keep(value, .rubyRequire, .application, isFirm: true)
        return false
      case UInt8(ascii: "e"):
        let code = letters.isEmpty ? rest.first ?? [] : Array(letters)
        try importer.follow(RubySource(reading: code), .application)
        return true
      default:
        // Of others, those that may stand before `e` in one word.
        guard "anplswS0123456789".utf8.contains(letter) else { return false }
      }
    }
    return false
  }

  /// A program of a gem, looked up by Bundler or by a script of rubygems.
  private func follow(word: [UInt8], _ importer: RubyImporter) throws(PlanningError) {
    let name = Array(RootPath(word).name)
    for gem in importer.gems.all where gem.executables.contains(name) {
      try importer.keep(gem: gem.name, .rubyGem, .application)
      try importer.keep(program: name, of: gem.name, .application)
    }
    try importer.follow(word: word, .application)
  }
}
