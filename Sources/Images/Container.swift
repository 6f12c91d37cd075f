internal import CLinux
internal import Glibc
internal import Roots
internal import SystemPackage

/// What an image's parts are in: a directory or an archive, read as a root. Links in it lead nowhere else.
struct Container {
  let root: any Root
  /// The image, as it was named.
  let label: String

  /// More than any manifest or configuration has.
  private static let maximumDocument = 16 << 20

  /// The file that a path leads to; nil where there is none.
  func blob(at path: RootPath) throws(ImageError) -> Blob? {
    do throws(RootError) {
      let place = try root.resolve(path)
      guard place.entry?.isRegular == true else { return nil }
      let content = try root.content(at: place.path)
      let copy = fcntl(content.descriptor.rawValue, F_DUPFD_CLOEXEC, 0)
      guard copy >= 0 else {
        throw RootError(
          .io, cannot: "open", path: path, root: label, cause: Errno(rawValue: pith_errno()))
      }
      // The container's own offsets: a part of an archive begins within it.
      return Blob(
        taking: FileDescriptor(rawValue: copy), offset: content.offset, size: content.size)
    } catch {
      throw ImageError(
        .io, image: label, part: "\(path)", detail: error.detail ?? "it cannot be read",
        cause: error.cause)
    }
  }

  /// A file that must be there and be small.
  func document(at path: RootPath) throws(ImageError) -> [UInt8] {
    guard let blob = try blob(at: path) else { throw missing("\(path)") }
    guard blob.size <= UInt64(Self.maximumDocument) else {
      throw ImageError(
        .tooLarge, image: label, part: "\(path)",
        detail: "it has \(blob.size) bytes, more than such a file may have")
    }
    return try located("\(path)") { () throws(PartError) in
      try blob.bytes(at: 0, count: Int(blob.size))
    }
  }

  func decode<Document: Decodable>(
    _ type: Document.Type, from bytes: [UInt8], part: String
  ) throws(ImageError) -> Document {
    try located(part) { () throws(PartError) in try PartError.decode(type, from: bytes) }
  }

  /// Says which part of which image an error is about.
  func located<Result>(
    _ part: String?, _ body: () throws(PartError) -> Result
  ) throws(ImageError) -> Result {
    do throws(PartError) {
      return try body()
    } catch {
      throw error.located(image: label, part: part)
    }
  }

  func missing(_ part: String) -> ImageError {
    ImageError(.missing, image: label, part: part, detail: "it is not there")
  }
}
