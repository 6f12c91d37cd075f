/// One word of a script, as it is written: what it stands for is worked out later, when variables are followed.
struct Word: Sendable {
  var parts: [WordPart]
  var line: Int

  /// The bytes of a word that is nothing but unquoted text: a name, a reserved word.
  var bareText: [UInt8]? {
    guard parts.count == 1, case .bare(let text) = parts[0] else { return nil }
    return text
  }
}

indirect enum WordPart: Sendable {
  /// Unquoted text: patterns and braces in it are active.
  case bare([UInt8])
  /// Quoted or escaped text.
  case literal([UInt8])
  case parameter(Parameter, quoted: Bool)
  /// `$(...)` or backticks.
  case command([ListItem], quoted: Bool)
  /// `$((...))`: what is substituted inside.
  case arithmetic([WordPart], quoted: Bool)
  /// `<(...)` or `>(...)`.
  case process([ListItem])
  /// The elements of `name=(...)`.
  case array([Word])
}

/// A parameter expansion: `$name`, `${name:-word}`, `${array[@]}`.
struct Parameter: Sendable {
  enum Operator: Sendable {
    /// `:-` and `-`.
    case orElse
    /// `:=` and `=`.
    case assign
    /// `:+` and `+`.
    case instead
    /// `:?` and `?`.
    case orFail
    /// `#` and `##`; whether the longest match goes.
    case removePrefix(longest: Bool)
    /// `%` and `%%`.
    case removeSuffix(longest: Bool)
    /// `/pattern/replacement`.
    case replace(all: Bool)
    /// `^`, `,`, `:offset:length`, `@Q`: not followed.
    case other
  }

  var name: [UInt8]
  /// `${!name}`.
  var isIndirect = false
  /// `${#name}`.
  var isLength = false
  /// `name[@]` or `name[*]`.
  var isWholeArray = false
  /// What is written inside the brackets, as far as it is substituted.
  var subscriptParts: [WordPart] = []
  var operation: Operator?
  /// What follows the operator; the pattern of a replacement.
  var operand: [WordPart] = []
  /// What replaces the pattern.
  var replacement: [WordPart] = []
}

/// One element of a list of commands, in the order in which they are written.
struct ListItem: Sendable {
  var command: Command
  /// Whether it runs only if the one before it succeeded or failed (`&&`, `||`).
  var isConditional = false
  /// Whether it is part of a pipeline of several, and thus runs in a process of its own.
  var isPiped = false
}

indirect enum Command: Sendable {
  case simple(SimpleCommand)
  /// `{ ...; }`, or `( ... )`, which is a subshell.
  case group([ListItem], isSubshell: Bool, [Redirection])
  /// `if`, `elif` and `else`: conditions and what each leads to; the last may lack a condition.
  case choice([(condition: [ListItem], body: [ListItem])], [Redirection])
  /// `while` and `until`.
  case loop(condition: [ListItem], body: [ListItem], [Redirection])
  /// `for` and `select`; without words it goes over the arguments.
  case iteration(name: [UInt8], words: [Word]?, body: [ListItem], [Redirection])
  case selection(Word, [(patterns: [Word], body: [ListItem])], [Redirection])
  case function(name: [UInt8], body: Command)
  /// `[[ ... ]]`.
  case test([Word], [Redirection])
  /// `(( ... ))`.
  case arithmetic([WordPart], [Redirection])

  var redirections: [Redirection] {
    switch self {
    case .simple(let command): command.redirections
    case .group(_, _, let redirections), .choice(_, let redirections),
      .loop(_, _, let redirections), .iteration(_, _, _, let redirections),
      .selection(_, _, let redirections), .test(_, let redirections),
      .arithmetic(_, let redirections):
      redirections
    case .function: []
    }
  }
}

struct SimpleCommand: Sendable {
  struct Assignment: Sendable {
    var name: [UInt8]
    /// `+=`.
    var appends: Bool
    /// `name[subscript]=`.
    var isElement: Bool
    var value: Word
  }

  var assignments: [Assignment] = []
  var words: [Word] = []
  var redirections: [Redirection] = []
  var line: Int
}

struct Redirection: Sendable {
  enum Kind: Equatable, Sendable {
    /// `<`, `<>`.
    case read
    /// `>`, `>>`, `>|`, `&>`.
    case write
    /// `<&`, `>&` with a number or `-`.
    case duplicate
    /// `<<<`.
    case hereString
    /// `<<`, `<<-`: where its text is among the documents of the script.
    case hereDocument(Int)
  }

  var kind: Kind
  var target: Word
}
