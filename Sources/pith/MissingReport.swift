import ArgumentParser
import Planning
import Roots

/// Says what is required and not there, and ends with status 3 unless that is allowed.
struct MissingReport {
  var plan: Plan
  var allowed: Bool

  func check() throws {
    if plan.missing.isEmpty { return }
    for missing in plan.missing { report("pith: " + text(of: missing)) }
    if allowed { return }
    report("  hint: install the package that has it, or pass --allow-missing")
    throw ExitCode.missing
  }

  private func text(of missing: Missing) -> String {
    var text = "cannot find '\(printable(missing.name))'"
    if let from = missing.from {
      text += missing.rule == .interpreter ? ", the interpreter of \(from)" : ", needed by \(from)"
    }
    let width = missing.considered.map(\.place.count).max() ?? 0
    for place in missing.considered {
      text +=
        "\n  \(place.place)\(String(repeating: " ", count: width - place.place.count))  \(place.outcome)"
    }
    return text
  }
}
