internal import Planning
internal import Roots

extension Comparison {
  /// pith.diff/1, one difference a line; docs/formats.md describes it.
  public func json() -> [UInt8] {
    var out = JSONText()
    out.raw("{\"schema\":\"pith.diff/1\",\"old\":")
    out.side(old)
    out.raw(",\"new\":")
    out.side(new)
    out.raw(",\"differences\":[")
    for (index, difference) in differences.enumerated() {
      out.raw(index == 0 ? "\n{" : ",\n{")
      out.path("path", difference.path.bytes)
      out.raw(",\"change\":\"\(difference.change.rawValue)\",\"aspects\":[")
      out.raw(difference.aspects.map { "\"\($0.rawValue)\"" }.joined(separator: ","))
      out.raw("],\"package\":")
      if let package = package(of: difference) { out.string(package) } else { out.raw("null") }
      out.raw(",\"old\":")
      out.item(difference.old)
      out.raw(",\"new\":")
      out.item(difference.new)
      out.raw("}")
    }
    out.raw("\n],\"directories\":[")
    out.groups(groups(by: .directory, folding: false), named: "path")
    out.raw("\n],\"packages\":[")
    out.groups(groups(by: .package, folding: false), named: "name")
    out.raw("\n],\"sums\":")
    out.sums(sums)
    out.raw("}\n")
    return out.bytes
  }
}

extension JSONText {
  fileprivate mutating func side(_ side: Snapshot) {
    let total = side.total
    raw("{\"label\":")
    string(side.label)
    raw(",\"files\":\(total.files),\"bytes\":\(total.bytes)}")
  }

  fileprivate mutating func item(_ item: Snapshot.Item?) {
    guard let item else { return raw("null") }
    raw("{\"kind\":\"\(item.entry.kind.rawValue)\",\"size\":\(item.entry.size)")
    raw(",\"mode\":\"\(octal(item.entry.mode))\"")
    raw(",\"uid\":\(item.entry.uid),\"gid\":\(item.entry.gid)")
    if let target = item.linkTarget {
      raw(",")
      path("target", target)
    }
    if let device = item.entry.device { raw(",\"device\":\"\(device.major):\(device.minor)\"") }
    if let attributes = item.attributes, !attributes.isEmpty {
      raw(",\"attributes\":{")
      for (index, attribute) in attributes.enumerated() {
        if index > 0 { raw(",") }
        string(printable(attribute.name))
        raw(":\"\(base64(attribute.value))\"")
      }
      raw("}")
    }
    raw("}")
  }

  fileprivate mutating func groups(_ groups: [DifferenceGroup], named key: String) {
    for (index, group) in groups.enumerated() {
      raw(index == 0 ? "\n{\"\(key)\":" : ",\n{\"\(key)\":")
      if let name = group.name { string(name) } else { raw("null") }
      if key == "name", group.name != nil {
        raw(",\"oldVersion\":")
        string(group.oldVersion)
        raw(",\"newVersion\":")
        string(group.newVersion)
      }
      raw(",\"sums\":")
      sums(group.sums)
      raw("}")
    }
  }

  fileprivate mutating func sums(_ sums: Sums) {
    let paths = sums.paths
    raw(
      "{\"added\":{\"paths\":\(paths[.added] ?? 0),\"bytes\":\(sums.added.bytes)},"
        + "\"removed\":{\"paths\":\(paths[.removed] ?? 0),\"bytes\":\(sums.removed.bytes)},"
        + "\"changed\":{\"paths\":\(paths[.changed] ?? 0),"
        + "\"oldBytes\":\(sums.changedOld),\"newBytes\":\(sums.changedNew)}}")
  }
}
