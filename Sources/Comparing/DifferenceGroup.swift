internal import Roots

/// The differences of one package, or of one directory.
public struct DifferenceGroup {
  /// The package's name or the directory's path; nil for what no package owns.
  public var name: String?
  /// The package's versions on either side; empty where it is not installed, and for directories.
  public var oldVersion = ""
  public var newVersion = ""
  /// Ordered by path.
  public var lines: [Line] = []
  public var sums = Sums()

  /// One difference, or a directory that is new or gone with all that is below it.
  public struct Line {
    public var difference: Difference
    /// What is folded into a directory.
    public var below = Amount()
  }

  /// How a comparison is told in parts.
  public enum Key: String, Sendable, CaseIterable {
    case package, directory
  }
}

/// How much was added, removed and changed.
public struct Sums: Hashable, Sendable {
  public var added = Amount()
  public var removed = Amount()
  /// Paths that are not the same, of any kind.
  public var paths: [Difference.Change: Int] = [:]
  /// Bytes of changed files before and after.
  public var changedOld: UInt64 = 0
  public var changedNew: UInt64 = 0

  /// What has to be looked at: everything that came, went, or was replaced.
  var weight: UInt64 {
    [added.bytes, removed.bytes, changedNew, changedOld].reduce(0) {
      let (sum, isTooMuch) = $0.addingReportingOverflow($1)
      return isTooMuch ? .max : sum
    }
  }
}

/// Adds up differences; hard links count once on each side.
struct SumsTally {
  private var added = Tally()
  private var removed = Tally()
  private var old = Tally()
  private var new = Tally()
  private var paths: [Difference.Change: Int] = [:]

  mutating func add(_ difference: Difference) {
    paths[difference.change, default: 0] += 1
    switch (difference.old?.entry, difference.new?.entry) {
    case (nil, let entry?): added.add(entry)
    case (let entry?, nil): removed.add(entry)
    case (let before?, let after?):
      guard difference.aspects.contains(where: { $0 == .content || $0 == .kind }) else { return }
      old.add(before)
      new.add(after)
    case (nil, nil): break
    }
  }

  var sums: Sums {
    Sums(
      added: added.amount, removed: removed.amount, paths: paths, changedOld: old.amount.bytes,
      changedNew: new.amount.bytes)
  }
}

extension Comparison {
  /// All differences together.
  public var sums: Sums {
    var tally = SumsTally()
    for difference in differences { tally.add(difference) }
    return tally.sums
  }

  /// Whether a package owns any path that differs.
  public var knowsPackages: Bool { differences.contains { package(of: $0) != nil } }

  /// The differences in parts, the weightiest first; what no package owns comes last.
  ///
  /// - Parameter folding: whether a directory that is new or gone stands for what is below it (in the same part).
  public func groups(by key: DifferenceGroup.Key, folding: Bool = true) -> [DifferenceGroup] {
    var parts: [String?: [Difference]] = [:]
    for difference in differences {
      switch key {
      case .package: parts[package(of: difference), default: []].append(difference)
      case .directory:
        let top = folding ? topmost(difference) : difference.path
        parts["\(top.parent)", default: []].append(difference)
      }
    }
    let groups = parts.map { name, differences in
      var group = DifferenceGroup(name: name)
      var tally = SumsTally()
      for difference in differences { tally.add(difference) }
      group.sums = tally.sums
      group.lines = lines(differences, folding: folding)
      if key == .package, let name {
        group.oldVersion = old.owners?.version(of: name) ?? ""
        group.newVersion = new.owners?.version(of: name) ?? ""
      }
      return group
    }
    return groups.sorted { left, right in
      if (left.name == nil) != (right.name == nil) { return right.name == nil }
      if left.sums.weight != right.sums.weight { return left.sums.weight > right.sums.weight }
      return (left.name ?? "").utf8.lexicographicallyPrecedes((right.name ?? "").utf8)
    }
  }

  /// The package that owns a path: on the side that has it, else on the other.
  func package(of difference: Difference) -> String? {
    let sides = difference.old == nil ? [new, old] : [old, new]
    for side in sides {
      if let owner = side.owners?.packageName(of: difference.path) { return owner }
    }
    return nil
  }

  /// The highest directory above a path that came or went with it; the path itself where there is none.
  private func topmost(_ difference: Difference) -> RootPath {
    guard difference.change != .changed else { return difference.path }
    return difference.path.ancestors.first { changes[$0] == difference.change } ?? difference.path
  }

  private func lines(_ differences: [Difference], folding: Bool) -> [DifferenceGroup.Line] {
    var lines: [DifferenceGroup.Line] = []
    var tallies: [RootPath: Tally] = [:]
    for difference in differences {
      let entry = difference.new?.entry ?? difference.old?.entry
      if folding, difference.change != .changed,
        let above = difference.path.ancestors.first(where: { tallies[$0] != nil }),
        changes[above] == difference.change
      {
        if let entry { tallies[above]?.add(entry) }
        continue
      }
      if folding, difference.change != .changed, entry?.isDirectory == true {
        tallies[difference.path] = Tally()
      }
      lines.append(DifferenceGroup.Line(difference: difference))
    }
    for index in lines.indices {
      if let tally = tallies[lines[index].difference.path] { lines[index].below = tally.amount }
    }
    return lines
  }
}
