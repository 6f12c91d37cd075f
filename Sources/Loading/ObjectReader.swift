public import ELF
public import Roots
internal import SystemPackage

/// Where the loader gets its objects from: the files of the root, or descriptions of them in a test.
public protocol ObjectReader {
  /// The object in the regular file at a real path; nil where the file is not ELF.
  ///
  /// - Throws: with the cause `elf` where it begins as ELF and is malformed, `root` where it cannot be read.
  func object(at path: RootPath, in root: any Root) throws(LoadingError) -> Object?

  /// The FDO dlopen notes of an object that was read from `path`.
  func dlopenNotes(
    of object: Object, at path: RootPath, in root: any Root
  ) throws(LoadingError) -> [DlopenNote]
}

/// Reads real ELF files.
public struct ELFReader: ObjectReader {
  private let withVersions: Bool

  /// - Parameter withVersions: whether versions are read too; without them, closures miss none.
  public init(withVersions: Bool = true) { self.withVersions = withVersions }

  public func object(at path: RootPath, in root: any Root) throws(LoadingError) -> Object? {
    try read(path, root) { (content) throws(ELFError) in
      try Object.read(
        descriptor: content.descriptor.rawValue, offset: content.offset, size: content.size,
        withVersions: withVersions)
    }
  }

  public func dlopenNotes(
    of object: Object, at path: RootPath, in root: any Root
  ) throws(LoadingError) -> [DlopenNote] {
    try read(path, root) { (content) throws(ELFError) in
      try object.dlopenNotes(
        descriptor: content.descriptor.rawValue, offset: content.offset, size: content.size)
    }
  }

  private func read<Result>(
    _ path: RootPath, _ root: any Root, _ body: (borrowing Content) throws(ELFError) -> Result
  ) throws(LoadingError) -> Result {
    let content: Content
    do { content = try root.content(at: path) } catch {
      throw LoadingError(path: path, cause: .root(error))
    }
    do { return try body(content) } catch {
      throw LoadingError(path: path, cause: .elf(error))
    }
  }
}
