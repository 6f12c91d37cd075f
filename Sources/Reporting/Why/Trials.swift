internal import Planning

/// Plans of the same root for other requests, each made once.
final class Trials {
  private let replan: (Request) throws(PlanningError) -> Run
  private var runs: [Trial: Run] = [:]

  /// In what a request differs from the one that is asked about.
  private struct Trial: Hashable {
    var evidence: Evidence
    var profiles: [String]
  }

  init(replan: @escaping (Request) throws(PlanningError) -> Run) { self.replan = replan }

  func run(_ request: Request) throws(PlanningError) -> Run {
    let trial = Trial(evidence: request.evidence, profiles: request.profiles)
    if let known = runs[trial] { return known }
    let run = try replan(request)
    runs[trial] = run
    return run
  }
}
