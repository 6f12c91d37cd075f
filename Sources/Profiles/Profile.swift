/// Knowledge about a runtime or a part of the system that is data: what belongs to it, what does not, and when it matters.
///
/// docs/profiles.md explains each key of the YAML form; the properties here stand in the same order.
public struct Profile: Sendable {
  public var name: String
  /// One line for `pith profile list`.
  public var summary: String
  public var appliesTo: Triggers
  /// What runs where the profile is asked for and no command line is given.
  public var command: [String]
  /// The profiles that come with this one, before it.
  public var needs: [String]
  public var keep: [Item]
  /// What is kept besides where the profile is asked for and no command line says what will run: nobody knows what it will need.
  public var bare: [Item]
  /// Patterns of what its own `keep`, a package or a mentioned directory would bring and nobody needs. A directory stands for all that is in it.
  public var drop: [Item]
  /// Programs, looked up in PATH.
  public var commands: [Item]
  /// Libraries, looked up as the loader does for the file that brought the profile in.
  public var libraries: [Item]
  public var directories: [Directory]
  /// Environment variables that hold paths, with `:` between them, whose files and directories are needed.
  public var pathVariables: [String]
  /// Lists that tell the planner how to judge what it sees, whichever profile they come from.
  public var conventions: Conventions

  /// What is kept, and how sure that is.
  public struct Item: Hashable, Sendable {
    /// A pattern of paths, the name of a program or the name of a library. `$name` stands for what a pattern of `applies-to` found there.
    public var text: String
    public var strength: Strength
    /// Whether it may be missing though it is `required`.
    public var isOptional: Bool
    /// Why, for `pith why`.
    public var comment: String?
    public var place: TextPlace
  }

  /// How strong a reason an item is. The words are those of `--evidence`.
  public enum Strength: String, Sendable, CaseIterable {
    case required, likely, possible
  }

  /// A directory that is made where the root lacks it.
  public struct Directory: Hashable, Sendable {
    public var path: String
    public var mode: UInt16
    /// Names or numbers of the root's own user tables.
    public var user: String
    public var group: String
    public var comment: String?
  }

  /// See `ConventionKey` for what each list means.
  public struct Conventions: Sendable {
    public var lists: [ConventionKey: [String]] = [:]

    public subscript(key: ConventionKey) -> [String] { lists[key] ?? [] }
  }
}

/// When a profile comes in by itself. Any one of these suffices.
public struct Triggers: Sendable {
  /// It is part of every plan.
  public var always = false
  /// A kept file or link whose path matches, whoever needs it.
  public var files: [TriggerPattern] = []
  /// A file whose path matches and that the application itself starts: by the command line, a script of its own, its configuration. For what
  /// other programs can start too, without the application ever wanting it.
  public var programs: [TriggerPattern] = []
  /// A kept object that imports one of these symbols.
  public var imports: [String] = []
  /// A kept object that imports all of these symbols: what it does with them together is what counts.
  public var importsTogether: [String] = []
  /// A kept file that mentions one of these paths, whether or not the root has it.
  public var mentions: [String] = []

  public init() {}
}

/// Lists that hold for the whole plan, from whichever profile in force they come.
public enum ConventionKey: String, Sendable, CaseIterable {
  /// Patterns of files that are kept where something needs them and never read for what they mention in turn.
  case passive
  /// Patterns of what a package's ownership does not bring: documentation, translations.
  case documentation
  /// The same of what hooks into other programs; the program that reads the directory has it brought.
  case hooks
  /// Patterns of paths whose mention says nothing.
  case ignoreMentions = "ignore-mentions"
  /// Directories that many packages share: a mention brings the directory, never its content.
  case sharedDirectories = "shared-directories"
  /// Programs that administer a system; a script that runs them does not need them in a container.
  case administrationCommands = "administration-commands"
  /// Those of them that a script of the author's own, which is run when the container starts, means: accounts, certificates, services.
  case startCommands = "start-commands"
  /// Programs that run the command given in their arguments.
  case commandWrappers = "command-wrappers"
  /// Names of shells: without a script, somebody types in them.
  case shells
  /// Names of programs that run what a file says which somebody brings.
  case builders
  /// What the names of interpreters begin with whose scripts are read as code: which programs their strings start.
  case scriptInterpreters = "script-interpreters"
  /// Functions of languages that start programs, with their first argument the program, the command line or a list of both.
  case programStarters = "program-starters"
  /// Patterns of where a distribution puts its files: what no package owns there is nobody's on purpose.
  case distributionPlaces = "distribution-places"
  /// Patterns of where authors put theirs within those.
  case authorPlaces = "author-places"
  /// Patterns of what package managers and tools write anywhere else.
  case generated
  /// Names of directories and of files that lie about in an application's own tree and that nothing reads: version control, caches, secrets.
  case litterDirectories = "litter-directories"
  case litterFiles = "litter-files"
  /// Names of directories among these that are no litter in a home: programs find there again what they put there while the image was built.
  case homeCaches = "home-caches"
  /// Names of files among these that are settings: code that says the name reads the file.
  case settingsFiles = "settings-files"
  /// Patterns of modules of languages whose imports are not followed: a program whose package has some brings those of the packages that this
  /// depends on.
  case dependedModules = "depended-modules"
  /// Names of directories of modules that imports bring one by one, without the version at their end.
  case moduleDirectories = "module-directories"
  case languageDirectories = "language-directories"
  /// Names of the libraries that talk to a display.
  case displayLibraries = "display-libraries"
}
