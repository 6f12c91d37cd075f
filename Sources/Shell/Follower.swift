/// Goes through the commands of a script in order, follows its variables, and notes what they run and name.
///
/// Nothing is executed. Every branch is taken, every loop once, every function at its calls; what depends on the outside is unknown.
final class Follower {
  var facts = ScriptFacts()
  var variables = Variables()
  /// How many branches the place is in: what is assigned in a branch may also not be.
  var conditionalDepth = 0
  var functions: [[UInt8]: Function] = [:]
  let documents = Documents()
  /// What the commands so far print, where a substitution asks for it.
  var printed: [Value] = [Value()]
  /// What the command at the place reads from its standard input, where the script says so.
  var input: Word?
  /// Whether the outermost level has ended: nothing behind `exit` or `exec` runs.
  var hasEnded = false
  var isInSubshell = false
  /// How many of the commands that the place is in have their output written to a file.
  var writtenDepth = 0

  /// What the script itself was given.
  var givenArguments: [Variables.Content] = [[.anyFields]]
  /// Whether some of the arguments are what callers may ask for, rather than what this one does.
  var argumentsAreRequested = false

  private var calls: [[UInt8]] = []
  private var callCounts: [[UInt8]: Int] = [:]
  private var seenCommands: Set<CommandUse> = []
  private var seenCalls: Set<CommandCall> = []
  private static let maximumCalls = 500
  private var seenPaths: Set<PathMention> = []
  private var seenSourced: Set<SourcedScript> = []
  /// Names that were run where functions do not count.
  var namesPastFunctions: Set<[UInt8]> = []
  /// Gives the text of a script that this one sources.
  var load: ([UInt8]) -> [UInt8]? = { _ in nil }
  private var loaded: Set<[UInt8]> = []
  /// Whether a sourced script is gone through: its own commands are not this script's.
  private var isQuiet = false

  /// The texts of `eval`, `trap` and `sh -c` that the place is in.
  private var textDepth = 0
  /// Commands that may still be gone through: functions that call each other could otherwise take forever.
  private var budget = 200_000

  /// The contents of PATH in subshells, in the order in which they ended.
  var subshellPaths: [[UInt8]] = []
  private static let searchPath = Array("PATH".utf8)
  /// Symbols that variables may still stand for: each use of a long one copies it.
  private var symbols = 2_000_000

  struct Function {
    var body: Command
    /// Whether it is defined in a branch, so that the name may also be a command.
    var isConditional: Bool
    var wasCalled = false
  }

  // MARK: Texts

  /// Goes through a whole script, or the text of an `eval`.
  func follow(_ text: [UInt8], line: Int, reportsProblems: Bool = false) {
    guard textDepth < 8 else { return }
    textDepth += 1
    defer { textDepth -= 1 }
    var parser = Parser(text, line: line, documents: documents)
    var problems: [ScriptProblem] = []
    parser.readScript(problems: &problems) { items in
      evaluate(items)
      return !hasEnded
    }
    // The text of an eval is rarely known whole; what cannot be read of it says nothing about the script.
    if reportsProblems { facts.problems += problems }
  }

  /// Goes through the functions that nothing called: another script may.
  func finish() {
    for name in facts.functions where functions[name]?.wasCalled == false {
      variables.arguments = [[.anyFields]]
      hasEnded = false
      conditionally { call(name, [.anyFields]) }
    }
    facts.variables = variables.known
    let searched = facts.variables[Self.searchPath] ?? []
    let elsewhere = subshellPaths.filter { !searched.contains($0) }
    if !elsewhere.isEmpty { facts.variables[Self.searchPath] = searched + elsewhere }
    // A function may be called before the place that defines it: in another function, or in a branch that comes later.
    for index in facts.commands.indices
    where facts.commands[index].place == .searched
      && functions[facts.commands[index].name] != nil
      && !namesPastFunctions.contains(facts.commands[index].name)
    {
      facts.commands[index].isCertain = false
    }
  }

  /// Takes over what a sourced script assigns and defines.
  func source(_ path: [UInt8]) {
    guard loaded.count < 32, loaded.insert(path).inserted else { return }
    guard let text = load(path) else {
      facts.sourcesUnknown = true
      return
    }
    let saved = (isQuiet, hasEnded, facts.functions)
    isQuiet = true
    follow(text, line: 1)
    (isQuiet, hasEnded, facts.functions) = saved
  }

  // MARK: Commands

  func evaluate(_ items: [ListItem]) {
    for item in items {
      guard budget > 0, !hasEnded else { return }
      budget -= 1
      let outer = item.isConditional
      if outer { conditionalDepth += 1 }
      if item.isPiped {
        inSubshell { execute(item.command) }
        printed = [.unknownText]
      } else {
        execute(item.command)
      }
      if outer { conditionalDepth -= 1 }
    }
  }

