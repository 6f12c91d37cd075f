internal import ELF
internal import Roots
internal import SystemPackage

let slash = UInt8(ascii: "/")

/// What the rules may look at besides the file itself.
struct AuditContext {
  var root: any Root
  /// The directories of PATH, for `#!/usr/bin/env NAME`.
  var commandPath: [RootPath]

  /// What `path` leads to; nil for nothing, or a circle of links.
  func resolve(_ path: some Collection<UInt8>, from directory: RootPath = .root) throws(RootError)
    -> Resolution?
  {
    do throws(RootError) {
      let resolution = try root.resolve(path, from: directory)
      return resolution.entry == nil ? nil : resolution
    } catch {
      if error.code == .symlinkLoop { return nil }
      throw error
    }
  }
}

extension Object {
  /// Reads the content of a file of a root.
  static func read(_ content: borrowing Content) throws(ELFError) -> Object? {
    try read(
      descriptor: content.descriptor.rawValue, offset: content.offset, size: content.size)
  }

  func importedNames(_ content: borrowing Content) throws(ELFError) -> ImportedNames {
    try importedNames(
      descriptor: content.descriptor.rawValue, offset: content.offset, size: content.size)
  }

  func symbols(_ content: borrowing Content) throws(ELFError) -> SymbolTable {
    try symbols(
      descriptor: content.descriptor.rawValue, offset: content.offset, size: content.size)
  }

  func relocatedSymbols(_ content: borrowing Content) throws(ELFError) -> [Int] {
    try relocatedSymbols(
      descriptor: content.descriptor.rawValue, offset: content.offset, size: content.size)
  }
}

/// A rule about one ELF file, by itself. One rule, one file, one line in `objectRules`.
protocol ObjectRule {
  func findings(_ subject: AuditedObject, _ context: AuditContext) throws(RootError) -> [Finding]
}

/// Every rule about an ELF file by itself, in the order in which they are applied.
let objectRules: [any ObjectRule & Sendable] = [
  ProgramInterpreterRule(), SearchPathRule(), SegmentRule(), HardeningRule(),
]
