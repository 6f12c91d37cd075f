internal import Roots

/// Program text by its name: what is code of a scripting language, and what lies among an application's libraries.
enum ProgramText {
  /// By the extension, whether a file is code of a language that is read as text when it runs.
  static func isCode(_ path: RootPath) -> Bool {
    let name = path.name
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return extensions.contains(Array(name[(dot + 1)...]))
  }

  private static let extensions = Set(
    [
      "php", "phtml", "js", "mjs", "cjs", "ts", "jsx", "tsx", "py", "wsgi", "rb", "rake", "pl",
      "pm", "lua",
      "tcl", "R", "r", "scm", "ex", "exs", "escript", "groovy", "psgi", "cgi", "ru", "jl",
      "lisp", "cl", "lsp", "asd", "ss", "sld", "rkt", "ml",
    ].map { Array($0.utf8) })

  /// Whether a file lies among the libraries that a package manager brought into an application's tree.
  static func isLibrary(_ path: RootPath) -> Bool {
    path.components.contains { libraryTrees.contains(Array($0)) }
  }

  /// The same where it says nothing of the system: modules in /usr may be a distribution's, which know where it puts things.
  static func isApplicationLibrary(_ path: RootPath) -> Bool {
    guard isLibrary(path) else { return false }
    return !path.isWithin("/usr")
      || path.components.contains { $0.elementsEqual("node_modules".utf8) }
  }

  private static let libraryTrees = Set(
    ["node_modules", "vendor", "site-packages", "dist-packages", "gems", "deps"]
      .map { Array($0.utf8) })
}
