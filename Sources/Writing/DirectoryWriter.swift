internal import Glibc
public import Images
public import Planning
public import Roots
public import SystemPackage

/// Makes a plan real as a directory: whole under its name, or not at all.
///
/// The tree is written beside the output under a temporary name and then renamed. An error, SIGINT, SIGTERM and SIGHUP leave nothing
/// behind. While `write` runs, these signals are the writer's: it throws `interrupted`, and who called it ends the process.
public struct DirectoryWriter {
  public let root: any Root
  public let output: FilePath
  /// Whether an output that is there already is replaced, in one step.
  public let force: Bool
  /// What must be known of the root before the output has its name; nil where nothing is being checked.
  public var checks: LayerChecks?

  public init(root: any Root, output: FilePath, force: Bool = false) {
    self.root = root
    self.output = output
    self.force = force
  }

  /// How far a writer is, for people who wait.
  public struct Progress: Sendable {
    public var entries: Int
    public var allEntries: Int
  }

  /// Throws what `write` would throw for the output's place alone; cheap, to be asked before the planning.
  public func checkPlace() throws(WritingError) {
    try OutputPlace(output).check(root: root, plan: nil, force: force)
  }

  /// Writes, reads back, and renames.
  ///
  /// The output may lie in the root (pith runs in the build stage that it reads), as long as nothing in it is to be kept.
  /// Owners, and what else the system does not let this process keep, are told in the summary's notes.
  ///
  /// - Parameter progress: called after each entry.
  @discardableResult
  public func write(
    _ plan: Plan, progress: (Progress) -> Void = { _ in }
  ) throws(WritingError) -> WrittenSummary {
    let place = try OutputPlace(output)
    try place.check(root: root, plan: plan, force: force)
    let tree = try PlanTree(plan)
    let interruption = Interruption()
    let staged = try place.stage()
    do throws(WritingError) {
      var builder = TreeBuilder(
        root: root, tree: tree, output: staged, path: place.stagedPath, label: place.label)
      try builder.build { (done) throws(WritingError) in
        progress(Progress(entries: done, allEntries: tree.entries.count))
        try interruption.check()
      }
      try builder.readBack(place.stagedPath)
      try checks.confirm(interruption)
      var summary = builder.summary
      if try place.publish(force: force) { removeReplaced(place, &summary) }
      return summary
    } catch {
      // What went wrong first is what people need to know.
      try? place.discard()
      throw error
    }
  }

  /// The result is in its place; that its predecessor cannot be removed is a remark.
  private func removeReplaced(_ place: borrowing OutputPlace, _ summary: inout WrittenSummary) {
    do throws(WritingError) {
      try place.discard()
    } catch {
      summary.notes.append(
        Note(kind: "leftover", text: "what '\(place.label)' was before is still there: \(error)"))
    }
  }
}

/// What was written.
public struct WrittenSummary: Sendable {
  /// Regular files, hard links to one file counted once.
  public var files = 0
  /// Their bytes.
  public var bytes: UInt64 = 0
  /// Everything, directories and links too.
  public var entries = 0
  /// What could not be kept: owners, attributes, devices, sockets.
  public var notes: [Note] = []
}
