internal import Packages
internal import Planning
internal import Profiles
internal import Roots
internal import Shell

/// The small programs that come in a server's own package: who runs `chronyd` asks it by `chronyc`, from outside or in a health check. So do those of
/// a package that people asked for by name and that is built from the same source: a client beside its server.
///
/// A server is what the application starts from a directory for daemons, or by a name that says so, or of a package with a unit for the init system.
/// Packages of many tools are no server's. What the package depends on and is built from the same source (`x-common`) counts as its own. The tools are offered, and may cost next to nothing; but a program or two that make up a package which
/// people asked for by name are what they wanted of it.
enum ServerTools {
  static func offer(
    besides file: KeptFile, of owner: Package, _ run: Run
  ) throws(PlanningError) {
    let parts = run.packages.dependencies(of: owner).filter {
      $0.source == owner.source && $0 != owner && !$0.isRequested
    }
    var tools = Self.tools(of: owner, besides: file, run)
    guard tools.count <= mostTools, isServer(file, of: [owner] + parts, besides: tools, run) else {
      return
    }
    for part in parts {
      let more = Self.tools(of: part, besides: file, run)
      if more.count <= mostTools { tools += more }
    }
    for other in run.packages.requested where other.source == owner.source && other != owner {
      let more = Self.tools(of: other, besides: file, run)
      if more.count <= mostClients {
        let reason = Reason(.package, .likely, from: file.path, detail: other.name)
        for tool in more { try RelatedPrograms.offer(tool, because: reason, run) }
      } else if more.count <= mostTools {
        tools += more
      }
    }
    for tool in tools where try !isShellScript(tool, run) {
      try RelatedPrograms.offer(
        tool, because: Reason(.serverTool, .likely, from: file.path, detail: Array(tool.name)), run)
    }
  }

  private static func tools(
    of package: Package, besides file: KeptFile, _ run: Run
  ) -> [RootPath] {
    run.packages.files(of: package).filter { path in
      path.parent.holdsPrograms
        && !run.profiles.has(name: path.name, in: .administrationCommands)
        && !run.isLeftOut(path) && !file.names.contains(path) && path != file.path
    }
  }

  /// Those of shell scripts bring whatever they run.
  private static func isShellScript(_ path: RootPath, _ run: Run) throws(PlanningError) -> Bool {
    let real = try reading { () throws(RootError) in try run.root.resolve(path) }
    guard real.entry?.isRegular == true else { return false }
    return Shebang(try run.head(of: real.path)).map { Shebang.isShell($0.programName) } ?? false
  }

  private static func isServer(
    _ file: KeptFile, of packages: [Package], besides tools: [RootPath], _ run: Run
  ) -> Bool {
    if tools.count <= mostBesideUnit,
      packages.contains(where: {
        run.packages.files(of: $0).contains { units.contains($0.parent) }
      })
    {
      return true
    }
    return (file.names + [file.path]).contains { path in
      let name = path.name
      if path.parent.name.elementsEqual("sbin".utf8) { return true }
      if ["server", "daemon"].contains(where: name.hasSuffix) { return true }
      // Many names end so: a daemon's tools begin as it does (`timec` of `timed`).
      guard name.hasSuffix("d"), name.count > 4 else { return false }
      return tools.contains { $0.name.starts(with: name.dropLast()) }
    }
  }

  private static let mostTools = 16
  private static let mostClients = 2
  /// A package that has a service may be of many tools all the same.
  private static let mostBesideUnit = 4
  private static let units: Set<RootPath> = [
    "/lib/systemd/system", "/usr/lib/systemd/system", "/etc/init.d",
  ]
}

extension Reason.Rule {
  /// A small program beside a server of the same package.
  static let serverTool = Reason.Rule(rawValue: "server-tool")
}
