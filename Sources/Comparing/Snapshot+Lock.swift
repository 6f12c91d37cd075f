internal import Images
internal import Planning
public import Roots

extension Snapshot {
  /// pith.lock/1, one entry a line and in the order of paths, so that version control shows what changed: every path with mode, owner,
  /// target, attributes and digest, and the packages of what is kept. docs/contract.md describes it.
  ///
  /// - Throws: where content cannot be read.
  public func lock() throws(RootError) -> [UInt8] {
    var out = JSONText()
    out.raw("{\"schema\":\"pith.lock/1\",\"entries\":[")
    var names: Set<String> = []
    for (index, item) in items.enumerated() {
      out.raw(index == 0 ? "\n{" : ",\n{")
      let package = item.entry.isDirectory ? nil : owners?.packageName(of: item.path)
      if let package { names.insert(package) }
      try out.entry(item, package: package)
      out.raw("}")
    }
    out.raw("\n],\"packages\":[")
    for (index, package) in packages(names).enumerated() {
      out.raw(index == 0 ? "\n{\"name\":" : ",\n{\"name\":")
      out.string(package.name)
      out.raw(",\"version\":")
      out.string(package.version)
      out.raw("}")
    }
    out.raw("\n]}\n")
    return out.bytes
  }

  /// The packages that own a file or link of this side, sorted by name.
  var packages: [LockedPackage] {
    var names: Set<String> = []
    for item in items where !item.entry.isDirectory {
      if let name = owners?.packageName(of: item.path) { names.insert(name) }
    }
    return packages(names)
  }

  private func packages(_ names: Set<String>) -> [LockedPackage] {
    names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { LockedPackage(name: $0, version: owners?.version(of: $0) ?? "") }
  }
}

extension JSONText {
  fileprivate mutating func entry(
    _ item: Snapshot.Item, package: String?
  ) throws(RootError) {
    path("path", item.path.bytes)
    raw(",\"kind\":\"\(item.entry.kind.rawValue)\"")
    if item.entry.isRegular { raw(",\"size\":\(item.entry.size)") }
    raw(",\"mode\":\"\(octal(item.entry.mode))\"")
    raw(",\"uid\":\(item.entry.uid),\"gid\":\(item.entry.gid)")
    if let target = item.linkTarget {
      raw(",")
      path("target", target)
    }
    if let device = item.entry.device { raw(",\"device\":\"\(device.major):\(device.minor)\"") }
    if item.entry.isRegular, let digest = try item.digest() { raw(",\"digest\":\"\(digest)\"") }
    if let attributes = item.attributes, !attributes.isEmpty {
      raw(",\"attributes\":[")
      for (index, attribute) in attributes.enumerated() {
        raw(index == 0 ? "{" : ",{")
        path("name", attribute.name)
        raw(",\"value\":\"\(base64(attribute.value))\"}")
      }
      raw("]")
    }
    if let package {
      raw(",\"package\":")
      string(package)
    }
  }
}
