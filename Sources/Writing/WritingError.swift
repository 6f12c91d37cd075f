public import Images
public import Roots
public import SystemPackage

/// A failure to write a result. Nothing remains of what was written.
public struct WritingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An open set: what went wrong.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The output is there already.
    public static let exists = Code(rawValue: "exists")
    /// The directory that the output would be in is not there.
    public static let noParent = Code(rawValue: "no-parent")
    /// Output and root lie in one another.
    public static let overlap = Code(rawValue: "overlap")
    /// The image's name is none.
    public static let badName = Code(rawValue: "bad-name")
    /// A program that is needed is not installed.
    public static let noProgram = Code(rawValue: "no-program")
    /// The plan contradicts itself.
    public static let badPlan = Code(rawValue: "bad-plan")
    /// The system refused; `cause` says why.
    public static let io = Code(rawValue: "io")
    /// The root could not be read; `rootError` says why.
    public static let root = Code(rawValue: "root")
    /// The root is not what it was when the plan was made.
    public static let changed = Code(rawValue: "changed")
    /// A signal came; `signal` says which.
    public static let interrupted = Code(rawValue: "interrupted")
    /// What was read back is not what was written.
    public static let mismatch = Code(rawValue: "mismatch")
  }

  public var code: Code
  /// What was being done, to follow "cannot", with its subject quoted: "write '/etc/passwd' to 'out'".
  public var action: String
  public var cause: Errno?
  public var detail: String?
  public var rootError: RootError?
  /// The root is not what its image says; nil for other errors.
  public var imageError: ImageError?
  public var signal: Int32?

  public init(
    _ code: Code, cannot action: String, cause: Errno? = nil, detail: String? = nil
  ) {
    self.code = code
    self.action = action
    self.cause = cause
    self.detail = detail
  }

  init(_ error: RootError) {
    self.init(.root, cannot: "read the root")
    rootError = error
  }

  init(_ error: ImageError) {
    self.init(.root, cannot: "read the root")
    imageError = error
  }

  static func interrupted(_ signal: Int32) -> WritingError {
    var error = WritingError(
      .interrupted, cannot: "go on", detail: "signal \(signal) came; nothing was written")
    error.signal = signal
    return error
  }

  public var description: String {
    if let rootError { return rootError.description }
    if let imageError { return imageError.description }
    var text = "cannot \(action)"
    if let detail { text += ": \(detail)" }
    if let cause { text += ": \(cause)" }
    return text
  }
}
