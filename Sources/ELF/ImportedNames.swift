/// The names of the symbols that an object wants of others, without versions: what functions it can call.
public struct ImportedNames: Sendable {
  private var strings: [UInt8] = []
  private var starts: [Int] = []

  init() {}

  init(_ records: [SymbolRecord], in strings: [UInt8]) {
    self.strings = strings
    starts.reserveCapacity(records.count)
    for record in records
    where record.section == 0 && record.name != 0 && Int(record.name) < strings.count {
      starts.append(Int(record.name))
    }
  }

  public var count: Int { starts.count }

  public func contains(_ name: String) -> Bool {
    contains(Array(name.utf8).span)
  }

  public func containsAny(of names: some Sequence<String>) -> Bool {
    names.contains { contains($0) }
  }

  /// All of them, in the file's order.
  public var names: [[UInt8]] {
    starts.map { start in Array(strings[start...].prefix { $0 != 0 }) }
  }

  private func contains(_ name: Span<UInt8>) -> Bool {
    guard !name.isEmpty else { return false }
    let bytes = strings.span
    for start in starts {
      guard bytes[start] == name[0], name.count < bytes.count - start,
        bytes[start + name.count] == 0
      else { continue }
      var index = 1
      while index < name.count, bytes[start + index] == name[index] { index += 1 }
      if index == name.count { return true }
    }
    return false
  }
}

extension Object {
  /// The names that it imports; cheaper than `symbols`. The file must be the one that this was read from.
  public func importedNames(
    descriptor: Int32, offset: UInt64 = 0, size: UInt64
  ) throws(ELFError) -> ImportedNames {
    try importedNames(Source(descriptor: descriptor, offset: offset, size: size))
  }

  /// The names that it imports; cheaper than `symbols`. `bytes` must be the file that this was read from.
  public func importedNames(_ bytes: RawSpan) throws(ELFError) -> ImportedNames {
    unsafe try bytes.withUnsafeBytes { (buffer) throws(ELFError) in
      unsafe try importedNames(Source(memory: buffer))
    }
  }

  private func importedNames(_ source: Source) throws(ELFError) -> ImportedNames {
    guard let tables = dynamic?.tables, tables.symbols != nil else { return ImportedNames() }
    // The undefined symbols come before those that the hash table lists.
    var count = try gnuHashOffset(source)
    if count == nil { count = try symbolCount(source) }
    let records = try symbolRecords(count: count ?? 0, tables, source)
    return ImportedNames(records, in: try stringTable(tables, source))
  }
}
