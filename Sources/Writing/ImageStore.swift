internal import CLinux
internal import Glibc
internal import Images
internal import Roots
internal import SystemPackage

/// Where the files of an image go: a directory, or an archive. Blobs are written before their digests are known.
protocol ImageStore: AnyObject {
  /// Where the next blob's bytes go, from the file's position on.
  func beginBlob() throws(WritingError) -> BlobFile
  /// The bytes since `beginBlob` are a blob.
  func endBlob(_ digest: Digest, size: UInt64) throws(WritingError)
  /// A small file beside the blobs.
  func addFile(_ name: String, _ bytes: [UInt8]) throws(WritingError)
  /// Nothing more comes.
  func finish() throws(WritingError)
}

/// An OCI layout as a directory.
final class DirectoryStore: ImageStore {
  private let directory: FileDescriptor
  private let label: String
  private var blob: BlobFile?

  private static let unfinished = "blobs/unfinished"

  /// Takes over `directory`, an empty one.
  init(taking directory: FileDescriptor, label: String) throws(WritingError) {
    self.directory = directory
    self.label = label
    for name in ["blobs", "blobs/sha256"] {
      guard unsafe mkdirat(directory.rawValue, name, 0o777) == 0 else { throw failure() }
    }
  }

  deinit { try? directory.close() }

  func beginBlob() throws(WritingError) -> BlobFile {
    let file = try make(Self.unfinished)
    blob = file
    return file
  }

  func endBlob(_ digest: Digest, size: UInt64) throws(WritingError) {
    try blob?.synchronize()
    blob = nil
    let name = "blobs/\(digest.algorithm.rawValue)/\(digest.hexadecimal)"
    guard
      unsafe renameat(directory.rawValue, Self.unfinished, directory.rawValue, name) == 0
    else { throw failure() }
  }

  func addFile(_ name: String, _ bytes: [UInt8]) throws(WritingError) {
    let file = try make(name)
    try file.write(bytes)
    try file.synchronize()
  }

  func finish() throws(WritingError) {
    // The staged directory is its maker's alone until it is whole.
    guard fchmod(directory.rawValue, 0o777 & ~OutputPlace.mask) == 0 else { throw failure() }
  }

  private func make(_ name: String) throws(WritingError) -> BlobFile {
    let opened = unsafe openat(
      directory.rawValue, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard opened >= 0 else { throw failure() }
    return BlobFile(taking: FileDescriptor(rawValue: opened), label: label)
  }

  private func failure() -> WritingError {
    WritingError(.io, cannot: "write to '\(label)'", cause: Errno(rawValue: pith_errno()))
  }
}

/// An image's files as entries of one archive. A blob's header is written after the blob, when name and size are known.
final class ArchiveStore: ImageStore {
  private let file: BlobFile
  private var header: UInt64 = 0
  private var known: Set<Digest> = []

  init(to file: BlobFile) throws(WritingError) {
    self.file = file
    for name in ["blobs/", "blobs/sha256/"] {
      var item = TarEncoder.Item(name: Array(name.utf8), type: .directory)
      item.mode = 0o755
      try file.write(TarEncoder.header(item))
    }
  }

  func beginBlob() throws(WritingError) -> BlobFile {
    header = file.position
    file.skip(TarEncoder.blockSize)
    return file
  }

  func endBlob(_ digest: Digest, size: UInt64) throws(WritingError) {
    try file.write(TarEncoder.padding(after: size))
    let name = "blobs/\(digest.algorithm.rawValue)/\(digest.hexadecimal)"
    try file.write(
      TarEncoder.plainHeader(Self.item(name, size: size)), at: header)
  }

  func addFile(_ name: String, _ bytes: [UInt8]) throws(WritingError) {
    try file.write(TarEncoder.header(Self.item(name, size: UInt64(bytes.count))))
    try file.write(bytes)
    try file.write(TarEncoder.padding(after: UInt64(bytes.count)))
  }

  func finish() throws(WritingError) { try file.write(TarEncoder.end) }

  private static func item(_ name: String, size: UInt64) -> TarEncoder.Item {
    var item = TarEncoder.Item(name: Array(name.utf8), type: .regular)
    item.size = size
    return item
  }
}
