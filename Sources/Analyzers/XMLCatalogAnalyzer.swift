internal import Planning
internal import Roots

/// Catalogues of XML: which file of this machine stands for a public identifier or an address on the network.
///
/// The one in /etc/xml, which readers of XML know, leads to further ones. Each comes where something that it leads to is kept: without it, who asks for
/// a document type or a style sheet by its address would look for it on the network. Source: OASIS, "XML Catalogs".
final class XMLCatalogAnalyzer: Analyzer {
  let name = "xml-catalog"
  private var tree: [Catalog]?
  private var keptBefore = -1

  private static let first: RootPath = "/etc/xml/catalog"
  private static let largest: UInt64 = 1 << 20
  private static let most = 200

  private struct Catalog {
    var path: RootPath
    /// The catalogues that it hands questions on to, by their places in the list.
    var further: [Int] = []
    /// Files and, with a slash at the end, directories.
    var targets: [[UInt8]] = []
  }

  func settle(_ run: Run) throws(PlanningError) {
    let catalogs: [Catalog] = if let tree { tree } else { try read(run) }
    tree = catalogs
    guard !catalogs.isEmpty, run.keptPaths.count != keptBefore else { return }
    keptBefore = run.keptPaths.count
    // Files that are kept, or lie below a directory that a catalogue leads to.
    var cause: [RootPath?] = catalogs.map { _ in nil }
    let kept = run.keptInOrder
    for (index, catalog) in catalogs.enumerated() {
      for target in catalog.targets {
        guard let found = try? run.root.resolve(target) else { continue }
        if found.entry?.isDirectory == true {
          cause[index] = kept.first {
            $0 != found.path && $0.isWithin(found.path) && $0 != catalog.path
          }
        } else if run.isKept(found.path) {
          cause[index] = found.path
        }
        if cause[index] != nil { break }
      }
    }
    // A catalogue that leads to one that counts does too; chains are short.
    for _ in 0..<8 {
      for (index, catalog) in catalogs.enumerated() where cause[index] == nil {
        if let next = catalog.further.first(where: { cause[$0] != nil }) {
          cause[index] = catalogs[next].path
        }
      }
    }
    for (index, catalog) in catalogs.enumerated() {
      guard let cause = cause[index] else { continue }
      try run.keep(
        catalog.path, because: Reason(.xmlCatalog, .likely, from: cause), standing: .passive)
    }
  }

  private func read(_ run: Run) throws(PlanningError) -> [Catalog] {
    var result: [Catalog] = []
    var places: [RootPath: Int] = [:]
    func place(of name: [UInt8], _ run: Run) -> Int? {
      guard let found = try? run.root.resolve(name), let entry = found.entry, entry.isRegular,
        entry.size <= Self.largest, result.count < Self.most
      else { return nil }
      if let known = places[found.path] { return known }
      places[found.path] = result.count
      result.append(Catalog(path: found.path))
      return result.count - 1
    }
    _ = place(of: Self.first.bytes, run)
    var next = 0
    while next < result.count {
      let path = result[next].path
      let text = try reading { () throws(RootError) in
        try run.root.bytes(of: path)
      }
      for (attribute, value) in Self.attributes(in: text) {
        guard let target = Self.file(value, besides: path) else { continue }
        if attribute.elementsEqual("catalog".utf8) {
          if let further = place(of: target, run) { result[next].further.append(further) }
        } else {
          result[next].targets.append(target)
        }
      }
      next += 1
    }
    return result
  }

  /// The attributes of a catalogue that lead to files: `catalog`, `uri`, `rewritePrefix`.
  static func attributes(in text: [UInt8]) -> [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)]
  {
    var result: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] = []
    for word in text.split(whereSeparator: { $0 <= UInt8(ascii: " ") }) {
      guard let equals = word.firstIndex(of: UInt8(ascii: "=")), equals + 1 < word.endIndex,
        names.contains(Array(word[..<equals]))
      else { continue }
      let quote = word[equals + 1]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
        let end = word[(equals + 2)...].firstIndex(of: quote)
      else { continue }
      result.append((word[..<equals], word[(equals + 2)..<end]))
    }
    return result
  }

  private static let names = Set(["catalog", "uri", "rewritePrefix"].map { Array($0.utf8) })

  /// The path of this machine that a reference means; nil for an address on the network.
  private static func file(_ value: ArraySlice<UInt8>, besides catalog: RootPath) -> [UInt8]? {
    let scheme = Array("file://".utf8)
    if value.starts(with: scheme) { return Array(value.dropFirst(scheme.count)) }
    if value.first == UInt8(ascii: "/") { return Array(value) }
    guard !value.contains(UInt8(ascii: ":")) else { return nil }
    return catalog.parent.bytes + [UInt8(ascii: "/")] + value
  }
}

extension Reason.Rule {
  /// It says where documents of XML lie.
  static let xmlCatalog = Reason.Rule(rawValue: "xml-catalog")
}
