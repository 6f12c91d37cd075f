internal import Packages
internal import Planning
internal import Roots

/// Data that the author's text names by the file's name alone, where code computes the directory: `join(DATA, "features.def")`.
///
/// The name counts where only one file of the root has it, and that is data of a package from which something is kept, or on which such a package depends.
final class DependedData {
  private var waiting: [(file: RootPath, word: [UInt8], speaker: RootPath)] = []

  /// Takes note of a word for which the root has one file.
  func hear(
    _ word: [UInt8], of file: RootPath, _ speaker: KeptFile, _ run: Run
  ) throws(PlanningError) {
    guard speaker.standing == .leading, run.packages.owner(of: speaker.path) == nil,
      file.isWithin("/usr/share"), run.packages.owner(of: file) != nil,
      run.isPrivate(file.parent), !run.isDocumentation(file), !run.isModule(file),
      !run.isClaimed(file), !run.isLeftOut(file), !run.isKept(file)
    else { return }
    let entry = try reading { () throws(RootError) in try run.root.entry(at: file) }
    guard let entry, entry.isRegular, !entry.isExecutable, try !run.isCode(file) else { return }
    waiting.append((file, word, speaker.path))
  }

  /// Keeps those of packages that have come to be there.
  func settle(_ run: Run) throws(PlanningError) {
    guard !waiting.isEmpty, !run.hasWork else { return }
    let present = run.keptPackages(where: \.entry.isRegular)
    let needed = present.reduce(into: present) { $0.formUnion(run.packages.dependencies(of: $1)) }
    let answers = waiting
    waiting = []
    for answer in answers {
      guard let owner = run.packages.owner(of: answer.file), needed.contains(owner) else {
        waiting.append(answer)
        continue
      }
      try run.keep(
        answer.file,
        because: Reason(.configurationFile, .likely, from: answer.speaker, detail: answer.word),
        standing: .passive)
    }
  }
}
