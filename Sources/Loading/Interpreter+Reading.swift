internal import ELF
internal import Roots

extension Interpreter.Glibc {
  /// What the bytes of a glibc loader say that it does; what they do not say is assumed for its machine.
  ///
  /// The default directories are a run of NUL-terminated strings that begin and end in `/` (elf/dl-load.c, `system_dirs`).
  init(bytes: RawSpan, abi: ABI) {
    self = Self(assumedFor: abi)
    isRead = false
    let known = Self.knownLevels(abi)
    var run: [[UInt8]] = []
    var directories: [[UInt8]]?
    var minor: Int?
    var hasTLS = false
    forEachString(in: bytes) { string in
      if directories == nil {
        if Self.isDirectory(string) {
          run.append(Array(string.dropLast()))
        } else {
          if run.contains(where: Self.isLibraryDirectory) { directories = run }
          run = []
        }
      }
      if levels.isEmpty, let first = string.first, known.contains(where: { $0.first == first }) {
        let words = string.split(separator: UInt8(ascii: ":")).map(Array.init)
        if words.allSatisfy(known.contains) { levels = words }
      }
      if string.elementsEqual("tls".utf8) { hasTLS = true }
      if minor == nil { minor = Self.minorVersion(string) }
    }
    if directories == nil, run.contains(where: Self.isLibraryDirectory) { directories = run }
    if let directories {
      isRead = true
      defaultDirectories = directories
      lib = Self.lib(from: directories)
    }
    searchesLegacySubdirectories = minor.map { $0 < 37 } ?? hasTLS
  }

  /// As glibc is built without further options.
  init(assumedFor abi: ABI) {
    let name =
      switch (abi.machine, abi.elfClass) {
      case (.x86_64, .elf32): "libx32"
      case (.i386, _), (.arm, _), (.ppc, _): "lib"
      case (.riscv, .elf64): "lib64/lp64d"
      case (_, .elf64): "lib64"
      default: "lib"
      }
    lib = Array(name.utf8)
    defaultDirectories = [Array("/\(name)".utf8), Array("/usr/\(name)".utf8)]
    isRead = false
  }

  /// `/lib/x86_64-linux-gnu` gives `lib/x86_64-linux-gnu`; `/usr/lib` gives `lib`.
  private static func lib(from directories: [[UInt8]]) -> [UInt8] {
    let first = directories[0].dropFirst()
    let usr = Array("usr/".utf8)
    return Array(first.starts(with: usr) ? first.dropFirst(usr.count) : first)
  }

  private static func isDirectory(_ string: ArraySlice<UInt8>) -> Bool {
    string.count > 1 && string.first == slash && string.last == slash
  }

  private static func isLibraryDirectory(_ path: [UInt8]) -> Bool {
    path.split(separator: slash).contains { $0.starts(with: "lib".utf8) }
  }

  /// From `ld.so (Debian GLIBC 2.36-9) stable release version 2.36.`, which `ld.so --version` prints.
  private static func minorVersion(_ string: ArraySlice<UInt8>) -> Int? {
    let mark = Array(" release version 2.".utf8)
    guard string.starts(with: "ld.so ".utf8),
      let start = string.indices.first(where: { string[$0...].starts(with: mark) })
    else { return nil }
    let digits = string[(start + mark.count)...].prefix {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  /// The levels that glibc has for a machine (sysdeps/*/dl-hwcaps.h), the best first.
  static func knownLevels(_ abi: ABI) -> [[UInt8]] {
    let names: [String] =
      switch (abi.machine, abi.elfClass) {
      case (.x86_64, .elf64): ["x86-64-v4", "x86-64-v3", "x86-64-v2"]
      case (.s390, .elf64): ["z17", "z16", "z15", "z14", "z13"]
      case (.ppc64, _): ["power11", "power10", "power9"]
      default: []
      }
    return names.map { Array($0.utf8) }
  }
}

/// Hands over every NUL-terminated run of printable ASCII of two to 400 bytes that follows a NUL.
private func forEachString(in bytes: RawSpan, _ body: (ArraySlice<UInt8>) -> Void) {
  var string: [UInt8] = []
  var isUsable = false
  for index in 0..<bytes.byteCount {
    let byte = unsafe bytes.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self)
    if byte == 0 {
      if isUsable, string.count > 1 { body(string[...]) }
      string.removeAll(keepingCapacity: true)
      isUsable = true
    } else if isUsable {
      if byte < 0x20 || byte > 0x7e || string.count == 400 {
        isUsable = false
      } else {
        string.append(byte)
      }
    }
  }
}
