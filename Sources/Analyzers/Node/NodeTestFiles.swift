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
        } else if NodeImports.isCode(path) || path.name.elementsEqual("package.json".utf8) {
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
        return !text.split(whereSeparator: Self.parts).contains { $0.elementsEqual(stem) }
      }
    }
    return result
  }

  static func inside(_ path: RootPath, of package: RootPath) -> RootPath {
    RootPath(path.bytes.dropFirst(package.bytes.count))
  }

  /// What stands between the parts of names in literals: `require("./min/tests.js")`.
  private static func parts(_ byte: UInt8) -> Bool { "/.\"'`".utf8.contains(byte) }

  private static let large: UInt64 = 256 << 10
}
