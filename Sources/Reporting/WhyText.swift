public import Planning
public import Roots

/// The answer of `pith why`: the shortest chain of reasons from the request to a file, or what is known of one that is not kept.
public struct WhyText {
  public var run: Run
  /// Whether every reason of the file is listed instead of one chain.
  public var showsAll: Bool

  public init(run: Run, showsAll: Bool = false) {
    self.run = run
    self.showsAll = showsAll
  }

  public func text(for path: RootPath) throws(RootError) -> String {
    if let reasons = run.reasons(for: path) {
      return kept(path, reasons)
    }
    let resolution = try run.root.resolve(path)
    if resolution.entry != nil, resolution.path != path {
      var text = "\(path) leads to \(resolution.path)\n"
      if let reasons = run.reasons(for: resolution.path) {
        text += kept(resolution.path, reasons)
      } else {
        text += declined(resolution.path)
      }
      return text
    }
    guard resolution.entry != nil else {
      return "\(path) is not in \(run.root.label): nothing is at \(resolution.path)\n"
    }
    return declined(path)
  }

  private func kept(_ path: RootPath, _ reasons: [Reason]) -> String {
    var text = "\(path) is kept\n"
    if showsAll {
      for reason in reasons { text += "  \(reason.sentence)\n" }
    } else {
      for (index, step) in chain(to: path).enumerated() {
        text += String(repeating: "  ", count: index + 1) + step + "\n"
      }
    }
    let below = run.keptBelow(path)
    if below.files > 0 {
      text += "  \(below.files) files below it are kept, \(below.bytes) bytes\n"
    }
    return text
  }

  /// Breadth-first from the file to a reason that only the request gives.
  private func chain(to path: RootPath) -> [String] {
    var previous: [RootPath: (next: RootPath, reason: Reason)] = [:]
    var queue = [path]
    var index = 0
    var seen: Set<RootPath> = [path]
    while index < queue.count {
      let place = queue[index]
      index += 1
      for reason in run.reasons(for: place) ?? [] {
        guard let from = reason.from else {
          var steps: [String] = []
          var current = place
          var line = "\(reason.sentence)"
          while let step = previous[current] {
            steps.append("\(current)  \(line)")
            line = step.reason.sentence
            current = step.next
          }
          steps.append("\(current)  \(line)")
          return steps.reversed().map { $0 }
        }
        // A directory is kept for what is in it, a link for where it leads: the other way round.
        if seen.insert(from).inserted {
          previous[from] = (place, reason)
          queue.append(from)
        }
      }
    }
    return (run.reasons(for: path) ?? []).map(\.sentence)
  }

  private func declined(_ path: RootPath) -> String {
    var text = "\(path) is not kept\n"
    let reasons = run.declinedReasons(for: path)
    if reasons.isEmpty {
      text += "  no kept file asks for it; --keep '\(path)' keeps it\n"
    } else {
      text += "  what speaks for it was not enough:\n"
      for reason in reasons.prefix(showsAll ? 100 : 5) { text += "    \(reason.sentence)\n" }
    }
    for note in run.notes(about: path) { text += "  \(note.text)\n" }
    if let package = run.packageName(of: path) {
      text += "  it belongs to the package \(package)\n"
    }
    return text
  }
}
