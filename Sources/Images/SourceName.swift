internal import Glibc
public import SystemPackage

/// Where a root or an image is, or goes, as the container tools spell it: `TRANSPORT:PATH[:NAME]`, or a path alone.
///
/// See containers-transports(5). A path alone is of the kind that is recognised from what is there; `-` is standard input or output.
public struct SourceName: Hashable, Sendable {
  public enum Transport: String, Sendable, CaseIterable {
    case directory = "dir"
    case tar
    case dockerArchive = "docker-archive"
    case oci
    case ociArchive = "oci-archive"

    var takesName: Bool { self != .directory && self != .tar }
  }

  /// Where it is, if that is a place that only skopeo(1) reaches.
  public var remote: RemoteImage?
  /// nil where only a path was given.
  public var transport: Transport?
  public var path: FilePath
  /// The image's name or tag within an archive or a layout.
  public var name: String?

  public init(transport: Transport? = nil, path: FilePath, name: String? = nil) {
    self.transport = transport
    self.path = path
    self.name = name
  }

  /// Whether it is standard input or output.
  public var isStream: Bool { path == "-" && transport != .directory && transport != .oci }

  /// Reads a spelling. A colon may be part of the path: where a prefix that ends before a colon is there, the rest is the name; where
  /// none is, the first colon ends the path, as it does for skopeo.
  public init(_ text: String) {
    transport = nil
    if let remote = RemoteImage(text) {
      self.remote = remote
      path = FilePath()
      name = nil
      return
    }
    var rest = Substring(text)
    for transport in Transport.allCases where text.hasPrefix(transport.rawValue + ":") {
      // A file of that very name is meant, as it would be in a shell.
      self.transport = transport
      rest = text.dropFirst(transport.rawValue.count + 1)
    }
    path = FilePath(String(rest))
    name = nil
    if let transport, !transport.takesName { return }
    if Self.exists(path) { return }
    let colons = rest.indices.filter { rest[$0] == ":" }
    let split =
      colons.first { Self.exists(FilePath(String(rest[..<$0]))) || rest[..<$0] == "-" }
      ?? (transport == nil ? nil : colons.first)
    guard let split else { return }
    path = FilePath(String(rest[..<split]))
    name = String(rest[rest.index(after: split)...])
    if name?.isEmpty == true { name = nil }
  }

  private static func exists(_ path: FilePath) -> Bool {
    unsafe path.withPlatformString { unsafe access($0, F_OK) } == 0
  }
}

extension SourceName: CustomStringConvertible {
  public var description: String {
    if let remote { return remote.description }
    return (transport.map { $0.rawValue + ":" } ?? "") + path.string + (name.map { ":" + $0 } ?? "")
  }
}
