internal import ELF
internal import Roots

/// Symbols that a plug-in leaves to the program that will load it.
///
/// Where some object of the root defines them, that is a note that says which; where nothing does, a warning: the program may be absent,
/// or the plug-in is of another version.
struct PluginSymbols {
  private let objects: [AuditedObject]
  private let symbols: SymbolFiles

  init(_ objects: [AuditedObject], _ symbols: SymbolFiles) {
    self.objects = objects
    self.symbols = symbols
  }

  func findings(_ expected: [SymbolFiles.Expected]) -> [Finding] {
    var result: [Finding] = []
    for plugin in expected {
      var open = plugin.references
      // Programs first: they are what loads plug-ins.
      for isProgram in [true, false] {
        for object in objects where object.object.isStarted == isProgram && !open.isEmpty {
          guard object.path != plugin.path,
            let file = symbols.file(object.path, object.object), file.definesAnything
          else { continue }
          let scope = SymbolScope(files: [file], rules: plugin.rules)
          let found = open.filter { scope.defines(file, $0, named: plugin.file.strings) }
          if found.isEmpty { continue }
          open.removeAll { reference in found.contains { $0.symbol == reference.symbol } }
          result.append(note(plugin, found, object.path))
        }
      }
      let debuggers = open.filter { isOfDebuggers(plugin, $0) }
      if !debuggers.isEmpty {
        open.removeAll { isOfDebuggers(plugin, $0) }
        result.append(
          finding(
            plugin, debuggers, .note, subject: Array("proc_service.h".utf8),
            detail: "leaves \(list(debuggers, plugin)) to the debugger that loads it"))
      }
      if !open.isEmpty { result.append(warning(plugin, open)) }
    }
    return result
  }

  /// glibc's libthread_db asks its user, a debugger, for the functions of proc_service.h.
  private func isOfDebuggers(
    _ plugin: SymbolFiles.Expected, _ reference: SymbolFile.Reference
  ) -> Bool {
    plugin.file.soname?.starts(with: "libthread_db.so.".utf8) == true
      && plugin.file.name(of: reference).starts(with: "ps_".utf8)
  }

  private func note(
    _ plugin: SymbolFiles.Expected, _ found: [SymbolFile.Reference], _ provider: RootPath
  ) -> Finding {
    finding(
      plugin, found, .note, subject: provider.bytes,
      detail: "leaves \(list(found, plugin)) to who loads it; \(provider) defines "
        + (found.count == 1 ? "it" : "them"))
  }

  private func warning(
    _ plugin: SymbolFiles.Expected, _ open: [SymbolFile.Reference]
  ) -> Finding {
    finding(
      plugin, open, .warning,
      subject: Array(open.map { plugin.file.name(of: $0) }.joined(separator: " ".utf8)),
      detail: "cannot find \(list(open, plugin)) in what it needs, nor in any object here",
      hint: "install the program that it is a plug-in of, in the version that it was built for")
  }

  private func finding(
    _ plugin: SymbolFiles.Expected, _ references: [SymbolFile.Reference],
    _ severity: Finding.Severity, subject: [UInt8], detail: String, hint: String? = nil
  ) -> Finding {
    var finding = Finding(
      .undefinedSymbol, severity, at: plugin.path, subject: subject, detail: detail, hint: hint)
    finding.symbols = references.map { symbols.name(of: $0, in: plugin.file) }
    return finding
  }

  /// A few by name, the others counted.
  private func list(
    _ references: [SymbolFile.Reference], _ plugin: SymbolFiles.Expected
  ) -> String {
    let names = references.prefix(3).map { "'\(printable(plugin.file.name(of: $0)))'" }
    let more = references.count > 3 ? " and \(references.count - 3) more" : ""
    return "the symbol\(references.count == 1 ? "" : "s") " + names.joined(separator: ", ") + more
  }
}
