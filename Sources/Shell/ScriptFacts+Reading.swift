extension ScriptFacts {
  /// What is known of a script before it is read.
  public struct Surroundings: Sendable {
    /// The names of the script itself: as it was called, then its real path.
    public var names: [[UInt8]] = []
    /// Its arguments, where they are known.
    public var arguments: [[UInt8]]?
    /// The environment, and what a script that sources this one has set: each with its possible values.
    public var variables: [[UInt8]: [[UInt8]]] = [:]
    public var workingDirectory: [UInt8]?
    /// Functions of a script that sources this one.
    public var functions: [[UInt8]] = []

    public init() {}
  }

  /// Reads a script for sh or bash. What cannot be read is among the `problems`; it never fails.
  ///
  /// The time is linear in the length of the script: what may be nested or repeated is bounded.
  ///
  /// - Parameter load: gives the text of a script that this one sources. What that one assigns and defines then counts here, while what
  ///   it runs and names itself is not among these facts.
  public init(
    script: [UInt8], surroundings: Surroundings = Surroundings(),
    load: @escaping (_ path: [UInt8]) -> [UInt8]? = { _ in nil }
  ) {
    let follower = Follower(surroundings, load)
    follower.follow(script, line: 1, reportsProblems: true)
    follower.finish()
    self = follower.facts
  }

  /// Reads a command line that no shell has to part: what it runs through wrappers, and through `sh -c`.
  public init(
    commandLine words: [[UInt8]], surroundings: Surroundings = Surroundings(),
    load: @escaping (_ path: [UInt8]) -> [UInt8]? = { _ in nil }
  ) {
    let follower = Follower(surroundings, load)
    follower.run(words.map { Value($0) }[...], at: 1, RunContext(isExternal: true))
    follower.finish()
    self = follower.facts
  }
}

extension Follower {
  fileprivate convenience init(
    _ surroundings: ScriptFacts.Surroundings, _ load: @escaping ([UInt8]) -> [UInt8]?
  ) {
    self.init()
    self.load = load
    variables.scriptNames = surroundings.names.map { Value($0) }
    if let arguments = surroundings.arguments {
      variables.arguments = [arguments.map { Value($0) }]
      givenArguments = variables.arguments
    }
    for (name, values) in surroundings.variables {
      variables[name] = values.map { [Value($0)] }
    }
    if let directory = surroundings.workingDirectory {
      variables[workingDirectoryName] = [[Value(directory)]]
    }
    for name in surroundings.functions {
      functions[name] = Function(body: .group([], isSubshell: false, []), isConditional: false)
    }
  }
}
