internal import Planning
internal import Roots

/// A command line in which Python runs something: `python3 -m module`, `python3 -c code`, and words that name modules (`gunicorn site.wsgi:application`).
struct PythonCommandLine {
  var words: [[UInt8]]
  /// What stands in a script as the standard input.
  var input: [UInt8]?

  init(words: [[UInt8]], input: [UInt8]? = nil) {
    self.words = words
    self.input = input
  }

  func follow(_ pythons: PythonInstallations, _ run: Run) throws(PlanningError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if RootPath(word).name.starts(with: "python".utf8), let path = try interpreter(word, run) {
        if let importer = try pythons.importer(startedAs: path) {
          try follow(options: &rest, importer, run)
        }
        continue
      }
      try pythons.follow(word: word)
      // A shell's command line in one word, or an option with its value.
      for part in word.split(whereSeparator: { $0 == 0x20 || $0 == UInt8(ascii: "=") })
      where part.count < word.count {
        try pythons.follow(word: Array(part))
      }
    }
  }

  private func interpreter(_ word: [UInt8], _ run: Run) throws(PlanningError) -> RootPath? {
    let path =
      word.contains(UInt8(ascii: "/")) ? RootPath(word) : try run.program(named: word)
    guard let path, let real = try? run.root.resolve(path), real.entry?.isRegular == true,
      PythonInstallation.isInterpreter(real.path)
    else { return nil }
    return path
  }

  /// Options with a value in the next word: `-W error`, `-X dev`.
  private func follow(
    options rest: inout ArraySlice<[UInt8]>, _ importer: PythonImporter, _ run: Run
  ) throws(PlanningError) {
    while let word = rest.first, word.first == UInt8(ascii: "-"), word.count > 1 {
      rest.removeFirst()
      guard let last = word.dropFirst().first(where: { "mcWX".utf8.contains($0) }) else { continue }
      // The value stands in the same word or in the next.
      let own = word.drop { $0 != last }.dropFirst()
      let value = own.isEmpty ? rest.popFirst() ?? [] : Array(own)
      if last == UInt8(ascii: "m") {
        try importer.keepMain(value)
        return
      }
      if last == UInt8(ascii: "c") {
        let source = PythonSource(
          reading: value, version: importer.environment.installation.version)
        try importer.follow(source, .application(nil))
        return
      }
    }
    // Without a script, or with `-`, it is what comes by the standard input.
    guard let input, rest.isEmpty || rest.first?.elementsEqual("-".utf8) == true else { return }
    try importer.follow(
      PythonSource(reading: input, version: importer.environment.installation.version),
      .application(nil))
  }
}