  func conditionally(_ body: () -> Void) {
    conditionalDepth += 1
    defer { conditionalDepth -= 1 }
    body()
  }

  /// What is assigned inside is gone behind it.
  func inSubshell(_ body: () -> Void) {
    let (savedVariables, savedState, savedEnd) = (variables, isInSubshell, hasEnded)
    isInSubshell = true
    defer { (variables, isInSubshell, hasEnded) = (savedVariables, savedState, savedEnd) }
    body()
    // But for where its commands are searched: `( PATH=/opt/x/bin:$PATH; exec x )`.
    for path in variables.known(Self.searchPath) where !subshellPaths.contains(path) {
      subshellPaths.append(path)
    }
  }

  private func execute(_ command: Command) {
    let isWritten = command.redirections.contains { $0.kind == .write }
    if isWritten { writtenDepth += 1 }
    defer { if isWritten { writtenDepth -= 1 } }
    switch command {
    case .simple(let simple): execute(simple)
    case .group(let items, let isSubshell, let redirections):
      follow(redirections)
      if isSubshell { inSubshell { evaluate(items) } } else { evaluate(items) }
    case .choice(let branches, let redirections):
      follow(redirections)
      for (index, branch) in branches.enumerated() {
        if index == 0 {
          evaluate(branch.condition)
        } else {
          conditionally { evaluate(branch.condition) }
        }
        guard let comparison = comparison(in: branch.condition) else {
          conditionally { evaluate(branch.body) }
          continue
        }
        narrowing(argument: comparison.number, to: comparison.patterns) {
          conditionally { evaluate(branch.body) }
        }
      }
    case .loop(let condition, let body, let redirections):
      follow(redirections)
      evaluate(condition)
      conditionally { evaluate(body) }
    case .iteration(let name, let words, let body, let redirections):
      follow(redirections)
      iterate(name, words)
      conditionally { evaluate(body) }
    case .selection(let subject, let branches, let redirections):
      follow(redirections)
      _ = expandUnsplit(subject)
      for branch in branches {
        let patterns = branch.patterns.flatMap { expandPattern($0.parts) }
        narrowing(subject, to: patterns) { conditionally { evaluate(branch.body) } }
      }
    case .function(let name, let body):
      if functions[name] == nil { facts.functions.append(name) }
      functions[name] = Function(body: body, isConditional: conditionalDepth > 0)
    case .test(let words, let redirections):
      follow(redirections)
      test(words.map { expandUnsplit($0).first ?? Value() }, line: words.first?.line ?? 0)
      for word in words { mention(word, expandUnsplit(word)) }
    case .arithmetic(let parts, let redirections):
      follow(redirections)
      _ = expand(parts, splits: false)
    }
  }

  private func iterate(_ name: [UInt8], _ words: [Word]?) {
    var values: [Variables.Content] = []
    for word in words ?? [] {
      let lists = expand(word)
      mention(word, lists.flatMap { $0 })
      for value in lists.joined() where !values.contains([value.quoted]) {
        values.append([value.quoted])
      }
    }
    if words == nil { values = variables.arguments.flatMap { $0.map { [$0] } } }
    values = values.map { $0 == [.anyFields] ? [.unknownText] : $0 }
    if values.count > Variables.maximumContents * 4 {
      values = Array(values.prefix(Variables.maximumContents * 4)) + [[.unknownText]]
    }
    if !values.isEmpty { variables[name] = values }
  }

  // MARK: Functions

  /// Goes through a function of the script with these arguments.
  func call(_ name: [UInt8], _ arguments: [Value]) {
    guard let function = functions[name], !calls.contains(name), calls.count < 8,
      callCounts[name, default: 0] < 16
    else { return }
    functions[name]?.wasCalled = true
    callCounts[name, default: 0] += 1
    calls.append(name)
    let savedArguments = variables.arguments
    variables.arguments = [arguments]
    execute(function.body)
    variables.arguments = savedArguments
    calls.removeLast()
  }

  /// A variable's content, or what is unknown where too much has been expanded already.
  func affordable(_ content: Variables.Content) -> Variables.Content {
    symbols -= content.reduce(0) { $0 + $1.symbols.count }
    return symbols > 0 ? content : [.unknownText]
  }

  var isInFunction: Bool { !calls.isEmpty }

  // MARK: Notes

  func note(_ command: CommandUse) {
    if !isQuiet, seenCommands.insert(command).inserted { facts.commands.append(command) }
  }

  func note(_ call: CommandCall) {
    if !isQuiet, seenCalls.count < Self.maximumCalls, seenCalls.insert(call).inserted {
      facts.calls.append(call)
    }
  }

  func note(_ path: PathMention) {
    if !isQuiet, seenPaths.insert(path).inserted { facts.paths.append(path) }
  }

  func note(_ script: SourcedScript) {
    if !isQuiet, seenSourced.insert(script).inserted { facts.sourced.append(script) }
  }
}
