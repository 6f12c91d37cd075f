internal import Roots

/// The modules that JavaScript and TypeScript name: `require("x")`, `import "x"`, `import a from "x"`, `import("x")`, `export * from "x"`, `require.resolve("x")`.
enum NodeImports {
  /// The specifiers in a file's text, files of its own package among them.
  ///
  /// - Parameter takesAll: whether every literal is one, since a module may be loaded for the application by a name that it sets:
  ///   `app.set('view engine', 'x')`.
  static func specifiers(in text: RawSpan, takesAll: Bool = false) -> Set<[UInt8]> {
    var result: Set<[UInt8]> = []
    CodeLiterals.forEach(in: text) { literal in
      guard !literal.range.isEmpty, literal.range.count <= 214 else { return }
      if takesAll {
        result.insert(text.bytes(in: literal.range))
        return
      }
      let callee = CodeLiterals.callee(before: literal.range.lowerBound - 1, in: text)
      guard callees.contains(callee) else { return }
      result.insert(text.bytes(in: literal.range))
    }
    return result
  }

  private static let callees = Set(
    [
      "require", "import", "from", "resolve", "__require", "_require", "nodeRequire", "register",
      "importModule", "loadModule", "Worker",
    ].map { Array($0.utf8) })

  /// Whether a file is code that Node.js, or what translates for it, reads.
  static func isCode(_ path: RootPath) -> Bool {
    let name = path.name
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return extensions.contains(Array(name[(dot + 1)...]))
  }

  private static let extensions = Set(
    ["js", "mjs", "cjs", "ts", "mts", "cts", "jsx", "tsx", "vue", "svelte"].map { Array($0.utf8) })

  /// Tests, and the settings of tools that build and check: they import what only development has.
  static func isDevelopment(_ path: RootPath) -> Bool {
    for component in path.parent.components where directories.contains(Array(component)) {
      return true
    }
    let parts = path.name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if parts.first?.isEmpty == true { return true }
    if parts.dropFirst().dropLast().contains(where: { marks.contains(Array($0)) }) { return true }
    return parts.count > 1 && tools.contains(Array(parts[0]))
  }

  private static let directories = Set(
    ["test", "tests", "__tests__", "__mocks__", "spec", "e2e", "cypress", ".storybook", "coverage"]
      .map { Array($0.utf8) })
  private static let marks = Set(
    ["config", "conf", "test", "spec", "stories", "setup", "d"].map { Array($0.utf8) })
  private static let tools = Set(
    ["gulpfile", "Gulpfile", "Gruntfile", "gruntfile", "karma", "protractor", "jest"]
      .map { Array($0.utf8) })
}
