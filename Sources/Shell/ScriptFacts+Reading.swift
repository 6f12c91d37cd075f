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
  public init(script: [UInt8], surroundings: Surroundings = Surroundings()) {
    let follower = Follower()
    follower.variables.scriptNames = surroundings.names.map { Value($0) }
    if let arguments = surroundings.arguments {
      follower.variables.arguments = [arguments.map { Value($0) }]
    }
    for (name, values) in surroundings.variables {
      follower.variables[name] = values.map { [Value($0)] }
    }
    if let directory = surroundings.workingDirectory {
      follower.variables[workingDirectoryName] = [[Value(directory)]]
    }
    for name in surroundings.functions {
      follower.functions[name] = Follower.Function(
        body: .group([], isSubshell: false, []), isConditional: false)
    }
    follower.follow(script, line: 1, reportsProblems: true)
    follower.finish()
    self = follower.facts
  }
}
