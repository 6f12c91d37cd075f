/// What a script runs and names, found by reading it.
public struct ScriptFacts: Sendable {
  /// Each command once per line and kind, in the order in which they were found.
  public var commands: [CommandUse] = []
  /// What those that are given arguments are given, for whoever knows what they make of it; the first several hundred.
  public var calls: [CommandCall] = []
  /// Each path once per line and role.
  public var paths: [PathMention] = []
  /// The scripts that it reads (`.`, `source`) or gives to a shell.
  public var sourced: [SourcedScript] = []
  /// The names of the functions that it defines, in order.
  public var functions: [[UInt8]] = []
  /// The values that each variable may have at the end, as far as they are known: what a sourced script would see.
  public var variables: [[UInt8]: [[UInt8]]] = [:]
  /// Whether it sources a script that nobody gave: what it runs may be that one's functions.
  public var sourcesUnknown = false
  /// What could not be read; the rest was.
  public var problems: [ScriptProblem] = []

  public init() {}
}

/// One use of a command that is neither a function of the script nor built into the shell.
public struct CommandUse: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// It is run.
    case run
    /// It takes the place of the shell.
    case exec
    /// The script asks whether it is there: `command -v`, `type`, `which`, `test -x`.
    case tested
  }

  /// How `name` leads to a file.
  public enum Place: Hashable, Sendable {
    /// By PATH: the name has no slash.
    case searched
    /// It is a path, absolute or (where the working directory is not known) relative.
    case path
    /// It is the last component of a path whose directory is not known.
    case somewhere
  }

  public var name: [UInt8]
  public var place: Place
  public var kind: Kind
  /// False where the command may be something else: the word after a variable that may be empty, or that may hold a command.
  public var isCertain: Bool
  /// Whether a variable makes it one of several: that it is not there means nothing if another is.
  public var isAlternative: Bool
  public var line: Int

  public init(
    name: [UInt8], place: Place = .searched, kind: Kind = .run, isCertain: Bool = true,
    isAlternative: Bool = false, line: Int
  ) {
    self.name = name
    self.place = place
    self.kind = kind
    self.isCertain = isCertain
    self.isAlternative = isAlternative
    self.line = line
  }
}

/// A command with its arguments.
public struct CommandCall: Hashable, Sendable {
  /// The name first, without its directory. Bytes that are not known are spaces; words of which nothing is known are left out.
  public var words: [[UInt8]]
  /// What it reads from its standard input, where that stands in the script.
  public var input: [UInt8]?

  public init(words: [[UInt8]], input: [UInt8]? = nil) {
    self.words = words
    self.input = input
  }
}

/// How much of a path is known.
public enum Exactness: Hashable, Sendable {
  /// All of it.
  case literal
  /// It is a pattern for the shell, with `\` before bytes that mean themselves.
  case glob
  /// It is such a pattern, in which `*` also stands for parts that the script computes.
  case partial
}

/// An absolute path in a script.
public struct PathMention: Hashable, Sendable {
  public enum Role: String, Hashable, Sendable {
    /// It is, or is in, some word: an argument, a value.
    case word
    /// People are told about it: it stands in a sentence that is printed, and not written anywhere.
    case told
    /// Input comes from it.
    case read
    /// Output goes to it.
    case written
    /// It becomes the working directory.
    case directory
  }

  public var path: [UInt8]
  public var exactness: Exactness
  public var role: Role
  public var line: Int

  public init(path: [UInt8], exactness: Exactness = .literal, role: Role = .word, line: Int) {
    self.path = path
    self.exactness = exactness
    self.role = role
    self.line = line
  }
}

/// A script that a script brings in.
public struct SourcedScript: Hashable, Sendable {
  /// Absolute, or (where the working directory is not known, or PATH is searched) relative.
  public var path: [UInt8]
  public var exactness: Exactness
  /// Whether it is read into the same shell; else it is given to a new one.
  public var isInSameShell: Bool
  public var line: Int

  public init(
    path: [UInt8], exactness: Exactness = .literal, isInSameShell: Bool = true, line: Int
  ) {
    self.path = path
    self.exactness = exactness
    self.isInSameShell = isInSameShell
    self.line = line
  }
}

/// Something in a script that could not be read.
public struct ScriptProblem: Hashable, Sendable, CustomStringConvertible {
  public var line: Int
  public var detail: String

  public init(line: Int, detail: String) {
    self.line = line
    self.detail = detail
  }

  public var description: String { "line \(line): \(detail)" }
}
