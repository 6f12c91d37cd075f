/// A compressed stream or an archive that cannot be read.
public struct ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An open set: what is wrong with it.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// It contradicts its format.
    public static let malformed = Code(rawValue: "malformed")
    /// It ends before it is complete.
    public static let truncated = Code(rawValue: "truncated")
    /// It holds more than the caller takes, or more than it says.
    public static let tooLarge = Code(rawValue: "too-large")
    /// A method of compression or encryption that is not read here.
    public static let unsupported = Code(rawValue: "unsupported")
  }

  public var code: Code
  public var detail: String

  public init(_ code: Code, _ detail: String) {
    self.code = code
    self.detail = detail
  }

  public var description: String { detail }
}
