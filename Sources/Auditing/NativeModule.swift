internal import Roots

/// A module of a language whose code, or a part of it, is a shared object: what the object's path makes of it.
struct NativeModule: Equatable {
  enum Language: String {
    case python = "Python"
    case node = "Node.js"
    case perl = "Perl"
    case ruby = "Ruby"
  }

  var language: Language
  /// As code names it: `lxml.etree`, `sharp`, `XML::Parser::Expat`, `nokogiri/nokogiri`.
  var name: String

  /// nil where the path is that of no module.
  init?(_ path: RootPath) {
    let parts = path.components.dropLast().map { String(decoding: $0, as: UTF8.self) }
    let file = String(decoding: path.name, as: UTF8.self)
    guard
      let module = Self.node(parts, file) ?? Self.perl(parts, file) ?? Self.python(parts, file)
        ?? Self.ruby(parts, file)
    else { return nil }
    self = module
  }

  private init(_ language: Language, _ name: String) {
    self.language = language
    self.name = name
  }

  /// How people meet it: "Python cannot import 'lxml.etree'".
  var failure: String {
    switch language {
    case .python: "Python cannot import '\(name)'"
    case .node: "Node.js cannot load the native part of '\(name)'"
    case .perl: "Perl cannot load '\(name)'"
    case .ruby: "Ruby cannot require '\(name)'"
    }
  }

  /// An addon (https://nodejs.org/api/addons.html) of the innermost package that it lies in.
  private static func node(_ parts: [String], _ file: String) -> NativeModule? {
    guard file.hasSuffix(".node"), let start = parts.lastIndex(of: "node_modules"),
      start + 1 < parts.count
    else { return nil }
    var name = parts[start + 1]
    if name.hasPrefix("@"), start + 2 < parts.count { name += "/" + parts[start + 2] }
    return NativeModule(.node, name)
  }

  /// XSLoader(3perl): `auto/XML/Parser/Expat/Expat.so` below a directory of @INC.
  private static func perl(_ parts: [String], _ file: String) -> NativeModule? {
    guard let start = parts.lastIndex(of: "auto"), let last = parts.last,
      start + 1 < parts.count, file == last + ".so",
      parts[..<start].contains(where: { $0.hasPrefix("perl") })
    else { return nil }
    return NativeModule(.perl, parts[(start + 1)...].joined(separator: "::"))
  }

  /// An extension module below a directory of sys.path: `etree.cpython-311-x86_64-linux-gnu.so`, `x.abi3.so`, `x.so`.
  private static func python(_ parts: [String], _ file: String) -> NativeModule? {
    guard file.hasSuffix(".so"),
      let start = parts.lastIndex(where: { part in
        part == "site-packages" || part == "dist-packages" || part == "lib-dynload"
      }) ?? parts.lastIndex(where: isPythonVersion)
    else { return nil }
    let stem = String(file.prefix { $0 != "." })
    let rest = parts[(start + 1)...] + (stem == "__init__" ? [] : [stem])
    // What a package carries with it for others, `numpy.libs/libopenblas.so`, no import names.
    guard !rest.isEmpty, rest.allSatisfy(isIdentifier) else { return nil }
    return NativeModule(.python, rest.joined(separator: "."))
  }

  private static func isPythonVersion(_ part: String) -> Bool {
    part.hasPrefix("python3.") && part.dropFirst(8).allSatisfy(\.isNumber)
  }

  private static func isIdentifier(_ part: String) -> Bool {
    part.first?.isNumber == false && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// Below a directory of $LOAD_PATH: `ruby/vendor_ruby/3.1.0`, `ruby/3.1.0/x86_64-linux-gnu`, `extensions/x86_64-linux/3.1.0/GEM`,
  /// `gems/GEM/lib`.
  private static func ruby(_ parts: [String], _ file: String) -> NativeModule? {
    guard file.hasSuffix(".so"), let version = parts.lastIndex(where: isRubyVersion) else {
      return nil
    }
    var start = version + 1
    if version >= 2, parts[version - 2] == "extensions" {
      start += 1
    } else if let gems = parts[version...].firstIndex(of: "gems") {
      guard gems + 2 < parts.count, parts[gems + 2] == "lib" else { return nil }
      start = gems + 3
    } else {
      guard parts[..<version].contains(where: { $0.contains("ruby") }) else { return nil }
      // The directory of the platform.
      if start < parts.count, parts[start].contains("-linux") { start += 1 }
    }
    guard start <= parts.count else { return nil }
    return NativeModule(
      .ruby, (parts[start...] + [String(file.dropLast(3))]).joined(separator: "/"))
  }

  private static func isRubyVersion(_ part: String) -> Bool {
    let numbers = part.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 3 && numbers.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
  }
}
