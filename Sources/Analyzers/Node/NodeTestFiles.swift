internal import Planning
internal import Roots

/// Tests that lie in an installed package beside its code: `tests.js`, `test-all.js`, `x_test.js`.
enum NodeTestFiles {
  /// Whether a file of a package is one, by its path inside the package.
  static func isOne(_ path: RootPath) -> Bool {
    guard NodeImports.isCode(path) else { return false }
    if NodeImports.isDevelopment(path) { return true }
    let stem = path.name.prefix { $0 != UInt8(ascii: ".") }
    let parts = stem.split(omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    return [parts.first, parts.last].contains { part in
      part?.elementsEqual("test".utf8) == true || part?.elementsEqual("tests".utf8) == true
    }
  }

  /// Of a package, the large ones that nothing else in it says the names of.
  static func unused(in package: RootPath, _ run: Run) throws(PlanningError) -> Set<RootPath> {
    var tests: [RootPath] = []
    var others: [RootPath] = []
    var pending = [package]
    while let directory = pending.popLast() {
      let children = try reading { () throws(RootError) in
        try run.root.children(of: directory) ?? []
      }
      for child in children {
        let path = directory.appending(child.name)
        if child.kind == .directory { pending.append(path) }
        guard child.kind == .regular else { continue }
        let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
        guard let entry else { continue }
        if isOne(inside(path, of: package)) {
          if entry.size >= large { tests.append(path) }
        } else if entry.size <= largestSpeaker,
          NodeImports.isCode(path) || path.name.elementsEqual("package.json".utf8)
        {
          others.append(path)
        }
      }
    }
    if tests.isEmpty { return [] }
    var result = Set(tests)
    for path in others where !result.isEmpty {
      let text = try reading { () throws(RootError) in try run.root.bytes(of: path) }
      result = result.filter { test in
        let stem = Array(test.name.prefix { $0 != UInt8(ascii: ".") })
        return !says(text, stem)
      }
    }
    return result
  }

  static func inside(_ path: RootPath, of package: RootPath) -> RootPath {
    RootPath(path.bytes.dropFirst(package.bytes.count))
  }

  /// Whether a name stands in a literal, alone or as a part of a path: `require("./min/tests.js")`.
  private static func says(_ text: [UInt8], _ stem: [UInt8]) -> Bool {
    guard let first = stem.first, text.count > stem.count else { return false }
    for start in 1...(text.count - stem.count) where text[start] == first {
      let end = start + stem.count
      if isBetween[Int(text[start - 1])], end == text.count || isBetween[Int(text[end])],
        text[start..<end].elementsEqual(stem)
      {
        return true
      }
    }
    return false
  }

  /// What stands between the parts of names in literals.
  private static let isBetween: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in "/.\"'`".utf8 { table[Int(byte)] = true }
    return table
  }()

  private static let large: UInt64 = 256 << 10
  /// Larger code is put together from many files, and names none.
  private static let largestSpeaker: UInt64 = 256 << 10
}
