internal import Roots
public import SystemPackage

/// A failure to read or write an image.
public struct ImageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An open set: what went wrong.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The system refused; `cause` says why.
    public static let io = Code(rawValue: "io")
    /// Something is not what its format says.
    public static let malformed = Code(rawValue: "malformed")
    /// It ends too early.
    public static let truncated = Code(rawValue: "truncated")
    /// Well formed, and nothing that is read here.
    public static let unsupported = Code(rawValue: "unsupported")
    /// A part that another part names is not there.
    public static let missing = Code(rawValue: "missing")
    /// Content is not what its digest or its size says.
    public static let mismatch = Code(rawValue: "mismatch")
    /// There are several images, and none was named; or none has the name.
    public static let choice = Code(rawValue: "choice")
    /// More than the limit.
    public static let tooLarge = Code(rawValue: "too-large")
    /// A signal came while another program fetched it.
    public static let interrupted = Code(rawValue: "interrupted")
  }

  public var code: Code
  /// The archive or layout, as it was named.
  public var image: String
  /// The layer, or the part of the image, that is at fault.
  public var part: String?
  /// The name of the entry at fault, as it stands in the archive.
  public var entry: [UInt8]?
  public var detail: String
  public var cause: Errno?
  /// The signal that came.
  public var signal: Int32?

  public init(
    _ code: Code, image: String, part: String? = nil, entry: [UInt8]? = nil, detail: String,
    cause: Errno? = nil
  ) {
    self.code = code
    self.image = image
    self.part = part
    self.entry = entry
    self.detail = detail
    self.cause = cause
  }

  public var description: String {
    var text = "cannot read the image '\(image)': "
    if let part { text += "\(part): " }
    if let entry { text += "'\(printable(entry))': " }
    text += detail
    if let cause { text += ": \(cause)" }
    return text
  }
}

/// What is wrong with one part of an image; who reads the image adds its name.
struct PartError: Error, Hashable {
  var code: ImageError.Code
  var entry: [UInt8]?
  var detail: String
  var cause: Errno?

  init(
    _ code: ImageError.Code, entry: [UInt8]? = nil, _ detail: String, cause: Errno? = nil
  ) {
    self.code = code
    self.entry = entry
    self.detail = detail
    self.cause = cause
  }

  func located(image: String, part: String?) -> ImageError {
    ImageError(code, image: image, part: part, entry: entry, detail: detail, cause: cause)
  }
}
