/// A profile that something brought in, and what the names in its patterns stand for there.
public struct ProfileMatch: Hashable, Sendable {
  public var profile: String
  /// `prefix` is `/usr` where `$prefix/bin/node` matched `/usr/bin/node`, and nothing where it matched `/bin/node`.
  public var bindings: [String: [UInt8]]

  public init(profile: String, bindings: [String: [UInt8]] = [:]) {
    self.profile = profile
    self.bindings = bindings
  }

  /// `item.text` with the names replaced: a glob as `Glob` reads it. Nil where a name is not known here: the item is for another match.
  public func pattern(of item: Profile.Item) -> [UInt8]? { pattern(of: item.text) }

  func pattern(of text: String) -> [UInt8]? {
    let text = Array(text.utf8)
    guard text.contains(UInt8(ascii: "$")) else { return text }
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      index += 1
      if byte == UInt8(ascii: "\\"), index < text.count {
        // A dollar means nothing to a glob.
        if text[index] != UInt8(ascii: "$") { result.append(byte) }
        result.append(text[index])
        index += 1
      } else if byte == UInt8(ascii: "$") {
        let end = text[index...].firstIndex { !TriggerPattern.isNameByte($0) } ?? text.count
        guard let value = bindings[String(decoding: text[index..<end], as: UTF8.self)] else {
          return nil
        }
        for byte in value {
          if Self.special.contains(byte) { result.append(UInt8(ascii: "\\")) }
          result.append(byte)
        }
        index = end
      } else {
        result.append(byte)
      }
    }
    return result
  }

  private static let special = Array(#"*?[]{}\,"#.utf8)
}
