/// Words of the application's own configuration, each once, in the order in which they were heard: whoever tries them against something asks for
/// those that are new to it, since there may be a million and planning asks often.
public struct ConfigurationWords {
  private var known: Set<[UInt8]> = []
  private var order: [[UInt8]] = []

  public mutating func insert(_ word: [UInt8]) {
    if known.insert(word).inserted { order.append(word) }
  }

  public func contains(_ word: [UInt8]) -> Bool { known.contains(word) }

  /// Those behind the first `read`, which becomes their number.
  public func new(after read: inout Int) -> ArraySlice<[UInt8]> {
    defer { read = order.count }
    return order[read...]
  }
}
