public import ELF

/// The readings of an object, of a file that is an array.
extension Object {
  public static func read(_ file: [UInt8]) throws(ELFError) -> Object? {
    try read(unsafe file.span.bytes)
  }

  public func symbols(_ file: [UInt8]) throws(ELFError) -> SymbolTable {
    try symbols(unsafe file.span.bytes)
  }

  public func importedNames(_ file: [UInt8]) throws(ELFError) -> ImportedNames {
    try importedNames(unsafe file.span.bytes)
  }

  public func relocatedSymbols(_ file: [UInt8]) throws(ELFError) -> [Int] {
    try relocatedSymbols(unsafe file.span.bytes)
  }

  public func dlopenNotes(_ file: [UInt8]) throws(ELFError) -> [DlopenNote] {
    try dlopenNotes(unsafe file.span.bytes)
  }

  public func unwindTables(_ file: [UInt8]) throws(ELFError) -> [Range<UInt64>] {
    try unwindTables(unsafe file.span.bytes)
  }
}
