internal import Packages
internal import Planning
internal import Profiles
internal import Roots

/// Commands that come from outside: what somebody types in a shell, what a makefile runs that somebody brings.
///
/// Where the command line starts a shell without a script, or it or a script starts a program that runs what such a file says, the programs of the packages that people
/// asked for by name are what the image is for. A shell has the small tools beside it that people expect there, and runtimes that people asked for have all of their library.
final class TypedCommandAnalyzer: Analyzer {
  let name = "typed-command"
  private let requested: RequestedPrograms
  private var builds = false

  init(requested: RequestedPrograms) { self.requested = requested }

  func begin(_ run: Run) throws(PlanningError) {
    for command in run.request.commands {
      guard let reader = Self.reader(in: command.words, run) else {
        try TypedRuntimes.start(command.words, run)
        continue
      }
      try keepPrograms(
        bySomebodyTyping: reader.isShell, Reason(.typedCommand, .likely, detail: reader.word), run)
      if reader.isShell { try keepTools(run) }
    }
  }

  /// A builder that a script of the application starts.
  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard !builds, file.standing == .leading, file.entry.isExecutable,
      RequestedPrograms.areHeard(from: file),
      let name = ([file.path] + file.names).map(\.name).first(where: {
        run.profiles.has(name: $0, in: .builders)
      })
    else { return }
    builds = true
    try keepPrograms(
      bySomebodyTyping: false,
      Reason(.typedCommand, .likely, from: file.path, detail: Array(name)), run)
  }

  private func keepPrograms(
    bySomebodyTyping isTyped: Bool, _ reason: Reason, _ run: Run
  ) throws(PlanningError) {
    let programs = isTyped ? try requested.all(run) : try requested.programs(besides: nil, run)
    if isTyped { try TypedRuntimes.keep(among: programs, because: reason, run) }
    for name in programs.keys.sortedByBytes() {
      for path in programs[name] ?? [] where !run.isLeftOut(path) {
        let size = try reading { () throws(RootError) in try run.root.resolve(path).entry?.size }
        if try isMeant(path, size ?? 0, bySomebodyTyping: isTyped, run) {
          try run.keep(path, because: reason, standing: .leading)
          if isTyped {
            try keepOtherNames(of: path, reason, run)
            try keepWrapper(of: path, reason, run)
          }
        } else if size ?? 0 <= Self.smallProgram {
          try RelatedPrograms.offer(path, because: reason, run)
        }
      }
    }
  }

  /// The links of update-alternatives(1) on PATH: who types says `vi`, whichever editor it is.
  private func keepOtherNames(
    of path: RootPath, _ reason: Reason, _ run: Run
  ) throws(PlanningError) {
    let real = try reading { () throws(RootError) in try run.root.resolve(path).path }
    for link in run.packages.alternativeLinks(to: real)
    where run.request.searchPath.contains(link.parent) {
      try run.keep(link, because: reason, standing: .passive)
    }
  }

  /// What PATH has under the name of a program that lies elsewhere: a wrapper that chooses one of several versions, of a package of their own.
  private func keepWrapper(
    of path: RootPath, _ reason: Reason, _ run: Run
  ) throws(PlanningError) {
    guard !run.request.searchPath.contains(path.parent),
      let wrapper = try run.program(named: path.name), wrapper != path, !run.isLeftOut(wrapper)
    else { return }
    try run.keep(wrapper, because: reason, standing: .leading)
  }

  /// Whether a program is what its package was asked for: it has the package's name, or somebody types and may want any. Others must cost little.
  private func isMeant(
    _ path: RootPath, _ size: UInt64, bySomebodyTyping: Bool, _ run: Run
  ) throws(PlanningError) -> Bool {
    if try run.needsDisplayAlone(path) { return false }
    if let owner = run.packages.owner(of: path), owner.name.elementsEqual(path.name) { return true }
    return bySomebodyTyping && size <= Self.largeProgram
  }

  private static let largeProgram: UInt64 = 8 << 20
  private static let smallProgram: UInt64 = 1 << 20

  /// What a login's shell has too.
  private func keepTools(_ run: Run) throws(PlanningError) {
    do {
      for contribution in try run.profiles.activate(ProfileMatch(profile: "login"), for: .nobody) {
        try ProfileContribution(contribution: contribution, cause: nil).enter(run)
      }
    } catch let error as PlanningError {
      throw error
    } catch {
      throw .input("\(error)")
    }
  }

  /// The shell without a script, or the builder, that a command line starts, behind programs that start others.
  private static func reader(
    in words: [[UInt8]], _ run: Run
  ) -> (word: [UInt8], isShell: Bool)? {
    for (index, word) in words.enumerated() {
      let name = RootPath(word).name
      if run.profiles.has(name: name, in: .builders) { return (word, false) }
      if run.profiles.has(name: name, in: .shells) {
        let isTyped = words[(index + 1)...].allSatisfy {
          $0.first == UInt8(ascii: "-")
            && ($0.starts(with: "--".utf8) || !$0.contains(UInt8(ascii: "c")))
        }
        return isTyped ? (word, true) : nil
      }
      guard
        run.profiles.has(name: name, in: .commandWrappers) || word.first == UInt8(ascii: "-")
      else { return nil }
    }
    return nil
  }
}

extension Reason.Rule {
  /// Somebody may type the name of a program.
  static let typedCommand = Reason.Rule(rawValue: "typed-command")
}
