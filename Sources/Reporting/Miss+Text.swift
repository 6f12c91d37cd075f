public import Loading
internal import Roots

extension Miss {
  /// The message of a miss: what is missing, who needs it, and every place considered, in order.
  public var text: String {
    let subject =
      switch kind {
      case .interpreter: "the interpreter '\(printable(name))' of \(requester)"
      case .needed: "'\(printable(name))', needed by \(requester)"
      case .filter, .auxiliary: "'\(printable(name))', the filtee of \(requester)"
      case .audit: "'\(printable(name))', the auditor of \(requester)"
      case .preload: "'\(printable(name))', which is to be preloaded into \(requester)"
      case .dlopen: "'\(printable(name))', which \(requester) opens by dlopen"
      }
    return (["cannot find \(subject)"] + lines).joined(separator: "\n  ")
  }

  /// One line per place, the stage named once.
  private var lines: [String] {
    let width = considered.map(\.stage.count).max() ?? 0
    var previous = ""
    return considered.map { place in
      let stage = place.stage == previous ? "" : place.stage
      previous = place.stage
      let padding = String(repeating: " ", count: width - stage.count)
      return "\(stage)\(padding)  \(place.outcome)"
    }
  }
}

extension VersionMiss {
  /// The message of a version that is missing.
  public var text: String {
    "\(library) does not define the version '\(printable(version))' that \(requester) needs"
      + (isWeak ? " (weakly: the loader only warns)" : "")
  }
}
