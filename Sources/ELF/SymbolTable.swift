/// The dynamic symbols of one object, compact; each `Symbol` is made when it is asked for.
///
/// The first is always empty (STN_UNDEF), as in the file, so that indices are the file's own.
public struct SymbolTable: RandomAccessCollection, Sendable {
  package let records: [SymbolRecord]
  /// The string table, or the part of it that the records name.
  package let strings: [UInt8]
  /// DT_VERSYM; empty where symbols have no versions.
  package let versionIndices: [UInt16]
  package let versions: VersionNames

  public var startIndex: Int { 0 }
  public var endIndex: Int { records.count }

  public subscript(index: Int) -> Symbol {
    let record = records[index]
    let version = versionIndices.indices.contains(index) ? versionIndices[index] : 1
    let isDefined = record.section != 0
    return Symbol(
      name: Array(name(at: index)),
      version: versions.name(of: version),
      versionFile: versions.file(of: version),
      isVersionHidden: version & 0x8000 != 0,
      isDefined: isDefined,
      kind: Symbol.Kind(rawValue: record.info & 0xf),
      binding: Symbol.Binding(rawValue: record.info >> 4),
      visibility: Symbol.Visibility(rawValue: record.other & 3) ?? .normal,
      isAbsolute: record.section == 0xfff1,
      value: record.value, size: record.size)
  }

  /// The name alone, without a copy.
  public func name(at index: Int) -> ArraySlice<UInt8> {
    let start = Int(records[index].name)
    guard start < strings.count else { return [] }
    let rest = strings[start...]
    return rest[..<(rest.firstIndex(of: 0) ?? rest.endIndex)]
  }

  public func isDefined(at index: Int) -> Bool { records[index].section != 0 }
}

/// What the numbers in DT_VERSYM stand for.
package struct VersionNames: Sendable {
  private var names: [[UInt8]?] = []
  private var files: [[UInt8]?] = []

  /// One more than the highest number that has a name.
  package var count: Int { names.count }

  mutating func add(_ name: [UInt8], index: UInt16, file: [UInt8]?) {
    let index = Int(index & 0x7fff)
    while names.count <= index {
      names.append(nil)
      files.append(nil)
    }
    names[index] = name
    files[index] = file
  }

  /// nil for 0 (local) and 1 (global, no version).
  package func name(of index: UInt16) -> [UInt8]? {
    let index = Int(index & 0x7fff)
    return index > 1 && index < names.count ? names[index] : nil
  }

  package func file(of index: UInt16) -> [UInt8]? {
    let index = Int(index & 0x7fff)
    return index > 1 && index < files.count ? files[index] : nil
  }
}
