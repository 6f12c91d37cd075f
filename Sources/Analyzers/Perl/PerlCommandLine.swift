internal import Planning
internal import Roots

/// Options of perl, and of programs written in it that hand them on: `-Ilib`, `-MModule`, `-e code`.
struct PerlCommandLine {
  var words: [[UInt8]]

  func follow(_ importer: PerlImporter, _ run: Run) throws(PlanningError) {
    var isPerl = true
    var rest = words[...]
    while let word = rest.popFirst() {
      if word.count > 1, word.first == UInt8(ascii: "-") {
        let letter = word[1]
        let own = Array(word.dropFirst(2))
        switch letter {
        case UInt8(ascii: "I"):
          let value = own.isEmpty ? rest.popFirst() ?? [] : own
          if let place = try? run.root.resolve(value, from: run.request.workingDirectory).path {
            importer.addFront(place)
          }
        case UInt8(ascii: "M"), UInt8(ascii: "m"):
          let value = own.isEmpty ? rest.first ?? [] : own
          // -MModule=function, -M-Module
          let name = value.drop { $0 == UInt8(ascii: "-") }.prefix {
            $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: " ")
          }
          if PerlSource.isModule(Array(name)) {
            try importer.keep(module: Array(name), .perlUse, .application, isFirm: true)
          }
        case UInt8(ascii: "e"), UInt8(ascii: "E"):
          let code = own.isEmpty ? rest.first ?? [] : own
          if isPerl { try importer.follow(PerlSource(reading: code), .application) }
        default:
          // -ne, -lane
          if word.last == UInt8(ascii: "e"), word.count <= 6, let code = rest.first {
            try importer.follow(PerlSource(reading: code), .application)
          }
        }
        continue
      }
      importer.words.hear(application: word)
      if word.contains(UInt8(ascii: ":")), PerlSource.isModule(word) {
        try importer.keep(module: word, .perlName, .application)
      }
      isPerl = PerlInstallation.isInterpreter(RootPath(word)) || isPerl
    }
  }
}
