internal import ELF

/// The dynamic symbols of one object as a loader uses them: what it defines for others, by hash, and what it looks up.
///
/// A class, because one object is in the scope of hundreds of programs.
final class SymbolFile {
  /// What it defines: global, weak or unique, and neither hidden nor internal.
  struct Definition {
    var hash: UInt32
    var name: UInt32
    var version: VersionNumbers.ID
    /// DT_VERSYM as it stands there; 1 where there is none.
    var versionIndex: UInt16
    /// The next definition with the same slot; -1 at the end.
    var next: Int32
  }

  /// What it looks up.
  struct Reference {
    var hash: UInt32
    var name: UInt32
    /// In the file's symbol table.
    var symbol: Int32
    var version: VersionNumbers.ID
    /// Index in `files` of what the version is wanted of; -1 for none.
    var file: Int32
    var isWeak: Bool
    /// A copy relocation: its own symbol does not count.
    var isCopy: Bool
  }

  let soname: [UInt8]?
  let strings: [UInt8]
  let hasVersions: Bool
  let references: [Reference]
  /// The files that versions are wanted of.
  let files: [[UInt8]]
  private var definitions: [Definition] = []
  private var slots: [Int32] = []

  init(_ table: SymbolTable, soname: [UInt8]?, _ numbers: VersionNumbers) {
    self.soname = soname
    strings = table.strings
    hasVersions = !table.versionIndices.isEmpty
    var references: [Reference] = []
    var files: [[UInt8]] = []
    var versions: [(id: VersionNumbers.ID, file: Int32)] = []
    for index in 0..<table.versions.count {
      let index = UInt16(truncatingIfNeeded: index)
      var file: Int32 = -1
      if let name = table.versions.file(of: index) {
        file = Int32(files.firstIndex(of: name) ?? files.count)
        if file == files.count { files.append(name) }
      }
      versions.append((numbers.id(of: table.versions.name(of: index)), file))
    }
    for (position, record) in table.records.enumerated() where record.name != 0 {
      guard Int(record.name) < strings.count, record.isForOthers else { continue }
      let index = hasVersions ? table.versionIndices[position] : 1
      let number = Int(index & 0x7fff)
      let version = number < versions.count ? versions[number] : (id: 0, file: -1)
      let isUndefined = record.section == 0
      if isUndefined || version.file >= 0 {
        references.append(
          Reference(
            hash: gnuHash(strings, at: Int(record.name)), name: record.name,
            symbol: Int32(position), version: version.id, file: version.file,
            isWeak: record.info >> 4 == 2, isCopy: !isUndefined))
      }
      if !isUndefined, record.canBeFound {
        definitions.append(
          Definition(
            hash: gnuHash(strings, at: Int(record.name)), name: record.name, version: version.id,
            versionIndex: index, next: -1))
      }
    }
    self.references = references
    self.files = files
    buildSlots()
  }

  private func buildSlots() {
    var size = 1
    while size < definitions.count { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    // The last first, so that a slot lists them in the file's order.
    for index in definitions.indices.reversed() {
      let slot = Int(definitions[index].hash) & (size - 1)
      definitions[index].next = slots[slot]
      slots[slot] = Int32(index)
    }
  }

  /// The definitions of a name, in the file's order.
  func definitions(
    of hash: UInt32, _ name: UInt32, in names: [UInt8], _ visit: (Definition) -> Bool
  ) {
    if definitions.isEmpty { return }
    var index = slots[Int(hash) & (slots.count - 1)]
    while index >= 0 {
      let definition = definitions[Int(index)]
      if definition.hash == hash, equal(strings, Int(definition.name), names, Int(name)) {
        if visit(definition) { return }
      }
      index = definition.next
    }
  }

  var definesAnything: Bool { !definitions.isEmpty }

  func name(of reference: Reference) -> [UInt8] {
    Array(strings[Int(reference.name)...].prefix { $0 != 0 })
  }
}

extension SymbolRecord {
  /// dl_symbol_visibility_binds_local_p, and STB_LOCAL.
  fileprivate var isForOthers: Bool {
    let visibility = other & 3
    return info >> 4 != 0 && visibility != 1 && visibility != 2
  }

  /// check_match of glibc's elf/dl-lookup.c: no value is no definition, but for absolute and thread-local ones; sections and files are none.
  fileprivate var canBeFound: Bool {
    let kind = info & 0xf
    if value == 0, section != 0xfff1, kind != 6 { return false }
    return [0, 1, 2, 5, 6, 10].contains(kind)
  }
}

/// Numbers for version names, so that two are compared without looking at their bytes.
final class VersionNumbers {
  /// 0 for no version.
  typealias ID = Int32

  private var known: [[UInt8]: ID] = [:]
  private var names: [[UInt8]] = [[]]

  func id(of name: [UInt8]?) -> ID {
    guard let name else { return 0 }
    if let id = known[name] { return id }
    let id = ID(names.count)
    known[name] = id
    names.append(name)
    return id
  }

  func name(of id: ID) -> [UInt8]? { id == 0 ? nil : names[Int(id)] }
}

/// dl_new_hash, of the name that begins at `start` and ends with NUL or the table.
private func gnuHash(_ strings: [UInt8], at start: Int) -> UInt32 {
  var hash: UInt32 = 5381
  let bytes = strings.span
  var index = start
  while index < bytes.count, bytes[index] != 0 {
    hash = hash &* 33 &+ UInt32(bytes[index])
    index += 1
  }
  return hash
}

/// Whether the names at two places of two string tables are the same.
private func equal(_ left: [UInt8], _ leftStart: Int, _ right: [UInt8], _ rightStart: Int) -> Bool {
  let left = left.span
  let right = right.span
  var offset = 0
  while true {
    let first = leftStart + offset < left.count ? left[leftStart + offset] : 0
    let second = rightStart + offset < right.count ? right[rightStart + offset] : 0
    if first != second { return false }
    if first == 0 { return true }
    offset += 1
  }
}
