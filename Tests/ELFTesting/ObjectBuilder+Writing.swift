internal import ELF

extension ObjectBuilder {
  static let base: UInt64 = 0x40_0000
  static let writableBase: UInt64 = 0x60_0000

  /// The file.
  public func bytes() -> [UInt8] {
    var strings = StringTable()
    let dynamicNames = addDynamicNames(&strings)
    let versions = VersionTables(self, &strings)
    let ordered = symbols.filter { !$0.isDefined } + symbols.filter(\.isDefined)
    let headers: [Int] = segmentKinds.map { _ in is64 ? 56 : 32 }
    var body = writer()
    body.bytes = [UInt8](repeating: 0, count: (is64 ? 64 : 52) + headers.reduce(0, +))
    var parts: [String: (offset: Int, size: Int)] = [:]
    func part(_ name: String, _ content: [UInt8]) {
      body.align(8)
      parts[name] = (body.count, content.count)
      body.append(content)
    }
    if let interpreter { part("interp", Array(interpreter.utf8) + [0]) }
    if !notes.isEmpty { part("note", noteBytes) }
    var entries: [(UInt64, UInt64)] = dynamicNames
    func table(_ name: String, _ tag: UInt64, _ content: [UInt8]) {
      part(name, content)
      entries.append((tag, Self.base + UInt64(parts[name]?.offset ?? 0)))
    }
    if isDynamic {
      if hash == .sysv || hash == .both { table("hash", 4, sysvHash(ordered)) }
      if hash == .gnu || hash == .both { table("gnuhash", 0x6fff_fef5, gnuHash(ordered)) }
      table("dynsym", 6, symbolTable(ordered, &strings))
      if versions.hasAny { table("versym", 0x6fff_fff0, versions.indices(of: ordered, writer())) }
      if !versionsDefined.isEmpty {
        table("verdef", 0x6fff_fffc, versions.defined)
        entries.append((0x6fff_fffd, UInt64(versionsDefined.count + 1)))
      }
      if !versionsNeeded.isEmpty {
        table("verneed", 0x6fff_fffe, versions.needed)
        entries.append((0x6fff_ffff, UInt64(versionsNeeded.count)))
      }
      table("dynstr", 5, strings.bytes)
      entries.append((10, UInt64(strings.bytes.count)))
      let relocations = relocationTable(ordered)
      if !relocations.isEmpty {
        table("rela", 7, relocations)
        entries.append((8, UInt64(relocations.count)))
        entries.append((9, is64 ? 24 : 12))
      }
    }
    part("rodata", readOnlyData)
    let readOnlyEnd = body.count
    body.align(8)
    let writableStart = body.count
    if isDynamic { part("dynamic", dynamicBytes(entries)) }
    part("data", writableData)
    let writableEnd = body.count
    var sections: (offset: Int, count: Int) = (0, 0)
    if hasSections || isDebugOnly, let dynsym = parts["dynsym"] {
      body.align(8)
      sections = (body.count, 2)
      body.append(sectionHeaders(dynsym))
    }
    var head = header(sections)
    for kind in segmentKinds {
      let place: (start: Int, end: Int, base: UInt64, flags: UInt32) =
        switch kind {
        case .load: (0, readOnlyEnd, Self.base, 5)
        case .interpreter: range(parts["interp"], Self.base, 4)
        case .note: range(parts["note"], Self.base, 4)
        case .dynamic: range(parts["dynamic"], Self.writableBase, 6)
        case .gnuStack: (0, 0, 0, stackFlags ?? 6)
        case .gnuRelocationReadOnly: (writableStart, writableEnd, Self.writableBase, 4)
        default: (writableStart, writableEnd, Self.writableBase, 6)
        }
      head.append(
        segment(
          kind == Self.writableLoad ? .load : kind, flags: place.flags, offset: place.start,
          size: place.end - place.start, address: place.base + UInt64(place.start)))
    }
    body.bytes.replaceSubrange(0..<head.count, with: head.bytes)
    return body.bytes
  }

  var is64: Bool { elfClass == .elf64 }
  func writer() -> ByteWriter { ByteWriter(isBig: byteOrder == .big, is64: is64) }

  /// The second PT_LOAD, told apart from the first.
  static let writableLoad = Segment.Kind(rawValue: .max)

  private var segmentKinds: [Segment.Kind] {
    var result: [Segment.Kind] = []
    if interpreter != nil { result.append(.interpreter) }
    result += [.load, Self.writableLoad]
    if isDynamic { result.append(.dynamic) }
    if !notes.isEmpty { result.append(.note) }
    if stackFlags != nil { result.append(.gnuStack) }
    if hasRelocationReadOnly { result.append(.gnuRelocationReadOnly) }
    return result
  }

  private func range(
    _ part: (offset: Int, size: Int)?, _ base: UInt64, _ flags: UInt32
  ) -> (start: Int, end: Int, base: UInt64, flags: UInt32) {
    let part = part ?? (0, 0)
    return (part.offset, part.offset + part.size, base, flags)
  }

  private func addDynamicNames(_ strings: inout StringTable) -> [(UInt64, UInt64)] {
    var result: [(UInt64, UInt64)] = []
    func add(_ tag: UInt64, _ names: [String]) {
      for name in names { result.append((tag, UInt64(strings.add(name.utf8)))) }
    }
    add(1, needed)
    add(14, soname.map { [$0] } ?? [])
    add(15, rpath.map { [$0] } ?? [])
    add(29, runpath.map { [$0] } ?? [])
    add(0x7fff_fffd, auxiliary)
    add(0x7fff_ffff, filter)
    add(0x6fff_fefc, audit)
    add(0x6fff_fefb, depaudit)
    for (tag, name) in names { add(tag, [name]) }
    if flags != 0 { result.append((30, flags)) }
    if flags1 != 0 { result.append((0x6fff_fffb, flags1)) }
    return result + entries.map { ($0.tag, $0.value) }
  }

  private func dynamicBytes(_ entries: [(UInt64, UInt64)]) -> [UInt8] {
    var result = writer()
    for (tag, value) in entries + [(0, 0)] {
      result.address(tag)
      result.address(value)
    }
    return result.bytes
  }

  private var noteBytes: [UInt8] {
    var result = writer()
    for note in notes {
      result.word(UInt32(note.owner.utf8.count + 1))
      result.word(UInt32(note.content.count))
      result.word(note.type)
      result.append(Array(note.owner.utf8) + [0])
      result.align(4)
      result.append(note.content)
      result.align(4)
    }
    return result.bytes
  }
}
