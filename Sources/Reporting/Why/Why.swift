internal import Packages
public import Planning
internal import Roots
public import Terminal

/// The answer of `pith why`: the shortest chain of reasons from the request to a file; for a directory or a package the sums; for what is not
/// kept, what would have to hold for it to be.
public struct Why {
  public let run: Run
  /// Whether every reason is listed instead of one chain.
  public let showsAll: Bool
  public let style: TextStyle
  let trials: Trials

  public init(
    run: Run, showsAll: Bool = false, style: TextStyle = .plain,
    replan: @escaping (Request) throws(PlanningError) -> Run
  ) {
    self.run = run
    self.showsAll = showsAll
    self.style = style
    trials = Trials(replan: replan)
  }

  /// - Parameter subject: a path; or, without a slash, the name of a package, else that of files.
  /// - Throws: where nothing has that name.
  public func text(about subject: String) throws(PlanningError) -> String {
    if subject.utf8.contains(UInt8(ascii: "/")) { return try text(at: RootPath(subject)) }
    if let package = run.packages.package(named: subject) { return try text(of: package) }
    let paths = try run.index.paths(named: subject.utf8)
    if paths.isEmpty {
      throw .request(
        "cannot explain '\(subject)': no package and no file of \(run.root.label) has that name")
    }
    var text = ""
    for path in paths.prefix(Self.shownFiles) {
      text += (text.isEmpty ? "" : "\n") + (try self.text(at: path))
    }
    if paths.count > Self.shownFiles {
      text += "\n\(paths.count - Self.shownFiles) more files have that name: give a path\n"
    }
    return text
  }

  /// Of files with one name, this many are told.
  private static let shownFiles = 10

  private func text(at path: RootPath) throws(PlanningError) -> String {
    if run.isKept(path) { return try kept(path) }
    let resolution = try reading { () throws(RootError) in try run.root.resolve(path) }
    guard resolution.entry != nil else {
      throw .request(
        resolution.path == path
          ? "cannot explain '\(path)': it is not in \(run.root.label)"
          : "cannot explain '\(path)': it leads to \(resolution.path), which is not in \(run.root.label)"
      )
    }
    if resolution.path == path { return try notKept(path) }
    return "\(path) leads to \(resolution.path)\n"
      + (run.isKept(resolution.path)
        ? try kept(resolution.path) : try notKept(resolution.path))
  }

  private func kept(_ path: RootPath) throws(PlanningError) -> String {
    guard let record = run.records[path] else { return "" }
    var text = style.bold("\(path)") + " is kept" + describe(record.entry, path) + "\n"
    if showsAll {
      for reason in run.reasons(for: path) ?? [] { text += "  \(reason.sentence)\n" }
    } else {
      text += chain(to: path)
    }
    if record.entry.isDirectory { text += try content(of: path) }
    return text
  }

  /// ": 839.3 kB, of the package libzstd1", as far as there is something to say.
  func describe(_ entry: Entry, _ path: RootPath) -> String {
    var parts: [String] = []
    if entry.isRegular { parts.append(sizeText(entry.size)) }
    if let package = run.packageName(of: path) { parts.append("of the package \(package)") }
    return parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
  }

  /// The chain as a tree with one branch: the file's own reason, then that of the file that asks, to one that the request itself gives.
  func chain(to path: RootPath) -> String {
    var text = ""
    let branch = style.hasBoxes ? "└── " : "`-- "
    for (index, step) in run.chain(to: path).enumerated() {
      let indent =
        index == 0 ? "" : String(repeating: "    ", count: index - 1) + style.faint(branch)
      text += "  " + indent + (index == 0 ? "" : "\(step.path): ") + step.reason.sentence + "\n"
    }
    return text
  }
}
