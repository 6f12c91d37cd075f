internal import Packages
internal import Planning
internal import Profiles
internal import Roots
internal import Shell

/// The small programs that come in a server's own package: who runs `chronyd` asks it by `chronyc`, from outside or in a health check.
///
/// A server is what the application starts from a directory for daemons, or by a name that says so. Packages of many tools are no server's. The
/// tools are offered, and may cost next to nothing.
enum ServerTools {
  static func offer(
    besides file: KeptFile, of owner: Package, _ run: Run
  ) throws(PlanningError) {
    var tools: [RootPath] = []
    for path in run.packages.files(of: owner) where directories.contains(path.parent) {
      let isHeard = run.profiles.has(name: path.name, in: .administrationCommands)
      if !isHeard, !run.isLeftOut(path), !file.names.contains(path), path != file.path {
        tools.append(path)
      }
    }
    guard tools.count <= mostTools, isServer(file, besides: tools) else { return }
    for tool in tools where try !isShellScript(tool, run) {
      try RelatedPrograms.offer(
        tool, because: Reason(.serverTool, .likely, from: file.path, detail: Array(tool.name)), run)
    }
  }

  /// Those of shell scripts bring whatever they run.
  private static func isShellScript(_ path: RootPath, _ run: Run) throws(PlanningError) -> Bool {
    let real = try reading { () throws(RootError) in try run.root.resolve(path) }
    guard real.entry?.isRegular == true else { return false }
    return Shebang(try run.head(of: real.path)).map { Shebang.isShell($0.programName) } ?? false
  }

  private static func isServer(_ file: KeptFile, besides tools: [RootPath]) -> Bool {
    (file.names + [file.path]).contains { path in
      let name = path.name
      if path.parent.name.elementsEqual("sbin".utf8) { return true }
      if ["server", "daemon"].contains(where: name.hasSuffix) { return true }
      // Many names end so: a daemon's tools begin as it does (`timec` of `timed`).
      guard name.hasSuffix("d"), name.count > 4 else { return false }
      return tools.contains { $0.name.starts(with: name.dropLast()) }
    }
  }

  private static let mostTools = 16
  private static let directories: Set<RootPath> = [
    "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin",
  ]
}

extension Reason.Rule {
  /// A small program beside a server of the same package.
  static let serverTool = Reason.Rule(rawValue: "server-tool")
}
