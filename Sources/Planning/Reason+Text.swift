internal import Roots

extension Reason: CustomStringConvertible {
  /// In the words of an operator: "needed by /usr/bin/node (libssl.so.3)".
  public var description: String {
    var text = rule.rawValue
    if let from { text += " \(from)" }
    if let detail { text += " '\(printable(detail))'" }
    return "\(text), \(evidence.rawValue)"
  }
}
