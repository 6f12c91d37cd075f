internal import Archives

extension BeamFile {
  /// Reads a module; nil where the bytes are none.
  ///
  /// A file is an IFF form (`FOR1`, size, `BEAM`, then chunks of a name, a size and bytes, padded to four); `beam_lib(3)` and
  /// `lib/compiler/src/beam_asm.erl` say what is in them. Only names in `known` are answered: a file has thousands of others.
  ///
  /// - Parameter bytes: also as the compiler's option `compressed` leaves them: a gzip stream.
  init?(_ bytes: [UInt8], _ depth: Depth, known: Set<[UInt8]>) {
    let form: [UInt8]
    if bytes.starts(with: [0x1f, 0x8b]) {
      guard let inflated = Self.inflated(bytes) else { return nil }
      form = inflated
    } else {
      form = bytes
    }
    guard form.starts(with: "FOR1".utf8), form.count >= 12 else { return nil }
    var table: [[UInt8]] = []
    var called: [(module: Int, function: Int)] = []
    var literals: [UInt8] = []
    var position = 12
    while form.count - position >= 8 {
      guard let size = Self.number(form[...], at: position + 4), size <= form.count - position - 8
      else { break }
      let name = form[position..<(position + 4)]
      let chunk = form[(position + 8)..<(position + 8 + size)]
      if name.elementsEqual("AtU8".utf8) || name.elementsEqual("Atom".utf8) {
        table = Self.atoms(in: chunk)
      } else if name.elementsEqual("ImpT".utf8) {
        called = Self.functions(in: chunk)
      } else if name.elementsEqual("LitT".utf8) {
        literals = Self.literals(in: chunk)
      }
      position += 8 + size
      position += (4 - size % 4) % 4
    }
    var startsPrograms = false
    for (module, function) in called
    where module > 0 && module <= table.count && function > 0 && function <= table.count {
      let module = table[module - 1]
      if known.contains(module) { imports.insert(module) }
      if Self.starts(module, table[function - 1]) { startsPrograms = true }
    }
    if depth == .atoms {
      ErlangTerm.forEachAtom(in: literals[...]) { atom in
        let atom = Array(atom)
        if known.contains(atom) { atoms.insert(atom) }
      }
    }
    if startsPrograms {
      ErlangTerm.forEachString(in: literals[...]) { strings.insert(Array($0)) }
    }
    if depth == .atoms { for atom in table where known.contains(atom) { atoms.insert(atom) } }
  }

  /// The atom table. A negative count says that the lengths are compact numbers (OTP 28), which may be longer than one byte.
  private static func atoms(in chunk: ArraySlice<UInt8>) -> [[UInt8]] {
    guard let raw = number(chunk, at: chunk.startIndex) else { return [] }
    let isCompact = raw > Int(Int32.max)
    let count = isCompact ? (1 << 32) - raw : raw
    var result: [[UInt8]] = []
    var position = chunk.startIndex + 4
    while result.count < count, position < chunk.endIndex {
      var length = Int(chunk[position])
      position += 1
      if isCompact {
        // beam_asm:encode/2: four bits and a tag of four, or eleven bits over two bytes; longer than that no atom is.
        if length & 0x08 == 0 {
          length >>= 4
        } else if length & 0x10 == 0, position < chunk.endIndex {
          length = (length & 0xe0) << 3 | Int(chunk[position])
          position += 1
        } else {
          break
        }
      }
      guard length <= chunk.endIndex - position else { break }
      result.append(Array(chunk[position..<(position + length)]))
      position += length
    }
    return result
  }

  /// Functions that start programs.
  private static func starts(_ module: [UInt8], _ function: [UInt8]) -> Bool {
    starters.contains { module.elementsEqual($0.0.utf8) && function.elementsEqual($0.1.utf8) }
  }

  private static let starters = [
    ("os", "cmd"), ("os", "find_executable"), ("erlang", "open_port"), ("Elixir.System", "cmd"),
    ("Elixir.System", "shell"), ("Elixir.System", "find_executable"), ("Elixir.Port", "open"),
  ]

  /// The import table: indices of atoms for module and function, and the number of arguments.
  private static func functions(
    in chunk: ArraySlice<UInt8>
  ) -> [(module: Int, function: Int)] {
    guard let count = number(chunk, at: chunk.startIndex) else { return [] }
    var result: [(module: Int, function: Int)] = []
    var position = chunk.startIndex + 4
    while result.count < count, chunk.endIndex - position >= 12,
      let module = number(chunk, at: position), let function = number(chunk, at: position + 4)
    {
      result.append((module, function))
      position += 12
    }
    return result
  }

  /// The literals: a size and a zlib stream, or, where the size is 0 (OTP 28), the terms as they are.
  private static func literals(in chunk: ArraySlice<UInt8>) -> [UInt8] {
    guard let size = number(chunk, at: chunk.startIndex), size <= largest else { return [] }
    let body = Array(chunk.dropFirst(4))
    if size == 0 { return body }
    return unsafe (try? Inflate.zlib(body.span.bytes, size: size)) ?? []
  }

  /// The content of a gzip stream (RFC 1952) without a name: what the compiler writes. Its last four bytes are the size.
  private static func inflated(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count > 18, bytes[3] == 0 else { return nil }
    let end = bytes.count - 4
    let size = (0..<4).reduce(0) { $0 | Int(bytes[end + $1]) << (8 * $1) }
    guard size <= largest else { return nil }
    return unsafe try? Inflate.raw(bytes.span.bytes.extracting(10..<(bytes.count - 8)), size: size)
  }

  private static let largest = 64 << 20

  /// Four bytes, the highest first; nil where they are not there.
  private static func number(_ bytes: ArraySlice<UInt8>, at index: Int) -> Int? {
    guard index >= bytes.startIndex, bytes.endIndex - index >= 4 else { return nil }
    return (0..<4).reduce(0) { $0 << 8 | Int(bytes[index + $1]) }
  }
}
