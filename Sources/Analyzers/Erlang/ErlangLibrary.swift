internal import Planning
internal import Roots

/// The applications of the installations of Erlang and Elixir that a root has: what any program finds there by the name of a module.
///
/// An installation is a directory with `lib/kernel-VERSION` and `lib/stdlib-VERSION` whose `releases/VERSION/OTP_VERSION` tells it from a
/// release, which has only what it needs and stays whole. Elixir is `lib/elixir` beside `bin/elixir`.
struct ErlangLibrary {
  /// One application of an installation.
  struct Application {
    var name: [UInt8]
    /// `LIB/NAME-VERSION`.
    var directory: RootPath
    /// The installation that it lies in.
    var home: RootPath
    /// The names of its modules, in order.
    var modules: [[UInt8]] = []
  }

  /// In path order.
  private(set) var applications: [Application] = []
  /// Indices of `applications`, by their names.
  private(set) var named: [[UInt8]: [Int]] = [:]
  /// The application that has a module, and the file, by the name of the module.
  private(set) var modules: [[UInt8]: (application: Int, path: RootPath)] = [:]
  private(set) var homes: [RootPath] = []
  /// Every name of a module, an application or a boot script (which stands for a file).
  private(set) var names: Set<[UInt8]> = []
  private(set) var bootScripts: [[UInt8]: RootPath] = [:]

  init(_ run: Run) throws(PlanningError) {
    for path in try run.index.paths(named: "OTP_VERSION".utf8) {
      let home = path.parent.parent.parent
      guard path.parent.parent.name.elementsEqual("releases".utf8), !home.isRoot else { continue }
      try add(home, needing: ["kernel", "stdlib"], run)
    }
    for path in try run.index.paths(named: "elixir.app".utf8) {
      // HOME/lib/elixir/ebin/elixir.app
      let home = path.parent.parent.parent.parent
      guard path.parent.parent.parent.name.elementsEqual("lib".utf8), !home.isRoot,
        exists(home.appending("bin").appending("elixir"), run)
      else { continue }
      try add(home, needing: ["elixir"], run)
    }
    names = Set(named.keys).union(modules.keys).union(bootScripts.keys)
  }

  private mutating func add(
    _ home: RootPath, needing needed: [String], _ run: Run
  ) throws(PlanningError) {
    guard !homes.contains(home) else { return }
    var found: [Application] = []
    for child in try children(of: home.appending("lib"), run) where child.kind == .directory {
      let directory = home.appending("lib").appending(child.name)
      guard exists(directory.appending("ebin"), run) else { continue }
      let name = Array(child.name.prefix { $0 != UInt8(ascii: "-") })
      found.append(Application(name: name, directory: directory, home: home))
    }
    guard needed.allSatisfy({ name in found.contains { $0.name.elementsEqual(name.utf8) } }) else {
      return
    }
    homes.append(home)
    for application in found {
      let index = applications.count
      applications.append(application)
      named[application.name, default: []].append(index)
      let ebin = application.directory.appending("ebin")
      for file in try children(of: ebin, run) where file.name.hasSuffix(".beam") {
        let module = Array(file.name.dropLast(5))
        modules[module] = (index, ebin.appending(file.name))
        applications[index].modules.append(module)
      }
    }
    for file in try children(of: home.appending("bin"), run) where file.name.hasSuffix(".boot") {
      bootScripts[Array(file.name.dropLast(5))] = home.appending("bin").appending(file.name)
    }
  }

  /// The installation whose emulator or start scripts a file is; nil where it is neither.
  func home(startedBy path: RootPath) -> RootPath? {
    guard path.parent.name.elementsEqual("bin".utf8) else { return nil }
    return homes.first { home in
      path.parent.parent == home
        || (path.parent.parent.parent == home && path.parent.parent.name.starts(with: "erts-".utf8))
    }
  }

  /// Whether an installation is one of Elixir, whose applications say nothing of the versions that they rely on.
  func isElixir(_ home: RootPath) -> Bool {
    named[Array("elixir".utf8)]?.contains { applications[$0].home == home } == true
  }

  private func exists(_ path: RootPath, _ run: Run) -> Bool {
    (try? run.root.resolve(path).entry) != nil
  }

  private func children(of directory: RootPath, _ run: Run) throws(PlanningError) -> [Child] {
    try reading { () throws(RootError) in try run.root.children(of: directory) ?? [] }
  }
}
