internal import Packages
internal import Planning
internal import Roots
internal import Terminal

/// Files and bytes, hard links to one file counted once.
private struct Sum {
  var files = 0
  var bytes: UInt64 = 0
  private var seen: Set<Entry.Identity> = []

  mutating func add(_ entry: Entry) {
    guard entry.isRegular, entry.linkCount <= 1 || seen.insert(entry.identity).inserted else {
      return
    }
    files += 1
    let (sum, isTooMuch) = bytes.addingReportingOverflow(entry.size)
    bytes = isTooMuch ? .max : sum
  }
}

extension Why {
  /// How much of what is below a directory is kept, by which rules, and the largest files.
  func content(of directory: RootPath) throws(PlanningError) -> String {
    var all = Sum()
    for (path, kind) in try run.index.everything()
    where kind == .regular && path.isWithin(directory) {
      let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
      if let entry { all.add(entry) }
    }
    let below = run.keptInOrder.filter { $0.isWithin(directory) }
    return sums(of: below, among: all, "below it")
  }

  /// A package: how much of it is kept, and each file with its reason.
  func text(of package: Package) throws(PlanningError) -> String {
    var all = Sum()
    var files: [RootPath] = []
    for path in run.packages.files(of: package) {
      let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
      // Links in place of directories, such as /bin, are in many packages' lists.
      guard let entry, !entry.isDirectory, run.packages.owner(of: path) == package else {
        continue
      }
      all.add(entry)
      files.append(path)
    }
    let kept = files.filter { run.isKept($0) }.sorted()
    let name = printable(package.name) + " " + printable(package.version)
    var text = style.bold("the package \(name)") + "\n"
    text += sums(of: kept, among: all, "of it")
    if kept.isEmpty { text += try spokenFor(files.sorted()) }
    for path in kept {
      text += "\(path)\n"
      let reasons = run.reasons(for: path) ?? []
      for reason in showsAll ? reasons[...] : reasons.prefix(1) { text += "  \(reason.sentence)\n" }
    }
    if showsAll {
      for path in files.sorted() where !run.isKept(path) {
        text += style.faint("\(path)\n  is not kept\n")
      }
    }
    return text
  }

  /// What spoke for files of a package of which nothing is kept, and the evidence that would keep some.
  private func spokenFor(_ files: [RootPath]) throws(PlanningError) -> String {
    var text = ""
    for path in files {
      for note in run.notes(about: path) { text += "  \(note.text)\n" }
      if let reason = run.declinedReasons(for: path).first {
        text += "  \(path): \(reason.sentence), which is not enough\n"
      }
    }
    for level in Evidence.allCases where level > run.request.evidence {
      var request = run.request
      request.evidence = level
      let other = try trials.run(request)
      let count = files.count { other.isKept($0) }
      if count > 0 {
        return text + "  --evidence \(level.rawValue) keeps \(countText(count, "file")) of it\n"
      }
    }
    return text
  }

  private func sums(of paths: [RootPath], among all: Sum, _ place: String) -> String {
    var kept = Sum()
    var rules: [String: Sum] = [:]
    var largest: [(path: RootPath, size: UInt64)] = []
    for path in paths {
      guard let entry = run.records[path]?.entry, entry.isRegular else { continue }
      kept.add(entry)
      rules[run.reasons(for: path)?.first?.rule.rawValue ?? "", default: Sum()].add(entry)
      largest.append((path, entry.size))
    }
    var text =
      "  \(kept.files) of \(countText(all.files, "file")) \(place) \(kept.files == 1 ? "is" : "are") "
      + "kept, \(sizeText(kept.bytes)) of \(sizeText(all.bytes))\n"
    guard kept.files > 1 else { return text }
    let parts = rules.sorted { ($0.value.bytes, $1.key) > ($1.value.bytes, $0.key) }
    text += "  by the first reason of each:\n"
    for (rule, sum) in parts {
      text += "    \(padded(sizeText(sum.bytes)))  \(rule), \(countText(sum.files, "file"))\n"
    }
    if place == "below it" {
      text += "  the largest:\n"
      for file in largest.sorted(by: { ($0.size, $1.path) > ($1.size, $0.path) }).prefix(5) {
        text += "    \(padded(sizeText(file.size)))  \(file.path)\n"
      }
    }
    return text
  }

  private func padded(_ text: String) -> String {
    String(repeating: " ", count: max(0, 9 - text.utf8.count)) + text
  }
}
