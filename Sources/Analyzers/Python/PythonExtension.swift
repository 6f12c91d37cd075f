internal import ELF
internal import Glibc
internal import Loading
internal import Planning
internal import Roots

/// Modules written in C, which import others by strings (`PyImport_ImportModule("decimal")`).
enum PythonExtension {
  /// The strings of an extension that are names of modules of its environment, sorted.
  static func names(
    in path: RootPath, _ object: Object, _ importer: PythonImporter, _ run: Run
  ) throws(PlanningError) -> [[UInt8]] {
    var strings: Set<[UInt8]> = []
    let starts = try importer.environment.possibleStarts()
    try reading { () throws(RootError) in
      try run.root.withContent(of: path) { (bytes) throws(RootError) in
        for range in object.dataRanges(fileSize: UInt64(bytes.byteCount))
        where range.kind != .executable {
          unsafe bytes.extracting(Int(range.offset)..<Int(range.offset + range.size))
            .withUnsafeBytes { unsafe collect($0, starts, into: &strings) }
        }
      }
    }
    var result: [[UInt8]] = []
    for name in strings.sortedByBytes() {
      let top = name.prefix { $0 != UInt8(ascii: ".") }
      if try importer.environment.topLevel(top).isEmpty { continue }
      result.append(name)
    }
    return result
  }

  /// NUL-terminated strings that are dotted names and begin with one of `starts`.
  private static func collect(
    _ bytes: UnsafeRawBufferPointer, _ starts: [Bool], into strings: inout Set<[UInt8]>
  ) {
    guard let base = bytes.baseAddress else { return }
    var start = 0
    while start < bytes.count, let hit = unsafe memchr(base + start, 0, bytes.count - start) {
      let end = unsafe UnsafeRawPointer(hit) - base
      let length = end - start
      if length >= 3, length <= 80,
        unsafe starts[Int(bytes[start]) << 8 | Int(bytes[start + 1])]
      {
        var index = start
        while index < end,
          unsafe PythonTokens.isNameByte(bytes[index]) || bytes[index] == UInt8(ascii: ".")
        {
          index += 1
        }
        if index == end, unsafe bytes[start] != UInt8(ascii: ".") {
          unsafe strings.insert(Array(bytes[start..<end]))
        }
      }
      start = end + 1
    }
  }
}
