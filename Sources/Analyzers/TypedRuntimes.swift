internal import Packages
internal import Planning
internal import Profiles
internal import Roots

/// Runtimes whose code comes from outside: who types in a shell says `python3 -c '...'`, and who starts a runtime without a script brings one.
///
/// What they will load nobody knows, as of a bare runtime that a profile was asked for: all of the standard library.
enum TypedRuntimes {
  /// The program of each profile that people asked for: by a package of its name (`perl`, whose program is another package's), or by one that has it.
  static func keep(
    among programs: [[UInt8]: [RootPath]], because reason: Reason, _ run: Run
  ) throws(PlanningError) {
    var names = Set(programs.keys)
    for package in run.packages.requested { names.insert(package.name) }
    for (profile, command) in try commands(run) where names.contains(command) {
      guard let path = try run.program(named: command), !run.isLeftOut(path) else { continue }
      try run.keep(path, because: reason, standing: .leading)
      try makeBare(profile, run)
    }
  }

  /// The runtime that a command line starts, if nothing stands behind it but options that say no code.
  static func start(_ words: [[UInt8]], _ run: Run) throws(PlanningError) {
    for (index, word) in words.enumerated() {
      let name = RootPath(word).name
      if run.profiles.has(name: name, in: .commandWrappers) || word.first == UInt8(ascii: "-") {
        continue
      }
      guard words[(index + 1)...].allSatisfy({ saysNoCode($0) }),
        let path = try run.program(named: word)
      else { return }
      // `perl5.36.0` and `python3.11` are what `perl` and `python3` lead to.
      let real = try reading { () throws(RootError) in try run.root.resolve(path).path }
      for (profile, command) in try commands(run) {
        guard let other = try run.program(named: command),
          try reading({ () throws(RootError) in try run.root.resolve(other).path }) == real
        else { continue }
        try makeBare(profile, run)
      }
      return
    }
  }

  /// `-i`, `-q`, `--interactive`: no option that takes code, a module or a file.
  private static func saysNoCode(_ word: [UInt8]) -> Bool {
    guard word.first == UInt8(ascii: "-") else { return false }
    return word.starts(with: "--".utf8)
      ? !word.contains(UInt8(ascii: "=")) && !word.elementsEqual("--version".utf8)
      : word.count <= 2 && !word.contains(where: { "cefmrsvV".utf8.contains($0) })
  }

  private static func commands(
    _ run: Run
  ) throws(PlanningError) -> [(profile: String, command: [UInt8])] {
    var result: [(profile: String, command: [UInt8])] = []
    for name in run.profiles.library.names {
      do {
        let profile = try run.profiles.library.profile(named: name)
        if let command = profile.command.first, !profile.bare.isEmpty {
          result.append((name, Array(command.utf8)))
        }
      } catch {
        throw .input("\(error)")
      }
    }
    return result
  }

  private static func makeBare(_ profile: String, _ run: Run) throws(PlanningError) {
    do {
      for contribution in try run.profiles.activate(ProfileMatch(profile: profile), for: .bare) {
        try ProfileContribution(contribution: contribution, cause: nil).enter(run)
      }
    } catch let error as PlanningError {
      throw error
    } catch {
      throw .input("\(error)")
    }
  }
}
