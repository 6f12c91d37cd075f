internal import Planning
internal import Roots

/// Names in strings: of the code, of the command line, of configuration, of extensions in C.
extension PythonImporter {
  /// A string of the code, a word of the command line or of configuration that may name a module, a group of plug-ins or a codec.
  ///
  /// - Parameter isImported: whether code beside it imports by names, so that the whole of a string may be one.
  func follow(literal: [UInt8], _ asker: Asker, isImported: Bool = false) throws(PlanningError) {
    if meaningless.revision != environment.revision { meaningless = (environment.revision, []) }
    // Most strings stand in many files.
    if meaningless.strings.contains(BytesKey(literal)) { return }
    let asker = asker.softened
    var isMeant = try units.isGroup(literal)
    if isMeant { try units.followPlugins(of: literal, asker, by: self) }
    if let codecs = try loadedCodecs() {
      for name in codecs.modules(named: literal) {
        let codec = Array("encodings.".utf8) + name
        let found = try environment.find(codec)
        guard found.isComplete else { continue }
        isMeant = true
        try keep(found.modules, as: codec, .pythonName, asker)
      }
    }
    // `package.module:attribute`, `package.module.Class`
    let name = Array(literal.prefix { $0 != UInt8(ascii: ":") })
    guard name.count > 1, name.first != UInt8(ascii: "."), name.last != UInt8(ascii: "."),
      name.allSatisfy({ PythonTokens.isNameByte($0) || $0 == UInt8(ascii: ".") })
    else {
      if !isMeant { meaningless.strings.insert(BytesKey(literal)) }
      return
    }
    let found = try environment.find(name).modules
    guard let first = found.first else {
      if !isMeant { meaningless.strings.insert(BytesKey(literal)) }
      return
    }
    let isDotted = name.contains(UInt8(ascii: "."))
    // Tables of the standard library's modules (as compatibility layers have them) import none of it.
    if asker.role == .library, let file = first.file, role(of: file) == .standard { return }
    if found.count < 2 {
      // One word alone means a module only where the application says it, and never one of the standard library.
      guard let file = first.file ?? first.directory, role(of: file) != .standard else { return }
      if asker.role == .application {
        guard isDotted || literal.count > name.count || found.count == 1 else { return }
      } else {
        // A library that loads others where they are there: `library = "driver"`.
        guard isImported, !isDotted, literal.count == name.count, !run.isLeftOut(file),
          try units.isOptional(file, for: asker)
        else { return }
      }
    }
    try keep(found, as: name, .pythonName, asker)
    if case .package = found.last, try environment.find(name).isComplete,
      namedPackages.insert(name).inserted
    {
      for end in templates.sortedByBytes() {
        try keep(name, with: end)
      }
    }
  }

  /// `django.db.backends.sqlite3` in the settings, and `"%s.base" % name` where it is imported.
  func keep(_ package: [UInt8], with end: [UInt8]) throws(PlanningError) {
    let name = package + [UInt8(ascii: ".")] + end
    let found = try environment.find(name)
    if found.isComplete { try keep(found.modules, as: name, .pythonName, .application(nil)) }
  }

  func loadedCodecs() throws(PlanningError) -> PythonCodecs? {
    if let codecs { return codecs }
    let file = environment.installation.library.appending("encodings").appending("aliases.py")
    guard let text = try? run.root.bytes(of: file, limit: 1 << 20) else { return nil }
    let result = PythonCodecs(aliases: text)
    codecs = result
    return result
  }

  /// A string in an extension: a module of the standard library, or with its whole dotted name one of the extension's own package.
  func follow(nameInExtension name: [UInt8], _ asker: Asker) throws(PlanningError) {
    let found = try environment.find(name).modules
    guard let file = found.first?.file else { return }
    let role = role(of: file)
    // A module in C at the top (`_backend`) has a name that nothing else would say.
    var isExtension = false
    if found.count == 1, case .extension = found[0] { isExtension = true }
    if role != .standard, !isExtension {
      guard found.count > 1, asker.role == .library,
        try units.isOwnOrRequired(file, by: asker)
      else { return }
    }
    try keep(found, as: name, .pythonImport, asker)
  }
}
