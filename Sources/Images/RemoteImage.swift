/// An image that is in a registry, in a docker daemon or in podman's storage, as containers-transports(5) spells it. skopeo(1) fetches and
/// stores these; pith speaks to no server itself.
public struct RemoteImage: Hashable, Sendable, CustomStringConvertible {
  public enum Transport: String, Sendable, CaseIterable {
    case registry = "docker://"
    case dockerDaemon = "docker-daemon:"
    case containersStorage = "containers-storage:"
  }

  public let transport: Transport
  /// The whole name, transport included.
  public let description: String

  /// nil where `text` names no such place.
  public init?(_ text: String) {
    guard let transport = Transport.allCases.first(where: { text.hasPrefix($0.rawValue) }),
      text.utf8.count > transport.rawValue.utf8.count
    else { return nil }
    self.transport = transport
    description = text
  }
}
