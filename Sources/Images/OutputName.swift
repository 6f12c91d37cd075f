public import SystemPackage

/// Where a result goes, as `-o` spells it: `TRANSPORT:PATH[:NAME]` like a source, or a path alone.
///
/// A path alone is a directory, but for one that ends as archives do (`.tar`, `.tar.gz`, `.tgz`, `.tar.zst`), which is a plain archive of the
/// root. `-` alone is a docker archive on standard output, which `docker load` reads.
public struct OutputName: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    case directory
    /// A root as a plain archive.
    case tar
    case dockerArchive
    case oci
    case ociArchive
    /// What only skopeo(1) can write to: the whole name.
    case remote(RemoteImage)
  }

  public var kind: Kind
  public var path: FilePath
  /// The image's name or tag.
  public var name: String?
  private var text: String

  public init(_ text: String) {
    self.text = text
    name = nil
    if let remote = RemoteImage(text) {
      kind = .remote(remote)
      path = FilePath()
      return
    }
    let kinds: [(String, Kind)] = [
      ("dir:", .directory), ("tar:", .tar), ("docker-archive:", .dockerArchive), ("oci:", .oci),
      ("oci-archive:", .ociArchive),
    ]
    guard let (prefix, kind) = kinds.first(where: { text.hasPrefix($0.0) }) else {
      path = FilePath(text)
      self.kind =
        text == "-" ? .dockerArchive : Self.isArchive(text) ? .tar : .directory
      return
    }
    self.kind = kind
    let rest = text.dropFirst(prefix.count)
    // Nothing need be there yet, so a colon is never part of the path; skopeo reads it likewise.
    guard kind != .directory, kind != .tar, let colon = rest.firstIndex(of: ":") else {
      path = FilePath(String(rest))
      return
    }
    path = FilePath(String(rest[..<colon]))
    let name = rest[rest.index(after: colon)...]
    self.name = name.isEmpty ? nil : String(name)
  }

  private static func isArchive(_ text: String) -> Bool {
    [".tar", ".tar.gz", ".tgz", ".tar.zst"].contains { text.hasSuffix($0) }
  }

  /// Whether it is standard output.
  public var isStream: Bool {
    path == "-" && [.tar, .dockerArchive, .ociArchive].contains(kind)
  }

  public var description: String { text }
}
