/// A file that cannot be read as ELF.
public struct ELFError: Error, Hashable, Sendable, CustomStringConvertible {
  public struct Code: RawRepresentable, Hashable, Sendable {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The first four bytes are not the magic number: not an ELF file at all.
    public static let notELF = Code(rawValue: "not-elf")
    /// It begins as ELF and then contradicts itself or ends too early.
    public static let malformed = Code(rawValue: "malformed")
    /// The system refused to read it.
    public static let io = Code(rawValue: "io")
  }

  public var code: Code
  /// What is wrong, for people: "the dynamic section ends outside the file".
  public var what: String
  /// Where in the file, in bytes, if that is known.
  public var offset: UInt64?

  public init(_ code: Code, _ what: String, offset: UInt64? = nil) {
    self.code = code
    self.what = what
    self.offset = offset
  }

  public var description: String {
    offset.map { "\(what) (at byte \($0))" } ?? what
  }
}
