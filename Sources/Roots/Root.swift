public import SystemPackage

/// A read-only file tree: a directory, or the layers of an image seen as one.
///
/// Paths given to these are followed as they are: a path one of whose parents is a symbolic link names nothing. Symbolic links
/// are resolved by `resolve(_:from:)`, in one place, on top of `entry(at:)`. A root is hostile: nothing here reaches outside it.
/// "Not there" is `nil`; "could not look" is an error. A root belongs to one run and one thread, and may cache what it saw.
public protocol Root: AnyObject {
  /// As lstat(2) answers; nil where there is nothing, also where a parent is not a directory.
  func entry(at path: RootPath) throws(RootError) -> Entry?

  /// The names in a directory with what they are, sorted by bytes; nil where `path` is no directory.
  func children(of path: RootPath) throws(RootError) -> [Child]?

  /// Says that these will be asked for: a root for which it is work to list a directory may have it done by another processor.
  func expect(childrenOf path: RootPath)

  /// What is at `path`, as `entry(at:)` says; cheaper where a listing says it.
  func kind(at path: RootPath) throws(RootError) -> Entry.Kind?

  /// The target of a symbolic link, as it is written. Throws where `path` is no link.
  func linkTarget(at path: RootPath) throws(RootError) -> [UInt8]

  /// Where the content of a regular file can be read. Throws where `path` is no regular file.
  func content(at path: RootPath) throws(RootError) -> Content

  /// The same for somebody who reads it later, on another thread. Roots whose files must be opened one by one open it then.
  func deferredContent(at path: RootPath) throws(RootError) -> DeferredContent

  /// The extended attributes, sorted by name; empty where there are none.
  func extendedAttributes(at path: RootPath) throws(RootError) -> [ExtendedAttribute]

  /// How people call this root in messages: the path or the image name that was given.
  var label: String { get }
}

extension Root {
  public func expect(childrenOf path: RootPath) {}

  public func kind(at path: RootPath) throws(RootError) -> Entry.Kind? { try entry(at: path)?.kind }
}

/// One name in a directory.
public struct Child: Hashable, Sendable {
  public var name: [UInt8]
  public var kind: Entry.Kind

  public init(name: [UInt8], kind: Entry.Kind) {
    self.name = name
    self.kind = kind
  }
}

/// The content of a regular file: `size` bytes of an open file from `offset` on.
///
/// A directory root opens the file itself (offset 0); an image's file is a range of its layer. The descriptor is closed with the value
/// where the value owns it.
public struct Content: ~Copyable, Sendable {
  public let descriptor: FileDescriptor
  public let offset: UInt64
  public let size: UInt64
  private let owned: Bool

  public init(descriptor: FileDescriptor, offset: UInt64 = 0, size: UInt64, owned: Bool) {
    self.descriptor = descriptor
    self.offset = offset
    self.size = size
    self.owned = owned
  }

  deinit {
    // A failed close of a file that was only read loses nothing.
    if owned { try? descriptor.close() }
  }
}

/// A failure to read a root.
public struct RootError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An open set: what went wrong.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The system refused; `cause` says why.
    public static let io = Code(rawValue: "io")
    /// More than 40 symbolic links on one path, which is what Linux allows.
    public static let symlinkLoop = Code(rawValue: "symlink-loop")
    /// The operation does not fit the kind of file.
    public static let wrongKind = Code(rawValue: "wrong-kind")
    /// The file is larger than the caller can take.
    public static let tooLarge = Code(rawValue: "too-large")
    /// The content ended before its size was reached.
    public static let truncated = Code(rawValue: "truncated")
    /// A glob cannot be read.
    public static let badPattern = Code(rawValue: "bad-pattern")
  }

  public var code: Code
  /// What was being done, to follow "cannot": "open", "list", "read the link".
  public var action: String
  public var path: RootPath
  public var root: String
  public var cause: Errno?
  public var detail: String?

  public init(
    _ code: Code, cannot action: String, path: RootPath, root: String, cause: Errno? = nil,
    detail: String? = nil
  ) {
    self.code = code
    self.action = action
    self.path = path
    self.root = root
    self.cause = cause
    self.detail = detail
  }

  public var description: String {
    var text = "cannot \(action) " + (path.isRoot ? "'\(root)'" : "'\(path)' in \(root)")
    if let detail { text += ": \(detail)" }
    if let cause { text += ": \(cause)" }
    return text
  }
}
