internal import Roots
public import Terminal

extension Comparison {
  /// For people: in parts, the weightiest first, and at the end how much of what.
  ///
  /// - Parameters:
  ///   - key: which parts; nil for packages where any are known, else directories.
  ///   - all: every path by itself; otherwise what came or went with its directory is folded into that, and long parts are cut.
  public func text(by key: DifferenceGroup.Key? = nil, all: Bool = false, style: TextStyle)
    -> String
  {
    if differences.isEmpty { return "" }
    var text = style.bold("--- \(old.label)") + style.faint("  \(amount(old.total))") + "\n"
    text += style.bold("+++ \(new.label)") + style.faint("  \(amount(new.total))") + "\n"
    let key = key ?? (knowsPackages ? .package : .directory)
    for group in groups(by: key, folding: !all) {
      text += "\n" + style.bold(title(of: group, key)) + style.faint(": " + sums(group.sums)) + "\n"
      let shown = all ? group.lines[...] : group.lines.prefix(Self.shownLines)
      for line in shown { text += "  " + self.line(line, style) + "\n" }
      if group.lines.count > shown.count {
        text += style.faint("  ... and \(group.lines.count - shown.count) more (--all)") + "\n"
      }
    }
    return text + "\n" + summary()
  }

  /// Of one part, text shows this many lines.
  private static let shownLines = 12

  private func title(of group: DifferenceGroup, _ key: DifferenceGroup.Key) -> String {
    guard let name = group.name else { return "no package" }
    guard key == .package else { return name }
    switch (group.oldVersion, group.newVersion) {
    case (let old, let new) where old == new || new.isEmpty: return "\(name) \(old)"
    case ("", let new): return "\(name) \(new)"
    case (let old, let new): return "\(name) \(old) -> \(new)"
    }
  }

  private func line(_ line: DifferenceGroup.Line, _ style: TextStyle) -> String {
    let difference = line.difference
    switch difference.change {
    case .added: return style.green("+ ") + path(difference, difference.new, line.below, style)
    case .removed: return style.red("- ") + path(difference, difference.old, line.below, style)
    case .changed:
      let details = difference.aspects.map { describe($0, difference) }.joined(separator: ", ")
      return style.yellow("~ ") + "\(difference.path)" + "  " + style.faint(details)
    }
  }

  private func path(
    _ difference: Difference, _ item: Snapshot.Item?, _ below: Amount, _ style: TextStyle
  ) -> String {
    guard let item else { return "\(difference.path)" }
    switch item.entry.kind {
    case .directory:
      let slash = difference.path.isRoot ? "" : "/"
      let content = below.files == 0 ? "" : "  " + amount(below)
      return "\(difference.path)\(slash)" + style.faint(content)
    case .symlink:
      return "\(difference.path)"
        + style.faint(item.linkTarget.map { " -> \(printable($0))" } ?? "")
    case .regular: return "\(difference.path)  " + style.faint(sizeText(item.entry.size))
    default: return "\(difference.path)  " + style.faint(item.entry.kind.words)
    }
  }

  private func describe(_ aspect: Difference.Aspect, _ difference: Difference) -> String {
    guard let old = difference.old, let new = difference.new else { return aspect.rawValue }
    switch aspect {
    case .kind: return "\(old.entry.kind.words) -> \(new.entry.kind.words)"
    case .content:
      let (before, after) = (old.entry.size, new.entry.size)
      return before == after ? "content" : "content, \(before) -> \(after) bytes"
    case .target: return "leads to \(target(old)) -> \(target(new))"
    case .device: return "device \(device(old)) -> \(device(new))"
    case .mode: return "mode \(octal(old.entry.mode)) -> \(octal(new.entry.mode))"
    case .owner:
      return "owner \(old.entry.uid):\(old.entry.gid) -> \(new.entry.uid):\(new.entry.gid)"
    case .attributes: return describeAttributes(old.attributes ?? [], new.attributes ?? [])
    }
  }

  private func describeAttributes(
    _ old: [ExtendedAttribute], _ new: [ExtendedAttribute]
  ) -> String {
    var parts: [String] = []
    for attribute in old where !new.contains(attribute) {
      let isThere = new.contains { $0.name == attribute.name }
      parts.append("\(isThere ? "another" : "no more") \(printable(attribute.name))")
    }
    for attribute in new where !old.contains(where: { $0.name == attribute.name }) {
      parts.append("new \(printable(attribute.name))")
    }
    return parts.joined(separator: ", ")
  }

  private func target(_ item: Snapshot.Item) -> String { printable(item.linkTarget ?? []) }

  private func device(_ item: Snapshot.Item) -> String {
    item.entry.device.map { "\($0.major):\($0.minor)" } ?? "?"
  }

  private func amount(_ amount: Amount) -> String {
    "\(countText(amount.files, "file")), \(sizeText(amount.bytes))"
  }

  private func sums(_ sums: Sums) -> String {
    var parts: [String] = []
    if let count = sums.paths[.added] {
      parts.append("\(count) added +\(sizeText(sums.added.bytes))")
    }
    if let count = sums.paths[.removed] {
      parts.append("\(count) removed -\(sizeText(sums.removed.bytes))")
    }
    if let count = sums.paths[.changed] { parts.append("\(count) changed\(delta(sums))") }
    return parts.joined(separator: ", ")
  }

  private func delta(_ sums: Sums) -> String {
    if sums.changedNew == sums.changedOld { return "" }
    return sums.changedNew > sums.changedOld
      ? " +\(sizeText(sums.changedNew - sums.changedOld))"
      : " -\(sizeText(sums.changedOld - sums.changedNew))"
  }

  private func summary() -> String {
    let sums = sums
    var text = ""
    for change in Difference.Change.allCases {
      let size =
        switch change {
        case .added: sizeText(sums.added.bytes)
        case .removed: sizeText(sums.removed.bytes)
        case .changed: "\(sizeText(sums.changedOld)) -> \(sizeText(sums.changedNew))"
        }
      let name = change.rawValue + String(repeating: " ", count: 9 - change.rawValue.count)
      text += "\(name)\(countText(sums.paths[change] ?? 0, "path")), \(size)\n"
    }
    return text
  }
}

extension Entry.Kind {
  /// In words.
  var words: String {
    switch self {
    case .regular: "file"
    case .directory: "directory"
    case .symlink: "link"
    case .characterDevice: "character device"
    case .blockDevice: "block device"
    case .fifo: "fifo"
    case .socket: "socket"
    }
  }
}

/// A mode as ls and chmod write it in numbers, four digits.
func octal(_ mode: UInt16) -> String {
  let digits = String(mode, radix: 8)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
