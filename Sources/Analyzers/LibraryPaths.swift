internal import Planning
internal import Roots

/// Absolute paths in the code of libraries, whatever language it is in: what an object's data mentions, the source of a module does as well.
enum LibraryPaths {
  private static let zones: RootPath = "/usr/share/zoneinfo"

  /// Keeps what the words of a kept module name, as mentions are and as data of its own package.
  static func follow(
    _ words: Set<[UInt8]>, of module: RootPath, _ mentions: Mentions, _ run: Run
  ) throws(PlanningError) {
    guard let file = run.keptFile(at: module) else { return }
    for word in words.sortedByBytes() where word.first == UInt8(ascii: "/") {
      try OwnData.keep(
        word, namedBy: module, because: Reason(.mention, .likely, from: module), run)
      try follow(word, in: file, mentions, run)
    }
  }

  /// Keeps what `literal` names in the source of a module, as any mention is; the application's own code is read like its configuration.
  static func follow(
    _ literal: [UInt8], in file: KeptFile, _ mentions: Mentions, _ run: Run
  ) throws(PlanningError) {
    guard literal.first == UInt8(ascii: "/"), literal.count > 4 else { return }
    try mentions.follow(
      literal, by: Mentions.Speaker(file: file, executes: false, rule: .mention), in: run)
    if RootPath(literal) == zones { try keepZones(for: file.path, run) }
  }

  /// Which zones will be asked for only the run decides: all of them, without the copies that profiles leave out.
  static func keepZones(for file: RootPath?, _ run: Run) throws(PlanningError) {
    guard let real = try? run.root.resolve(zones).path else { return }
    try run.keepTree(
      real, because: Reason(.timeZone, .likely, from: file), standing: .passive)
  }
}
