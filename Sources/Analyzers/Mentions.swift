internal import Loading
internal import Packages
internal import Planning
internal import Roots

/// Follows the names of files that kept files say: what exists is kept, with its content where something says that it is read.
///
/// Shared by everything that finds names (objects, scripts, configuration), so that one rule judges them all.
final class Mentions {
  /// Private directories that kept files mention: what relative names in configuration are tried against.
  private(set) var bases: [RootPath] = []
  private var baseSet: Set<RootPath> = []
  private var heardTexts: Set<[UInt8]> = []
  /// Called with each new text and who said it first, before it is followed.
  var onHearing: (_ text: [UInt8], _ speaker: RootPath, _ run: Run) throws(PlanningError) -> Void =
    {
      _, _, _ in
    }
  let templates = ModuleTemplates()
  /// Called with each new module, package or class that code of a language refers to, and who said it first.
  var onImport: (_ name: [UInt8], _ speaker: RootPath, _ run: Run) throws(PlanningError) -> Void = {
    _, _, _ in
  }
  private var importedNames: Set<[UInt8]> = []
  private var seenDirectories: Set<RootPath> = []
  /// Directories of which a template was followed, with its text.
  private var seenTemplates: Set<[UInt8]> = []
  /// Directories of configuration that the configuration of a package names, which need not run.
  private var included: [Included] = []

  private struct Included {
    var directory: RootPath
    var name: RootPath
    var reason: Reason
    var speaker: Speaker
  }

  /// Directories whose content was larger than this limit.
  private var refused: [RootPath: UInt64] = [:]

  /// What the mentioning side can do with what it names.
  struct Speaker {
    var file: KeptFile
    /// Whether it can start programs: imports of exec*(3), posix_spawn(3), system(3), popen(3), or a script.
    var executes: Bool
    /// Whether it reads the directories that it names. libc names those of all its subsystems, which have rules of their own.
    var readsDirectories = true
    var rule: Reason.Rule
  }

  /// Follows an absolute path, glob or pattern as it stands in a file. Answers what was kept.
  @discardableResult
  func follow(_ text: [UInt8], by speaker: Speaker, in run: Run) throws(PlanningError) -> RootPath?
  {
    if heardTexts.insert(text).inserted { try onHearing(text, speaker.file.path, run) }
    if templates.learn(text) { return nil }
    guard let cut = Self.cut(text) else { return nil }
    let path = RootPath(cut.path)
    if path.isRoot || Self.isKernel(path) { return nil }
    if run.ignoresMention(of: path), cut.isGlob || !isMeant(path, by: speaker, run) { return nil }
    if cut.isGlob {
      try followGlob(cut.path, by: speaker, in: run)
      return nil
    }
    let resolution: Resolution
    do { resolution = try run.root.resolve(cut.path) } catch {
      if error.code == .symlinkLoop { return nil }
      throw .root(error)
    }
    guard resolution.entry != nil else {
      try keepDirectories(above: resolution.path, text, speaker, run)
      return nil
    }
    try keep(path, resolution, text, speaker, run, template: cut.template)
    return resolution.path
  }

  /// Notes that code refers to a module, a package or a class: profiles come in by such names as they do by symbols of objects.
  func hear(importOf name: [UInt8], by speaker: RootPath, in run: Run) throws(PlanningError) {
    if importedNames.insert(name).inserted { try onImport(name, speaker, run) }
  }

  /// Keeps what a mention leads to.
  func keep(
    _ name: RootPath, _ resolution: Resolution, _ text: [UInt8], _ speaker: Speaker, _ run: Run,
    template: PathTemplate? = nil
  ) throws(PlanningError) {
    guard let entry = resolution.entry else { return }
    let path = resolution.path
    let reason = Reason(
      speaker.rule, .likely, from: speaker.file.path,
      detail: name.bytes.elementsEqual(text) ? nil : text)
    switch entry.kind {
    case .directory:
      try run.keep(name, because: reason, standing: .passive)
      // What a library's text computes below a directory is not known; its name alone costs nothing.
      if template != nil, speaker.file.standing < .leading, speaker.rule != .mention { return }
      // What is in it is not named itself.
      var inside = reason
      inside.detail = text
      try followDirectory(path, name, template, inside, speaker, run)
    case .regular:
      // Who reads one file of a directory for hooks is whom they are for.
      if speaker.rule == .mention,
        speaker.file.standing == .leading
          || (speaker.file.entry.isExecutable && isApplications(speaker.file, run))
      {
        run.readHooks(in: path.parent)
      }
      guard !run.isPassive(path) else {
        try run.keep(name, because: reason, standing: .passive)
        return
      }
      try keepFile(name, resolution, entry, reason, speaker, run)
    default:
      try run.keep(name, because: reason, standing: .passive)
    }
  }

