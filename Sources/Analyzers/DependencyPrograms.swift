internal import Packages
internal import Planning
internal import Profiles
internal import Roots

/// Programs of the packages that a file's package depends on, or recommends or suggests and people asked for, or that people asked for and are of its source: a string that is the name of one says why it does.
final class DependencyPrograms {
  private let run: Run
  private var known: [Package: [BytesKey: RootPath]] = [:]
  private lazy var alternatives = readAlternatives()

  init(run: Run) { self.run = run }

  /// By name, those of the packages that the owner of a file depends on directly, recommends or suggests.
  func programs(forOwnerOf file: RootPath) -> [BytesKey: RootPath] {
    guard let owner = run.packages.owner(of: file) else { return [:] }
    if let programs = known[owner] { return programs }
    var programs: [BytesKey: RootPath] = [:]
    // What it can do without, where people asked for that by name.
    let optional =
      (run.packages.recommendations(of: owner) + run.packages.suggestions(of: owner))
      .filter(\.isRequested)
    // A library of a program's own source works for that program (`python3-x` for `x`).
    let kin = run.packages.requested.filter { $0.source == owner.source && $0 != owner }
    for package in run.packages.dependencies(of: owner) + optional + kin
    where !package.isEssential {
      for path in run.packages.files(of: package) + ownFamily(of: package)
      where path.parent.holdsPrograms && !path.name.starts(with: "python".utf8) {
        programs[BytesKey(Array(path.name))] = path
        for name in alternatives[path] ?? [] { programs[BytesKey(Array(name.name))] = name }
      }
    }
    known[owner] = programs
    return programs
  }

  /// The names under which update-alternatives(1) offers programs: `/usr/bin/convert` for `/usr/bin/convert-im6.q16`, which belong to no package.
  private func readAlternatives() -> [RootPath: [RootPath]] {
    let place: RootPath = "/etc/alternatives"
    var result: [RootPath: [RootPath]] = [:]
    for child in (try? run.root.children(of: place)) ?? [] where child.kind == .symlink {
      guard let target = try? run.root.linkTarget(at: place.appending(child.name)) else { continue }
      let path = RootPath(target)
      let name = path.parent.appending(child.name)
      guard name != path, path.parent.holdsPrograms,
        let leads = try? run.root.linkTarget(at: name), leads == place.appending(child.name).bytes
      else { continue }
      result[path, default: []].append(name)
    }
    return result
  }

  /// What a package without files of its own stands for (`gnupg` for `gpg`).
  private func ownFamily(of package: Package) -> [RootPath] {
    run.packages.dependencies(of: package).filter {
      $0.source == package.source && !$0.isEssential
    }.flatMap { run.packages.files(of: $0) }
  }

  /// Keeps those that a file's strings, given in order, name.
  ///
  /// - Parameter scripts: whether they may be scripts too. Those in a library's own language are other ways into libraries, and have their names.
  func keep(
    namedBy literals: [[UInt8]], in file: RootPath, scripts: Bool = true
  ) throws(PlanningError) {
    let programs = programs(forOwnerOf: file)
    if programs.isEmpty { return }
    // As for a program of the application: who packaged it knows what it starts, and that has its data.
    let isOwn =
      run.packages.owner(of: file).map { run.leadingSources().contains($0.source) } ?? false
    for name in literals {
      guard let path = programs[BytesKey(name)], !run.isLeftOut(path),
        !run.profiles.has(name: name, in: .administrationCommands)
      else { continue }
      if !scripts {
        guard let real = try? run.root.resolve(path).path, try run.isObject(real) else { continue }
      }
      try run.keep(
        path, because: Reason(.program, .likely, from: file, detail: name),
        standing: isOwn ? .leading : .supporting)
    }
  }
}
