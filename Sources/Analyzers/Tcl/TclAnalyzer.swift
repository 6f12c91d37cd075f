internal import Planning
internal import Roots

/// Tcl: the packages that a program requires, found as `package require` finds them.
///
/// A directory with a pkgIndex.tcl says which packages are in it (pkg_mkIndex(n)); what is required brings that directory, and the pkgIndex.tcl of those above
/// it, which lead there. `exec` brings programs.
final class TclAnalyzer: Analyzer {
  let name = "tcl"
  /// Whether anything runs Tcl here.
  private var isUsed = false
  private var sources: [RootPath] = []
  private var directories: [[UInt8]: [RootPath]]?
  private var done: Set<[UInt8]> = []

  private static let index = Array("pkgIndex.tcl".utf8)
  private static let largestSource: UInt64 = 4 << 20

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    if Self.isLibrary(file.path) {
      if isUsed { return }
      isUsed = true
      for path in sources {
        if let file = run.keptFile(at: path) { try read(file, run) }
      }
      return
    }
    guard file.entry.size <= Self.largestSource, try Self.isSource(file, run) else { return }
    if isUsed { try read(file, run) } else { sources.append(file.path) }
  }

  private func read(_ file: KeptFile, _ run: Run) throws(PlanningError) {
    guard !file.path.name.elementsEqual(Self.index) else { return }
    let source = try reading { () throws(RootError) in
      try run.root.withContent(of: file.path) { (text) throws(RootError) in TclSource(text) }
    }
    for name in source.required.sortedByBytes()
    where done.insert(name).inserted {
      for directory in try packages(run)[name] ?? [] {
        try keep(directory, Reason(.tclPackage, .likely, from: file.path, detail: name), run)
      }
    }
    for program in source.programs.sortedByBytes() {
      let path =
        program.first == UInt8(ascii: "/")
        ? RootPath(program) : try run.startableProgram(named: program)
      guard let path else { continue }
      try run.keep(
        path, because: Reason(.program, .likely, from: file.path, detail: program),
        standing: file.standing)
    }
  }

  private func keep(_ directory: RootPath, _ reason: Reason, _ run: Run) throws(PlanningError) {
    try run.keepTree(
      directory, because: reason, standing: .supporting,
      leaveOut: { path, kind in run.isDocumentation(path) || run.isLitter(path, kind) })
    var place = directory.parent
    while run.isPrivate(place) {
      try run.keep(place.appending(Self.index), because: reason)
      place = place.parent
    }
  }

  /// Which directories offer which packages.
  private func packages(_ run: Run) throws(PlanningError) -> [[UInt8]: [RootPath]] {
    if let directories { return directories }
    var result: [[UInt8]: [RootPath]] = [:]
    for path in try run.index.paths(named: Self.index) {
      let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
      guard let entry, entry.isRegular, entry.size <= Self.largestSource else { continue }
      let source = try reading { () throws(RootError) in
        try run.root.withContent(of: path) { (text) throws(RootError) in TclSource(text) }
      }
      for name in source.offered { result[name, default: []].append(path.parent) }
    }
    directories = result
    return result
  }

  private static func isLibrary(_ path: RootPath) -> Bool {
    let name = path.name
    return (name.starts(with: "libtcl".utf8) || name.starts(with: "tclsh".utf8))
      && !path.isWithin("/usr/share")
  }

  private static func isSource(_ file: KeptFile, _ run: Run) throws(PlanningError) -> Bool {
    let name = file.path.name
    if let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex {
      let ending = name[(dot + 1)...]
      return [".tcl", ".tk", ".tm", ".itcl", ".exp"].contains {
        ending.elementsEqual($0.utf8.dropFirst())
      }
    }
    guard file.standing == .leading || file.entry.isExecutable else { return false }
    let start = try run.head(of: file.path)
    // Also the old way: a script of sh that says `exec tclsh "$0"`.
    guard start.starts(with: Array("#!".utf8)) else { return false }
    let text = String(decoding: start, as: UTF8.self)
    return ["tclsh", "wish", "expect"].contains { text.contains($0) }
  }
}

extension Reason.Rule {
  /// A package of Tcl that a script requires.
  static let tclPackage = Reason.Rule(rawValue: "tcl-package")
}
