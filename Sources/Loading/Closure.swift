public import ELF
public import Roots

/// What the dynamic loader of a root maps for one program (or library), in the order in which it loads.
public struct Closure: Sendable {
  /// The program first, then breadth-first as ld.so does; its interpreter stands where the loader puts it.
  public var objects: [LoadedObject]
  /// What could not be found, each once per requester and name.
  public var missing: [Miss]
  /// Versions that a needed library does not define.
  public var versions: [VersionMiss]

  public init(objects: [LoadedObject] = [], missing: [Miss] = [], versions: [VersionMiss] = []) {
    self.objects = objects
    self.missing = missing
    self.versions = versions
  }
}

/// One mapped file.
public struct LoadedObject: Sendable {
  /// The real path inside the root.
  public var path: RootPath
  /// Every symbolic link on the way from the name that was opened to `path`.
  public var links: [RootPath]
  public var object: Object
  /// How it came in; `.path` for the program itself.
  public var via: Via
  /// Index in `Closure.objects` of who asked first; nil for the program, and for what the environment preloads.
  public var requester: Int?
  /// What it asks for in turn.
  public var needs: [Need]
  /// Other files that a CPU with more features would load in its place (glibc-hwcaps), real paths with their links.
  public var variants: [Variant]

  public init(
    path: RootPath, links: [RootPath], object: Object, via: Via, requester: Int? = nil,
    needs: [Need] = [], variants: [Variant] = []
  ) {
    self.path = path
    self.links = links
    self.object = object
    self.via = via
    self.requester = requester
    self.needs = needs
    self.variants = variants
  }
}

public struct Variant: Hashable, Sendable {
  public var path: RootPath
  public var links: [RootPath]
  /// The glibc-hwcaps subdirectory, such as `x86-64-v3`.
  public var level: [UInt8]

  public init(path: RootPath, links: [RootPath], level: [UInt8]) {
    self.path = path
    self.links = links
    self.level = level
  }
}

/// How a library was found; the raw values are those of pith.tree/1.
public enum Via: String, Sendable {
  case rpath, runpath
  case libraryPath = "LD_LIBRARY_PATH"
  case cache = "ld.so.cache"
  case defaultPath = "default"
  case preload
  /// Already loaded, by file, name or soname.
  case loaded
  /// A name with a slash, or a path given by the user.
  case path
}

/// One name that an object asks for.
public struct Need: Hashable, Sendable {
  public enum Kind: String, Sendable { case needed, filter, auxiliary, audit, preload, dlopen }

  public var name: [UInt8]
  public var kind: Kind
  /// What answered: an index in `Closure.objects` and how; nil where it is missing.
  public var answer: Answer?

  public struct Answer: Hashable, Sendable {
    public var object: Int
    public var via: Via

    public init(object: Int, via: Via) {
      self.object = object
      self.via = via
    }
  }

  public init(name: [UInt8], kind: Kind, answer: Answer? = nil) {
    self.name = name
    self.kind = kind
    self.answer = answer
  }
}

/// A name that nothing answered, with every place considered, in order.
public struct Miss: Hashable, Sendable {
  public var name: [UInt8]
  public var kind: Need.Kind
  public var requester: RootPath
  public var considered: [Considered]

  public init(name: [UInt8], kind: Need.Kind, requester: RootPath, considered: [Considered]) {
    self.name = name
    self.kind = kind
    self.requester = requester
    self.considered = considered
  }

  /// One stage of the search, and what it came to: ("DT_RUNPATH", "/opt/lib: no such directory").
  public struct Considered: Hashable, Sendable {
    public var stage: String
    public var outcome: String

    public init(stage: String, outcome: String) {
      self.stage = stage
      self.outcome = outcome
    }
  }
}

/// A version that `library` does not define though `requester` needs it of it.
public struct VersionMiss: Hashable, Sendable {
  public var requester: RootPath
  public var library: RootPath
  public var version: [UInt8]
  /// ld.so only warns.
  public var isWeak: Bool

  public init(requester: RootPath, library: RootPath, version: [UInt8], isWeak: Bool) {
    self.requester = requester
    self.library = library
    self.version = version
    self.isWeak = isWeak
  }
}
