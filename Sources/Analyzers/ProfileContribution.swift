internal import ELF
internal import Loading
internal import Planning
internal import Profiles
internal import Roots

/// What one profile brings into a run.
struct ProfileContribution {
  var contribution: ActiveProfiles.Contribution
  /// The kept file that brought the profile in; nil where nobody did.
  var cause: RootPath?

  private var profile: Profile { contribution.profile }

  func enter(_ run: Run) throws(PlanningError) {
    for (item, glob) in contribution.keep { try keep(item, glob, run) }
    if contribution.isFurther { return }
    for item in profile.commands {
      let reason = reason(item)
      if let path = try run.program(named: item.text.utf8) {
        // What the application starts may bring in what comes with such programs: `rustc` links by `cc`, for which another profile has the headers.
        try run.keep(
          path, because: reason,
          standing: profile.appliesTo.programs.isEmpty ? .supporting : .leading)
      } else if reason.evidence == .required, !item.isOptional {
        run.miss(Missing(name: Array(item.text.utf8), from: cause, rule: .profile))
      }
    }
    for item in profile.libraries { try keepLibrary(item, run) }
    for directory in profile.directories { try make(directory, run) }
    for variable in profile.pathVariables { try keepPaths(of: variable, run) }
  }

  private func keep(_ item: Profile.Item, _ glob: Glob, _ run: Run) throws(PlanningError) {
    let reason = reason(item)
    let found = try reading { () throws(RootError) in try run.root.expand(glob) }
    for link in found.links { try run.keepLink(link, because: Reason(.link, reason.evidence)) }
    for path in found.paths where !run.isLeftOut(path) {
      let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
      if entry?.isSymlink == true { try run.keepLink(path, because: reason) }
      try run.keep(path, because: reason, standing: .supporting)
    }
    if found.paths.isEmpty, reason.evidence == .required, !item.isOptional {
      run.miss(Missing(name: glob.pattern, from: cause, rule: .profile))
    }
  }

  private func keepLibrary(_ item: Profile.Item, _ run: Run) throws(PlanningError) {
    guard let requester = try self.requester(run) else { return }
    let result = try loading { () throws(LoadingError) in
      try run.loader.search(Array(item.text.utf8), for: requester)
    }
    guard case .found(let path, let links, _, _) = result else { return }
    let reason = reason(item)
    for link in links { try run.keepLink(link, because: reason) }
    try run.keep(path, because: reason)
  }

  /// Who would load a library: the object that brought the profile in, or, where that was code of a language, some program that is kept.
  private func requester(_ run: Run) throws(PlanningError) -> RootPath? {
    if let cause, try run.isObject(cause) { return cause }
    for path in run.keptInOrder {
      guard let file = run.keptFile(at: path), file.entry.isRegular, file.entry.isExecutable,
        let object = try? run.loader.object(at: path), object.interpreter != nil
      else { continue }
      return path
    }
    return nil
  }

  /// A directory that every program of this kind expects is made where the root lacks it.
  private func make(_ directory: Profile.Directory, _ run: Run) throws(PlanningError) {
    var detail = "\(profile.name): \(directory.path)"
    if let comment = directory.comment { detail += " (\(comment))" }
    let reason = Reason(.profile, .likely, from: cause, detail: Array(detail.utf8))
    let kept = try run.keep(RootPath(directory.path), because: reason, standing: .passive)
    guard case .absent(let path) = kept else { return }
    let entry = Entry(
      kind: .directory, mode: directory.mode,
      uid: try number(of: directory.user, in: "/etc/passwd", run),
      gid: try number(of: directory.group, in: "/etc/group", run),
      identity: Entry.Identity(volume: .max, number: 0))
    try run.write(path, entry: entry, content: [], because: reason)
  }

  /// A user's or group's number by passwd(5) and group(5) of the root, where both have it in the third field; 0 where it is not known.
  private func number(
    of name: String, in table: RootPath, _ run: Run
  ) throws(PlanningError) -> UInt32 {
    if let number = UInt32(name) { return number }
    let resolution = try? run.root.resolve(table)
    guard let path = resolution?.path, resolution?.entry?.isRegular == true else { return 0 }
    let text = try reading { () throws(RootError) in
      try run.root.bytes(of: path, limit: 1 << 20)
    }
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      guard fields.count > 2, fields[0].elementsEqual(name.utf8) else { continue }
      return UInt32(String(decoding: fields[2], as: UTF8.self)) ?? 0
    }
    return 0
  }

  private func keepPaths(of variable: String, _ run: Run) throws(PlanningError) {
    guard let value = run.request.variable(variable) else { return }
    for part in value.split(separator: UInt8(ascii: ":")) {
      let detail = Array("\(profile.name): \(variable)".utf8)
      let reason = Reason(.profile, .likely, from: cause, detail: detail)
      let kept = try run.keep(part, from: run.request.workingDirectory, because: reason)
      guard let path = kept.path, run.isPrivate(path),
        run.keptFile(at: path)?.entry.isDirectory == true
      else { continue }
      try run.keepTree(path, because: reason) { path, kind in run.isLitter(path, kind) }
    }
  }

  private func reason(_ item: Profile.Item) -> Reason {
    var detail = "\(profile.name): \(item.text)"
    if let comment = item.comment { detail += " (\(comment))" }
    return Reason(
      .profile, Evidence(rawValue: item.strength.rawValue) ?? .likely, from: cause,
      detail: Array(detail.utf8))
  }
}