  private func keepFile(
    _ name: RootPath, _ resolution: Resolution, _ entry: Entry, _ reason: Reason,
    _ speaker: Speaker, _ run: Run
  ) throws(PlanningError) {
    let path = resolution.path
    let leads = speaker.file.standing == .leading
    guard try run.isCode(path) else {
      // The application's own configuration speaks for the application.
      let isConfiguration =
        path.isWithin("/etc") || name.isWithin("/etc") || !path.isWithin("/usr")
      try run.keep(
        name, because: reason, standing: leads && isConfiguration ? .leading : .supporting)
      return
    }
    if entry.isExecutable, Self.isProgram(path), !speaker.executes { return }
    // Configuration that names a shared object wants it. A libtool archive only describes the plug-in beside it, which others may not want.
    if leads
      || (speaker.rule == .configurationFile && !Self.isProgram(path)
        && !LibtoolArchive.isOne(speaker.file.path))
    {
      try run.keep(
        name, because: reason,
        standing: Self.isStarted(path, entry, by: speaker, run) ? .leading : .supporting)
    } else {
      try run.offer(path, because: reason, links: resolution.links)
    }
  }

  /// Whether the application's own configuration names a program that lies in a directory of its own, as parts of an application do: a script for a
  /// gateway, a filter. What everybody has on PATH does not speak for the application.
  private static func isStarted(
    _ path: RootPath, _ entry: Entry, by speaker: Speaker, _ run: Run
  ) -> Bool {
    speaker.file.standing == .leading && speaker.rule == .configurationFile && entry.isExecutable
      && isProgram(path) && run.isPrivate(path.parent)
      && !speaker.file.entry.isExecutable && !ProgramText.isCode(speaker.file.path)
  }

  /// Whether an executable file is a program rather than a shared object that happens to be executable.
  private static func isProgram(_ path: RootPath) -> Bool { !path.name.namesSharedObject }

  /// Whether the author's own text names something that others only tell people about: `zcat /usr/share/doc/x/schema.sql.gz | mysql`.
  private func isMeant(_ path: RootPath, by speaker: Speaker, _ run: Run) -> Bool {
    speaker.file.standing == .leading && speaker.rule != .mention && run.isPrivate(path)
      && run.packages.owner(of: speaker.file.path) == nil
  }

  // MARK: Directories

  func isBase(_ directory: RootPath) -> Bool { baseSet.contains(directory) }

  private func addBase(_ directory: RootPath) {
    if baseSet.insert(directory).inserted { bases.append(directory) }
  }

  /// The content of a mentioned directory is kept where it is private and not too large.
  private func followDirectory(
    _ path: RootPath, _ name: RootPath, _ template: PathTemplate?, _ reason: Reason,
    _ speaker: Speaker, _ run: Run
  ) throws(PlanningError) {
    guard run.isPrivate(path), !run.isModule(path), !run.isClaimed(path) else { return }
    addBase(path)
    addBase(name)
    if speaker.file.standing == .leading {
      if run.readHooks(in: path) { seenDirectories.remove(path) }
    } else if template == nil, speaker.rule == .configurationFile, run.holdsHooks(path) {
      included.append(Included(directory: path, name: name, reason: reason, speaker: speaker))
    }
    guard speaker.readsDirectories, !seenDirectories.contains(path) else { return }
    let key = template == nil ? [] : path.bytes + [0] + (reason.detail ?? [])
    if template != nil, seenTemplates.contains(key) { return }
    // Whoever names a directory of programs starts some of them; it does not read them all.
    if path.name.elementsEqual("bin".utf8) || path.name.elementsEqual("sbin".utf8) { return }
    if path.isWithin("/var") || path.isWithin("/run") || path.isWithin("/tmp") { return }
    var limit: UInt64 = speaker.file.standing == .leading ? Self.ownLimit : Self.otherLimit
    guard limit > refused[path] ?? 0 else { return }
    var size = try run.size(of: path, limit: limit)
    // A program may be little more than its library.
    if size > limit, limit < Self.ownLimit, isApplications(speaker.file, run) {
      limit = Self.ownLimit
      size = try run.size(of: path, limit: limit)
    }
    guard size <= limit else {
      refused[path] = limit
      run.note(
        Note(
          kind: "large-directory", path: path,
          text:
            "only the directory '\(path)' is kept, which \(speaker.file.path) mentions: its content is larger than \(limit >> 20) MB"
        ))
      return
    }
    // Who names a directory of examples means what is in it.
    let isWanted = run.isDocumentation(path) && isMeant(path, by: speaker, run)
    if template == nil { seenDirectories.insert(path) } else { seenTemplates.insert(key) }
    try run.keepTree(
      path, because: reason, standing: .supporting, offersCode: true,
      leaveOut: { file, kind in
        if kind != .directory, let template,
          !template.canName(file.bytes[(path.bytes.count + 1)...])
        {
          return true
        }
        return (run.isDocumentation(file) && !isWanted) || run.isLitter(file, kind)
          || run.isSwitchedOff(file)
      })
  }

