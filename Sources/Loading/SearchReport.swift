internal import Roots

/// Writes down what a search considers, in the words of the message that tells of a miss.
struct SearchReport {
  private(set) var considered: [Miss.Considered] = []

  private var omitted = 0
  /// More places than anybody reads; a hostile list has thousands.
  private static let limit = 100

  mutating func add(_ stage: String, _ outcome: String) {
    if considered.count < Self.limit {
      considered.append(Miss.Considered(stage: stage, outcome: outcome))
      return
    }
    omitted += 1
    considered[Self.limit - 1] = Miss.Considered(
      stage: stage, outcome: "and \(omitted + 1) more places")
  }

  mutating func add(_ stage: String, _ path: [UInt8], _ outcome: String, owner: RootPath? = nil) {
    let suffix = owner.map { " (of \($0))" } ?? ""
    add(stage, "\(printable(path)): \(outcome)\(suffix)")
  }
}

extension Via {
  /// What the stage of the search is called in messages.
  var stage: String {
    switch self {
    case .rpath: "DT_RPATH"
    case .runpath: "DT_RUNPATH"
    case .defaultPath: "default paths"
    case .libraryPath, .cache, .preload, .loaded, .path: rawValue
    }
  }
}
