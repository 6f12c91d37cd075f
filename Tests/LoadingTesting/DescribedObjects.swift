public import ELF
public import Loading
public import Roots

/// Objects for tests, described in the content of a `MemoryRoot`'s files instead of linked:
///
///     /usr/bin/app 755 : elf interp=/lib64/ld-linux-x86-64.so.2 needed=libfoo.so.1,libc.so.6 rpath=$ORIGIN/../lib
///     /usr/lib/libfoo.so.1 : elf soname=libfoo.so.1 needed=libc.so.6 provides=FOO_1 wants=libc.so.6:GLIBC_2.34,~GLIBC_2.36
///
/// | word | says |
/// | --- | --- |
/// | `interp=` | PT_INTERP; the object is a PIE then |
/// | `needed= filter= auxiliary= audit= depaudit=` | names, parted by commas |
/// | `soname= rpath= runpath=` | one string each; `rpath=` alone is an empty one |
/// | `nodeflib` | DF_1_NODEFLIB |
/// | `machine=` | x86-64 (the default), i386, x32, aarch64, arm, s390x, ppc64le, riscv64: with class and byte order |
/// | `order=big`, `osabi=6` | other than the machine's usual ones |
/// | `type=` | `exec`, `shared`, `pie`, `relocatable` |
/// | `static` | no dynamic section |
/// | `provides=` | versions defined |
/// | `wants=FILE:V1,V2` | versions needed, `~` before a weak one; repeatable |
/// | `dlopen=a\|b,c` | dlopen notes: parted by commas, their alternatives by `\|` |
/// | `malformed` | reading it fails |
///
/// The description ends at a NUL, after which may stand what else is in the file, such as the strings of a loader. What does not begin with
/// `elf` is no object.
public struct DescribedObjects: ObjectReader {
  public init() {}

  public func object(at path: RootPath, in root: any Root) throws(LoadingError) -> Object? {
    guard let words = try words(of: path, in: root) else { return nil }
    if words.contains("malformed") {
      throw LoadingError(
        path: path, cause: .elf(ELFError(.malformed, "its program headers end outside the file")))
    }
    return DescribedObject(words: words).object
  }

  public func dlopenNotes(
    of object: Object, at path: RootPath, in root: any Root
  ) throws(LoadingError) -> [DlopenNote] {
    guard let words = try words(of: path, in: root) else { return [] }
    return DescribedObject(words: words).notes
  }

  private func words(of path: RootPath, in root: any Root) throws(LoadingError) -> [Substring]? {
    let bytes: [UInt8]
    do { bytes = try root.bytes(of: path) } catch {
      throw LoadingError(path: path, cause: .root(error))
    }
    let text = String(decoding: bytes.prefix { $0 != 0 && $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    let words = text.split(separator: " ")
    return words.first == "elf" ? Array(words.dropFirst()) : nil
  }
}

private struct DescribedObject {
  let words: [Substring]

  var object: Object {
    let kind = Self.machines[value("machine") ?? "x86-64"] ?? (.elf64, .little, 62)
    var object = Object(
      elfClass: kind.0, byteOrder: value("order") == "big" ? .big : kind.1,
      machine: Machine(rawValue: kind.2), osABI: value("osabi").flatMap { UInt8($0) } ?? 0,
      type: type, interpreter: value("interp").map { Array($0.utf8) })
    if !words.contains("static") { object.dynamic = dynamic }
    return object
  }

  var notes: [DlopenNote] {
    list("dlopen").map { note in
      DlopenNote(sonames: note.split(separator: UInt8(ascii: "|")).map(Array.init))
    }
  }

  private var type: ObjectType {
    switch value("type") {
    case "exec": .executable
    case "relocatable": .relocatable
    default: .shared
    }
  }

  private var dynamic: Dynamic {
    var dynamic = Dynamic()
    dynamic.needed = list("needed")
    dynamic.filter = list("filter")
    dynamic.auxiliary = list("auxiliary")
    dynamic.audit = list("audit")
    dynamic.depaudit = list("depaudit")
    dynamic.soname = value("soname").map { Array($0.utf8) }
    dynamic.rpath = value("rpath").flatMap { $0.isEmpty ? nil : Array($0.utf8) }
    dynamic.runpath = value("runpath").map { Array($0.utf8) }
    if words.contains("nodeflib") { dynamic.flags1 |= 0x800 }
    if value("interp") != nil && value("type") == nil || value("type") == "pie" {
      dynamic.flags1 |= 0x0800_0000
    }
    dynamic.versionsDefined = list("provides")
    dynamic.definesVersions = value("provides") != nil
    for word in words where word.hasPrefix("wants=") {
      let parts = word.dropFirst(6).split(separator: ":", maxSplits: 1)
      let versions = parts[1].split(separator: ",").map { name in
        VersionsNeeded.Version(
          name: Array(name.drop { $0 == "~" }.utf8), isWeak: name.hasPrefix("~"))
      }
      dynamic.versionsNeeded.append(
        VersionsNeeded(file: Array(parts[0].utf8), versions: versions))
    }
    return dynamic
  }

  private func value(_ key: String) -> String? {
    words.last { $0.hasPrefix(key + "=") }.map { String($0.dropFirst(key.count + 1)) }
  }

  private func list(_ key: String) -> [[UInt8]] {
    (value(key) ?? "").split(separator: ",").map { Array($0.utf8) }
  }

  private static let machines: [String: (Object.Class, Object.ByteOrder, UInt16)] = [
    "x86-64": (.elf64, .little, 62), "x32": (.elf32, .little, 62), "i386": (.elf32, .little, 3),
    "aarch64": (.elf64, .little, 183), "arm": (.elf32, .little, 40), "s390x": (.elf64, .big, 22),
    "ppc64le": (.elf64, .little, 21), "riscv64": (.elf64, .little, 243),
    "sparc": (.elf32, .big, 2), "flipped": (.elf64, .big, 0x3e00),
  ]
}
