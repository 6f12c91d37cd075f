internal import Roots

extension Reason: CustomStringConvertible {
  /// As plans show it: "needed /usr/bin/node 'libssl.so.3', required".
  public var description: String {
    var text = rule.rawValue
    if let from { text += " \(from)" }
    if let detail { text += " '\(printable(detail))'" }
    return "\(text), \(evidence.rawValue)"
  }
}
