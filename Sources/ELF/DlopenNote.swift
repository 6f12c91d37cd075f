/// One entry of an FDO dlopen note (`.note.dlopen`, type 0x407c0c0a): https://uapi-group.org/specifications/specs/elf_dlopen_metadata/
public struct DlopenNote: Hashable, Sendable {
  public enum Priority: String, Sendable { case required, recommended, suggested }

  /// Any one of these will do; the first found is used.
  public var sonames: [[UInt8]]
  public var feature: String?
  public var description: String?
  public var priority: Priority

  public init(
    sonames: [[UInt8]], feature: String? = nil, description: String? = nil,
    priority: Priority = .recommended
  ) {
    self.sonames = sonames
    self.feature = feature
    self.description = description
    self.priority = priority
  }
}
