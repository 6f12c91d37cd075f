internal import Packages
internal import Planning
internal import Profiles
internal import Roots

/// Commands in application code: what PHP, JavaScript, Python, Ruby, Perl, Lua and other programs start.
///
/// A program's name that is the first argument of a call that starts one (`spawn("git", ...)`, `exec(['tar', ...])`), and, in a file that has such a call,
/// every literal of more than one word that could be given to a shell. Libraries can start much that an application never has them start, so in them only
/// direct calls count, and literals that are absolute paths. Packages depend on what they need: in a program that one owns, literals count that are
/// the names of programs of its own package, of those that this depends on or recommends, and of those that people asked for by name.
final class CodeCommandAnalyzer: Analyzer {
  let name = "code-command"
  private let mentions: Mentions
  private let shell: ShellReader

  private let requested: RequestedPrograms

  private static let largestFile: UInt64 = 4 << 20

  init(mentions: Mentions, shell: ShellReader, requested: RequestedPrograms) {
    self.mentions = mentions
    self.shell = shell
    self.requested = requested
  }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard file.standing == .leading, file.entry.size <= Self.largestFile,
      try Self.isCode(file, run)
    else { return }
    if let owner = run.packages.owner(of: file.path) {
      if file.entry.isExecutable { try followPackaged(file, owner, run) }
      return
    }
    var programs: Set<[UInt8]> = []
    var paths: Set<[UInt8]> = []
    var calls: [[[UInt8]]] = []
    let isLibrary = ProgramText.isLibrary(file.path)
    try reading { () throws(RootError) in
      try run.root.withContent(of: file.path) { (text) throws(RootError) in
        Self.collect(
          from: text, isLibrary: isLibrary, run.profiles, into: &programs, &paths, &calls)
      }
    }
    for call in calls { shell.hear(call, in: file) }
    for program in programs.sortedByBytes() {
      // Paths are found as such.
      guard let path = try run.startableProgram(named: program) else { continue }
      try run.keep(
        path, because: Reason(.program, .likely, from: file.path, detail: program),
        standing: isLibrary ? .supporting : .leading)
    }
    let speaker = Mentions.Speaker(file: file, executes: true, rule: .mention)
    for path in paths.sortedByBytes() {
      try mentions.follow(path, by: speaker, in: run)
    }
  }

  /// What a packaged program starts.
  private func followPackaged(
    _ file: KeptFile, _ owner: Package, _ run: Run
  ) throws(PlanningError) {
    let asked = try requested.programs(besides: owner, run)
    let related = try RelatedPrograms.programs(for: file.path, run)
    if asked.isEmpty, related.isEmpty { return }
    var words: Set<[UInt8]> = []
    try reading { () throws(RootError) in
      try run.root.withContent(of: file.path) { (text) throws(RootError) in
        var before: [UInt8] = []
        var end = 0
        CodeLiterals.forEach(in: text) { literal in
          guard literal.range.count >= 2, literal.range.count <= 64 else { return }
          let word = text.bytes(in: literal.range)
          if asked[word] != nil || related[word] != nil { words.insert(word) }
          // `system("tool", "part", ...)`: see `ShellReader.keepPart`.
          if !before.isEmpty, Self.isListed(end..<literal.range.lowerBound - 1, in: text) {
            let part = before + [UInt8(ascii: "-")] + word
            if asked[part] != nil || related[part] != nil { words.insert(part) }
          }
          before = word
          end = literal.range.upperBound + 1
        }
      }
    }
    for word in words.sortedByBytes() {
      let reason = Reason(.program, .likely, from: file.path, detail: word)
      for path in asked[word] ?? [] where !run.isLeftOut(path) {
        try RelatedPrograms.keep(path, named: word, because: reason, standing: .leading, run)
      }
      for path in related[word] ?? [] where !run.isLeftOut(path) {
        try RelatedPrograms.keep(path, named: word, because: reason, standing: .supporting, run)
      }
    }
  }

  private static func collect(
    from text: RawSpan, isLibrary: Bool, _ profiles: ActiveProfiles,
    into programs: inout Set<[UInt8]>, _ paths: inout Set<[UInt8]>, _ calls: inout [[[UInt8]]]
  ) {
    var loose: [[UInt8]] = []
    var list: [[UInt8]] = []
    var end = 0
    var starts = false
    CodeLiterals.forEach(in: text) { literal in
      guard literal.range.count >= 2 else { return }
      let literalText = text.bytes(in: literal.range)
      if !Self.isListed(end..<literal.range.lowerBound - 1, in: text) {
        if list.count > 1 { calls.append(list) }
        list = []
      }
      end = literal.range.upperBound + 1
      if list.isEmpty ? CommandText.isInterpreter(literalText[...]) : list.count < 64 {
        list.append(literalText)
      } else if CommandText.interpreterCall(in: literalText) != nil {
        calls.append([literalText])
      }
      if isLibrary, literalText[0] == UInt8(ascii: "/"), literalText.count <= 256 {
        paths.insert(literalText)
      }
      let callee = CodeLiterals.callee(before: literal.range.lowerBound - 1, in: text)
      let isStarted = text.starts(with: ".execute(", at: literal.range.upperBound + 1)
      let isDashed =
        literal.quote == UInt8(ascii: "\"") && Self.startsDashed(literal, in: text, profiles)
      if profiles.has(name: callee, in: .programStarters) || isDashed || isStarted {
        starts = true
        for program in CommandText.programs(in: literalText) { programs.insert(program) }
      } else if literal.quote == UInt8(ascii: "`") || literalText.contains(UInt8(ascii: " ")) {
        loose.append(literalText)
      }
    }
    if list.count > 1 { calls.append(list) }
    guard !isLibrary, starts || Self.mentionsStarter(text) else { return }
    for literal in loose {
      for program in CommandText.programs(in: literal) { programs.insert(program) }
    }
  }

  /// Whether nothing stands between two literals but what parts the elements of a list.
  private static func isListed(_ range: Range<Int>, in text: borrowing RawSpan) -> Bool {
    guard range.count <= 64 else { return false }
    for position in range where !" ,\t\n\r[".utf8.contains(text.byte(at: position)) { return false }
    return true
  }

  /// Whether a string is what a function of Lisp or Scheme starts; with a keyword in `(open-process (list path: "x"))`.
  private static func startsDashed(
    _ literal: CodeLiterals.Literal, in text: borrowing RawSpan, _ profiles: ActiveProfiles
  ) -> Bool {
    let callee = CodeLiterals.dashedCallee(before: literal.range.lowerBound - 1, in: text)
    if callee.elementsEqual("path:".utf8) {
      return text.contains("open-process", in: 0..<text.byteCount)
    }
    return callee.contains { "-*".utf8.contains($0) }
      && profiles.has(name: callee, in: .programStarters)
  }

  /// Whether the text has what starts programs otherwise than with a literal at once: `child_process`, a list in a variable, backticks.
  private static func mentionsStarter(_ text: RawSpan) -> Bool {
    let all = 0..<text.byteCount
    return text.contains("child_process", in: all) || text.contains("subprocess", in: all)
      || text.contains("shell_exec", in: all) || text.contains("proc_open", in: all)
      || text.contains("popen", in: all) || text.contains("<?php", in: all)
      || text.contains("Open3", in: all) || text.contains("os.execute", in: all)
  }

  /// By its name or its interpreter, whether a file is code of a language that is read as text when it runs.
  static func isCode(_ file: KeptFile, _ run: Run) throws(PlanningError) -> Bool {
    if ProgramText.isCode(file.path) { return true }
    let start = try run.head(of: file.path)
    guard start.starts(with: Array("#!".utf8)) else { return false }
    let line = start.prefix { $0 != UInt8(ascii: "\n") }
    return line.split(whereSeparator: { $0 == 0x20 || $0 == UInt8(ascii: "/") }).contains {
      run.profiles.hasBeginning(of: $0, in: .scriptInterpreters)
    }
  }
}