  /// `include /etc/logrotate.d`: what others have in a directory that the configuration of a program names is for that program, once it is kept.
  func followIncluded(_ run: Run) throws(PlanningError) {
    let waiting = included
    included = []
    for include in waiting {
      guard run.hasKeptProgram(besides: include.speaker.file.path) else {
        included.append(include)
        continue
      }
      guard run.readHooks(in: include.directory) else { continue }
      seenDirectories.remove(include.directory)
      try followDirectory(
        include.directory, include.name, nil, include.reason, include.speaker, run)
    }
  }

  /// What a directory may hold that the application mentions, or something else.
  private static let ownLimit: UInt64 = 24 << 20
  private static let otherLimit: UInt64 = 3 << 19

  /// Whether a file is built from the source of a program that the application starts.
  private func isApplications(_ file: KeptFile, _ run: Run) -> Bool {
    guard let owner = run.packages.owner(of: file.path) else { return false }
    return run.leadingSources().contains(owner.source)
  }

  /// A path that is not there yet will be made: its directory must be.
  private func keepDirectories(
    above path: RootPath, _ text: [UInt8], _ speaker: Speaker, _ run: Run
  ) throws(PlanningError) {
    var place = path.parent
    while !place.isRoot {
      let resolution: Resolution
      do { resolution = try run.root.resolve(place) } catch {
        if error.code == .symlinkLoop { return }
        throw .root(error)
      }
      if resolution.entry?.isDirectory == true {
        let reason = Reason(speaker.rule, .likely, from: speaker.file.path, detail: text)
        try run.keep(place, because: reason, standing: .passive)
        if run.isPrivate(resolution.path) { addBase(resolution.path) }
        return
      }
      place = place.parent
    }
  }

  private func followGlob(
    _ pattern: [UInt8], by speaker: Speaker, in run: Run
  ) throws(PlanningError) {
    // `/usr/*` says nothing; a private directory's `*.conf` says all of them.
    guard let last = pattern.lastIndex(of: UInt8(ascii: "/")) else { return }
    let fixed = pattern.prefix { !Self.isGlobByte($0) }
    guard let slash = fixed.lastIndex(of: UInt8(ascii: "/")) else { return }
    let directory = RootPath(pattern[..<slash])
    guard run.isPrivate(directory) || pattern[last...].contains(UInt8(ascii: ".")) else {
      return
    }
    // `/**/*.conf` is about trees of somebody else, and looking for it would go through all of this one, file systems of the kernel too.
    guard !directory.isRoot, !run.ignoresMention(of: directory.appending(Array("x".utf8))) else {
      return
    }
    // What merely looks like a pattern says nothing.
    guard let glob = try? Glob(pattern) else { return }
    let found = try reading { () throws(RootError) in try run.root.glob(glob) }
    try run.keep(
      directory, because: Reason(speaker.rule, .likely, from: speaker.file.path, detail: pattern),
      standing: .passive)
    for path in found.prefix(4096) {
      let resolution = try reading { () throws(RootError) in try run.root.resolve(path) }
      try keep(path, resolution, pattern, speaker, run)
    }
  }

  // MARK: Text

  /// A path cut where a pattern or an option list begins.
  struct Cut {
    var path: [UInt8]
    var isGlob = false
    /// What follows the directory, where that is completed when the program runs.
    var template: PathTemplate?
  }

  static func cut(_ text: [UInt8]) -> Cut? {
    var path = text
    if let end = path.firstIndex(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "$") }) {
      guard let slash = path[..<end].lastIndex(of: UInt8(ascii: "/")), slash > 0 else { return nil }
      return Cut(path: Array(path[..<slash]), template: PathTemplate(path[(slash + 1)...]))
    }
    if let end = path.firstIndex(where: { ",=#^!".utf8.contains($0) }) {
      path.removeSubrange(end...)
    }
    while let last = path.last, last == UInt8(ascii: ".") || last == UInt8(ascii: "]") {
      path.removeLast()
    }
    guard path.count > 1 else { return nil }
    return Cut(path: path, isGlob: path.contains(where: isGlobByte))
  }

  static func isGlobByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: "{")
  }

  private static func isKernel(_ path: RootPath) -> Bool {
    path.isWithin("/proc") || path.isWithin("/sys") || path.isWithin("/dev")
  }
}
