internal import Planning
internal import Roots

/// Options of ruby, and words that name gems or their programs: `-rbundler/setup`, `-Ilib`, `-e code`, `bundle exec puma`.
struct RubyCommandLine {
  var words: [[UInt8]]

  func follow(_ importer: RubyImporter, _ run: Run) throws(PlanningError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.count > 1, word.first == UInt8(ascii: "-") else {
        try follow(word: word, importer)
        continue
      }
      let own = Array(word.dropFirst(2))
      switch word[1] {
      case UInt8(ascii: "I"):
        let value = own.isEmpty ? rest.popFirst() ?? [] : own
        if let place = try? run.root.resolve(value, from: run.request.workingDirectory).path {
          importer.addFront(place)
        }
      case UInt8(ascii: "r"):
        let value = own.isEmpty ? rest.first ?? [] : own
        try importer.keep(value, .rubyRequire, .application, isFirm: true)
      case UInt8(ascii: "e"):
        let code = own.isEmpty ? rest.first ?? [] : own
        try importer.follow(RubySource(reading: code), .application)
      default: break
      }
    }
  }

  /// A program of a gem, looked up by Bundler or by a script of rubygems.
  private func follow(word: [UInt8], _ importer: RubyImporter) throws(PlanningError) {
    let name = Array(RootPath(word).name)
    for gem in importer.gems.gems.values.joined() where gem.executables.contains(name) {
      try importer.keep(gem: gem.name, .rubyGem, .application)
      try importer.keep(program: name, of: gem.name, .application)
    }
    try importer.follow(word: word, .application)
  }
}
