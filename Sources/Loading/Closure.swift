public import ELF
public import Roots

/// What the dynamic loader of a root maps for one program (or library), in the order in which it loads.
public struct Closure: Sendable {
  /// The program first, then breadth-first as ld.so does; its interpreter stands where something first needs it, else last.
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
  /// Directories that this name enters only to leave them by `..`: without them it does not lead to `path`.
  public var detours: [RootPath] = []
  public var object: Object { file.object }
  /// How it came in; `.path` for the program itself.
  public var via: Via
  /// Index in `Closure.objects` of who asked first; nil for the program, and for what the environment preloads.
  public var requester: Int?
  /// What it asks for in turn.
  public var needs: [Need]
  /// Other files that a CPU with more features would load in its place (glibc-hwcaps), real paths with their links. What they need in
  /// turn is in the closure too.
  public var variants: [Variant]

  /// Shared, for an `Object` is costly to copy.
  let file: SharedObject

  public init(
    path: RootPath, links: [RootPath], object: Object, via: Via, requester: Int? = nil,
    needs: [Need] = [], variants: [Variant] = []
  ) {
    self.init(
      path: path, links: links, file: SharedObject(object), via: via, requester: requester,
      needs: needs, variants: variants)
  }

  init(
    path: RootPath, links: [RootPath], file: SharedObject, via: Via, requester: Int?,
    needs: [Need], variants: [Variant]
  ) {
    self.path = path
    self.links = links
    self.file = file
    self.via = via
    self.requester = requester
    self.needs = needs
    self.variants = variants
  }
}

/// An object behind a reference, never changed.
final class SharedObject: Sendable {
  let object: Object

  init(_ object: Object) { self.object = object }
}

/// A file that a CPU with more features would load in the place of another.
public struct Variant: Hashable, Sendable {
  public var path: RootPath
  public var links: [RootPath]
  /// The subdirectory it was found in, such as `x86-64-v3` (of glibc-hwcaps) or `haswell` (before glibc 2.37).
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
  /// By what it asks: DT_NEEDED, DT_FILTER, DT_AUXILIARY, DT_AUDIT or DT_DEPAUDIT, LD_PRELOAD or ld.so.preload, a dlopen note, PT_INTERP.
  public enum Kind: String, Sendable {
    case needed, filter, auxiliary, audit, preload, dlopen, interpreter
  }

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
