/// The central directory of a ZIP archive (APPNOTE.TXT, section 4.3.12): what a jar, a war, a wheel or an egg holds.
public struct ZipDirectory: Sendable {
  /// In the order of the directory.
  public var entries: [Entry]

  /// One member.
  public struct Entry: Hashable, Sendable {
    public var name: [UInt8]
    public var method: Method
    public var compressedSize: Int
    public var size: Int
    /// Where its local header is, counted from the beginning of the archive's bytes.
    var header: Int
    var isEncrypted: Bool
  }

  /// How a member is stored.
  public enum Method: Hashable, Sendable {
    case stored
    case deflated
    case other(UInt16)
  }
}
