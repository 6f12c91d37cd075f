internal import Archives
internal import ELF
internal import Roots

/// What class files and the archives that hold them say about files outside.
struct JavaFacts {
  /// The packages of the Java platform whose classes are referred to, as `java.awt.image`.
  var packages: Set<[UInt8]> = []
  /// String constants that are absolute paths.
  var paths: Set<[UInt8]> = []
  /// What might be programs, in classes that can start one.
  var programs: Set<[UInt8]> = []
  /// String constants of classes that call System.loadLibrary: `foo` stands for `libfoo.so`.
  var libraries: Set<[UInt8]> = []
  /// The entries of `Class-Path` in the manifest, relative to the archive.
  var classPath: [[UInt8]] = []
  /// Shared objects inside, which are unpacked before they are loaded: their own needs must be outside.
  var objects: [Object] = []

  /// What is looked into for names: a configuration file, not a data set.
  private static let largestText = 64 << 10
  private static let largestClass = 4 << 20
  private static let largestObject = 64 << 20
  private static let largestNested = 256 << 20

  // MARK: Archives

  /// Adds what an archive says, with those inside it (`BOOT-INF/lib`, `WEB-INF/lib`).
  ///
  /// - Throws: where the directory cannot be read. A member that cannot be read says nothing.
  mutating func add(archive: RawSpan, depth: Int = 0) throws(ArchiveError) {
    guard let directory = try ZipDirectory(of: archive) else { return }
    for entry in directory.entries {
      let name = entry.name
      if name.hasSuffix(".class") {
        guard let bytes = try? directory.content(of: entry, in: archive, limit: Self.largestClass)
        else { continue }
        unsafe add(classFile: bytes.span.bytes)
      } else if name.hasSuffix(".jar") || name.hasSuffix(".war") {
        guard depth < 2,
          let bytes = try? directory.content(of: entry, in: archive, limit: Self.largestNested)
        else { continue }
        unsafe try? add(archive: bytes.span.bytes, depth: depth + 1)
      } else if name.elementsEqual("META-INF/MANIFEST.MF".utf8) {
        guard depth == 0,
          let bytes = try? directory.content(of: entry, in: archive, limit: 1 << 20)
        else { continue }
        classPath = Self.classPath(in: bytes)
      } else if name.hasSuffix(".so") || name.hasSuffix(".jnilib") {
        guard let bytes = try? directory.content(of: entry, in: archive, limit: Self.largestObject),
          let object = unsafe try? Object.read(bytes.span.bytes)
        else { continue }
        objects.append(object)
      } else if Self.isConfiguration(name) {
        guard let bytes = try? directory.content(of: entry, in: archive, limit: Self.largestText)
        else { continue }
        unsafe TextTokens.forEach(in: bytes.span.bytes) { word, _ in
          if word.first == UInt8(ascii: "/"), word.count > 2 { paths.insert(word) }
        }
      }
    }
  }

  private static func isConfiguration(_ name: [UInt8]) -> Bool {
    [".properties", ".xml", ".yml", ".yaml", ".conf", ".cfg"].contains { name.hasSuffix($0) }
  }

  /// JAR File Specification: lines of more than 72 bytes go on behind a newline and a space; the entries are URLs with spaces between
  /// them.
  static func classPath(in manifest: [UInt8]) -> [[UInt8]] {
    var value: [UInt8]?
    for var line in manifest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    {
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      if let begun = value {
        guard line.first == UInt8(ascii: " ") else { break }
        value = begun + line.dropFirst()
      } else if line.starts(with: "Class-Path:".utf8) {
        value = Array(line.dropFirst("Class-Path:".utf8.count))
      }
    }
    return (value ?? []).split(separator: UInt8(ascii: " ")).map { entry in
      var entry = entry
      if entry.starts(with: "file:".utf8) { entry = entry.dropFirst("file:".utf8.count) }
      return percentDecoded(entry)
    }
  }

  private static func percentDecoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        result.append(value)
        rest = rest.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return result
  }

  // MARK: Classes

  /// Adds what one class file says.
  mutating func add(classFile bytes: RawSpan) {
    guard let constants = JavaConstants(bytes) else { return }
    var canExecute = false
    constants.forEachClass(in: bytes) { range in
      if bytes.contains("Process", in: range) || bytes.contains("/exec/", in: range) {
        canExecute = true
      }
      guard Self.isPlatform(bytes, range) else { return }
      var end = range.upperBound
      while end > range.lowerBound, bytes.byte(at: end - 1) != UInt8(ascii: "/") { end -= 1 }
      guard end > range.lowerBound else { return }
      packages.insert(
        bytes.bytes(in: range.lowerBound..<(end - 1)).map {
          $0 == UInt8(ascii: "/") ? UInt8(ascii: ".") : $0
        })
    }
    if !canExecute { canExecute = constants.hasMember(named: "exec", in: bytes) }
    let loads = constants.hasMember(named: "loadLibrary", in: bytes)
    constants.forEachString(in: bytes) { range in
      guard range.count >= 2, range.count <= 2048 else { return }
      if canExecute {
        for program in CommandText.programs(in: bytes.bytes(in: range)) { programs.insert(program) }
      }
      if loads, range.count <= 64 { libraries.insert(bytes.bytes(in: range)) }
      if bytes.byte(at: range.lowerBound) == UInt8(ascii: "/"), range.count > 2, range.count <= 256
      {
        paths.insert(bytes.bytes(in: range))
      }
    }
  }

  /// Whether a class is the platform's own: only these can want what a profile of the platform has.
  private static func isPlatform(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
    guard range.count > 5 else { return false }
    switch bytes.byte(at: range.lowerBound) {
    case UInt8(ascii: "j"):
      return bytes.starts(with: "java/", at: range.lowerBound)
        || bytes.starts(with: "javax/", at: range.lowerBound)
    case UInt8(ascii: "s"): return bytes.starts(with: "sun/", at: range.lowerBound)
    case UInt8(ascii: "c"): return bytes.starts(with: "com/sun/", at: range.lowerBound)
    default: return false
    }
  }
}

extension Collection where Element == UInt8 {
  func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
