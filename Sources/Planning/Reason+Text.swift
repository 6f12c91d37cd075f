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

extension Reason {
  /// In the words of an operator: "needed by /usr/bin/node as libssl.so.3".
  public var sentence: String {
    let what = detail.map { "'\(printable($0))'" }
    let who = from.map { "\($0)" } ?? "the request"
    let text =
      switch rule {
      case .commandLine: "the command line says \(what ?? "so")"
      case .configuration: "the image configuration says so: \(what ?? "")"
      case .keep: "--keep \(what ?? "")"
      case .needed: "the loader maps it for \(who)\(what.map { ", which needs \($0)" } ?? "")"
      case .interpreter: "it is the interpreter of \(who)"
      case .link: "a link on the way to \(who)"
      case .parent: "a directory that \(who) lies in"
      case .profile:
        "the profile \(detail.map { printable($0) } ?? "")\(from.map { ", which applies because of \($0)" } ?? "")"
      case .packageMetadata: "it tells scanners \(detail.map { printable($0) } ?? "what this is")"
      case .license:
        what.map { "the licence of the package \($0), to which \(who) belongs" }
          ?? "\(who) refers to it for the wording of a licence"
      case .dlopen: "\(who) opens \(what ?? "it") by name"
      default:
        "\(rule.rawValue)\(from.map { ": \($0)" } ?? "")\(what.map { " says \($0)" } ?? "")"
      }
    return "\(text) (\(evidence.rawValue))"
  }
}
