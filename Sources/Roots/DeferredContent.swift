/// The content of a regular file, opened when somebody reads it, on whatever thread: for work that is done beside the thread that a root belongs to.
///
/// It must not outlive its root.
public struct DeferredContent: Sendable {
  public let path: RootPath
  public let size: UInt64
  private let root: String
  private let open: @Sendable () throws(RootError) -> Content

  /// - Parameter root: how errors call it.
  public init(
    path: RootPath, root: String, size: UInt64,
    open: @escaping @Sendable () throws(RootError) -> Content
  ) {
    self.path = path
    self.root = root
    self.size = size
    self.open = open
  }

  public func bytes() throws(RootError) -> [UInt8] {
    let content = try open()
    return try content.bytes(Int(content.size), of: path, in: root)
  }

  /// As `Root.withContent(of:_:)`.
  public func withContent<Result>(
    _ body: (RawSpan) throws(RootError) -> Result
  ) throws(RootError) -> Result {
    let content = try open()
    return try content.withBytes(of: path, in: root, body)
  }

  /// Opens it once for whoever reads several parts.
  public func withOpened<Result>(
    _ body: (borrowing OpenedContent) throws(RootError) -> Result
  ) throws(RootError) -> Result {
    try body(OpenedContent(content: try open(), path: path, root: root))
  }
}

/// An open file of a root, and how errors call it.
public struct OpenedContent: ~Copyable {
  public let content: Content
  fileprivate let path: RootPath
  fileprivate let root: String

  fileprivate init(content: consuming Content, path: RootPath, root: String) {
    self.content = content
    self.path = path
    self.root = root
  }

  /// As `Root.forEachPiece(of:in:endingWith:size:_:)`.
  public func forEachPiece(
    in range: Range<UInt64>, endingWith separator: UInt8, size: Int = 1 << 20,
    _ body: (RawSpan, UInt64) throws(RootError) -> Void
  ) throws(RootError) {
    try content.forEachPiece(
      in: range, endingWith: separator, size: size, of: path, in: root, body)
  }
}

extension Root {
  public func deferredContent(at path: RootPath) throws(RootError) -> DeferredContent {
    let opened = Opened(try content(at: path))
    return DeferredContent(path: path, root: label, size: opened.content.size) {
      Content(
        descriptor: opened.content.descriptor, offset: opened.content.offset,
        size: opened.content.size, owned: false)
    }
  }
}

/// What is open as long as somebody may read it.
private final class Opened: Sendable {
  let content: Content

  init(_ content: consuming Content) { self.content = content }
}
