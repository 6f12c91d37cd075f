internal import Planning
internal import Roots

extension Run {
  /// One step of a chain: a kept path and the reason that leads on.
  struct Step {
    var path: RootPath
    var reason: Reason
  }

  /// The shortest chain from a kept path to a reason that only the request gives, breadth first; of equally long ones that of the strongest
  /// first reasons. The path's strongest reason alone where no chain ends.
  func chain(to path: RootPath) -> [Step] {
    var previous: [RootPath: Step] = [:]
    var queue = [path]
    var seen: Set<RootPath> = [path]
    var index = 0
    while index < queue.count {
      let place = queue[index]
      index += 1
      for reason in reasons(for: place) ?? [] {
        guard let from = reason.from else {
          var steps = [Step(path: place, reason: reason)]
          while let first = steps.first, let step = previous[first.path] {
            steps.insert(step, at: 0)
          }
          return steps
        }
        if seen.insert(from).inserted {
          previous[from] = Step(path: place, reason: reason)
          queue.append(from)
        }
      }
    }
    return reasons(for: path)?.first.map { [Step(path: path, reason: $0)] } ?? []
  }
}
