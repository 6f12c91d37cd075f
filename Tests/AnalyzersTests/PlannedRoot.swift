import Analyzers
import Planning
import Profiles
import Roots
import RootsTesting
import Testing

/// A small root with what a plan keeps of it.
struct PlannedRoot {
  let plan: Plan

  /// - Parameter command: words parted by spaces.
  init(
    _ root: MemoryRoot, command: String, environment: [String] = [], workingDirectory: String = "/"
  ) throws {
    try self.init(
      root, words: command.split(separator: " ").map(String.init), environment: environment,
      workingDirectory: workingDirectory)
  }

  init(
    _ root: MemoryRoot, words: [String], environment: [String] = [], workingDirectory: String = "/"
  ) throws {
    var request = Request()
    request.commands = [Request.Command(words: words.map { Array($0.utf8) }, source: "test")]
    request.environment = environment.map { Array($0.utf8) }
    request.workingDirectory = RootPath(workingDirectory)
    plan = try Planner(analyzers: allAnalyzers()).plan(request, of: root)
  }

  /// Whether everything that `paths` names is kept.
  func keeps(_ paths: String...) -> Bool {
    let kept = Set(plan.entries.map(\.path))
    return paths.allSatisfy { kept.contains(RootPath($0)) }
  }

  /// The rules that keep a path.
  func rules(_ path: String) -> [String] {
    plan.entries.first { $0.path == RootPath(path) }?.reasons.map(\.rule.rawValue) ?? []
  }
}
