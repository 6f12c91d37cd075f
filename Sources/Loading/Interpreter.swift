internal import ELF
internal import Roots

/// A dynamic loader of the root, and what it has built in.
final class Interpreter {
  /// Its place in `Interpreters`.
  let id: Int32
  /// As PT_INTERP names it; empty where the root has no loader for the machine.
  let name: [UInt8]
  /// The file, where the root has it.
  let file: LocatedFile?
  let kind: Kind
  /// What it loads.
  let abi: ABI

  enum Kind {
    case glibc(Glibc)
    case musl(Musl)
  }

  /// What a glibc of some build and version does.
  struct Glibc {
    /// Where it looks last (ld.so(8)): its SYSTEM_DIRS, without the slash at the end.
    var defaultDirectories: [[UInt8]]
    /// What `$LIB` stands for.
    var lib: [UInt8]
    /// The glibc-hwcaps subdirectories that it knows, the best first.
    var levels: [[UInt8]] = []
    /// Whether it still searches the `tls`, platform and hwcap subdirectories that glibc 2.37 gave up.
    var searchesLegacySubdirectories = false
    /// Whether all this was read from the loader itself, or assumed for the machine.
    var isRead = true
  }

  struct Musl {
    /// The list that replaces the built-in one; nil where there is no such file.
    var pathFile: [UInt8]
    /// As in the loader's name: `x86_64`.
    var architecture: [UInt8]
  }

  init(id: Int32, name: [UInt8], file: LocatedFile?, kind: Kind, abi: ABI) {
    self.id = id
    self.name = name
    self.file = file
    self.kind = kind
    self.abi = abi
  }

  var isMusl: Bool {
    if case .musl = kind { true } else { false }
  }
}

extension Interpreter.Musl {
  /// From a loader's name such as `/lib/ld-musl-x86_64.so.1`; nil where it is not musl's.
  init?(interpreter name: [UInt8]) {
    let base = name[((name.lastIndex(of: slash) ?? -1) + 1)...]
    let prefix = Array("ld-musl-".utf8)
    guard base.starts(with: prefix) else { return nil }
    architecture = Array(base.dropFirst(prefix.count).prefix { $0 != UInt8(ascii: ".") })
    // dynlink.c, load_library: beside the directory that the loader is in, as it was named.
    var directory: ArraySlice<UInt8> = []
    if name.first == slash, let last = name.lastIndex(of: slash),
      let before = name[..<last].lastIndex(of: slash)
    {
      directory = name[..<before]
    }
    pathFile = directory + "/etc/ld-musl-".utf8 + architecture + ".path".utf8
  }

  /// Where musl looks when there is no path file.
  static let defaultDirectories = Array("/lib:/usr/local/lib:/usr/lib".utf8)

  /// Names that are the loader itself, whatever follows their dot (dynlink.c, load_library).
  static func isBuiltIn(_ name: [UInt8]) -> Bool {
    guard name.starts(with: "lib".utf8), let dot = name.firstIndex(of: UInt8(ascii: ".")) else {
      return false
    }
    return builtIn.contains(Array(name[3..<dot]))
  }

  private static let builtIn: Set<[UInt8]> = Set(
    ["c", "pthread", "rt", "m", "dl", "util", "xnet"].map { Array($0.utf8) })
}

let slash = UInt8(ascii: "/")
