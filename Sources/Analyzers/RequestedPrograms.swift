internal import Packages
internal import Planning
internal import Roots

/// The programs of the packages that people asked for by name, under their alternative names too: who installs a compiler beside make, or an
/// SSH client beside a program that can use one, means it.
final class RequestedPrograms {
  private var known: [Program]?

  private struct Program {
    var path: RootPath
    var source: [UInt8]
    /// Whether the package itself was asked for, not one that stands for it.
    var isNamed: Bool
  }

  /// Whether the words of a program are taken for them: one that came by a word itself has said what it is for. Where many packages were asked for,
  /// each would else bring the next.
  static func areHeard(from file: KeptFile) -> Bool {
    !file.reasons.allSatisfy { $0.rule == .program }
  }

  /// Of more sources than this, people did not install each for the sake of another.
  private static let mostSources = 12

  /// By name. Those that are built from a program's own source are its package's matter. In a root that is for many purposes, only those of packages
  /// that the program's own depends on, recommends or suggests.
  func programs(
    besides package: Package?, _ run: Run
  ) throws(PlanningError) -> [[UInt8]: [RootPath]] {
    var result: [[UInt8]: [RootPath]] = [:]
    var programs: [Program] =
      if let known { known } else { try self.programs(of: run.packages.requested, run) }
    known = programs
    if isForMany(programs) {
      let related = package.map { sources(relatedTo: $0, run) } ?? []
      programs.removeAll { !related.contains($0.source) }
    }
    for program in programs where program.source != package?.source {
      result[Array(program.path.name), default: []].append(program.path)
    }
    return result
  }

  /// By name, however many there are, with those of packages that a system has unless somebody wants less: `ping` is as good as asked for.
  func all(_ run: Run) throws(PlanningError) -> [[UInt8]: [RootPath]] {
    let standard = run.packages.packages.filter(\.isStandard)
    let programs = try programs(of: run.packages.requested + standard, run)
    return Dictionary(grouping: programs.map(\.path)) { Array($0.name) }
  }

  private func isForMany(_ programs: [Program]) -> Bool {
    Set(programs.filter(\.isNamed).map(\.source)).count > Self.mostSources
  }

  /// The sources of the packages that one depends on, recommends or suggests.
  private func sources(relatedTo package: Package, _ run: Run) -> Set<[UInt8]> {
    Set(
      (run.packages.dependencies(of: package) + run.packages.recommendations(of: package)
        + run.packages.suggestions(of: package)).map(\.source))
  }

  private func programs(
    of packages: [Package], _ run: Run
  ) throws(PlanningError) -> [Program] {
    var result: [Program] = []
    for package in packages {
      for file in run.packages.files(of: package)
      where Self.directories.contains(Array(file.parent.name)) {
        let real = (try? run.root.resolve(file).path) ?? file
        for path in [file] + run.packages.alternativeLinks(to: real) {
          if try run.isAdministration(path.name) { continue }
          result.append(
            Program(path: path, source: package.source, isNamed: package.isRequested))
        }
      }
    }
    return result
  }

  private static let directories = Set(
    ["bin", "sbin", "games", "libexec"].map { Array($0.utf8) })
}
