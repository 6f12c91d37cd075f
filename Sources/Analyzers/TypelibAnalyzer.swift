internal import Loading
internal import Planning
internal import Roots

/// Typelibs of GObject introspection: what a language calls a library by that it does not link.
///
/// `from gi.repository import Gtk` reads Gtk-3.0.typelib, which names the shared objects that it describes and the typelibs that it builds on (the header of
/// gitypelib-internal.h); g_irepository_require(3) loads all of them. Code that speaks of introspection says the namespaces that it uses as words.
final class TypelibAnalyzer: Analyzer {
  let name = "typelib"
  private var byNamespace: [[UInt8]: [RootPath]]?
  private var seen: Set<RootPath> = []

  private static let largestSource: UInt64 = 1 << 20
  /// The strings of the header stand near its beginning; the largest in Debian has 1 MB.
  private static let largestTypelib = 16 << 20
  private static let ending = Array(".typelib".utf8)

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard file.entry.isRegular, file.entry.size <= Self.largestSource,
      try isCode(file, run), !(try typelibs(run)).isEmpty
    else { return }
    let text = try reading { () throws(RootError) in try run.root.bytes(of: file.path) }
    guard Self.speaksOfIntrospection(text) else { return }
    for word in Set(text.split { !CodeLiterals.isNameByte($0) }.map { Array($0) }).sortedByBytes() {
      try keep(
        word, version: nil, because: Reason(.mention, .likely, from: file.path, detail: word), run)
    }
  }

  /// Keeps the typelibs of a namespace, of all versions where none is said, with what they describe and build on.
  private func keep(
    _ namespace: [UInt8], version: [UInt8]?, because reason: Reason, _ run: Run
  ) throws(PlanningError) {
    for path in try typelibs(run)[namespace] ?? [] {
      if let version, !path.name.elementsEqual(namespace + [0x2D] + version + Self.ending) {
        continue
      }
      try run.keep(path, because: reason, standing: .passive)
      guard seen.insert(path).inserted else { continue }
      let bytes = try reading { () throws(RootError) in
        try run.root.prefix(of: path, limit: Self.largestTypelib)
      }
      guard let typelib = Typelib(bytes) else { continue }
      for dependency in typelib.dependencies {
        try keep(
          dependency.namespace, version: dependency.version,
          because: Reason(.mention, .likely, from: path, detail: dependency.namespace), run)
      }
      for library in typelib.libraries { try keep(library: library, from: path, run) }
    }
  }

  private func keep(
    library: [UInt8], from path: RootPath, _ run: Run
  ) throws(PlanningError) {
    // libgirepository opens them, which lies where its directory of typelibs does.
    let place = path.parent.parent
    let children = try reading { () throws(RootError) in try run.root.children(of: place) ?? [] }
    guard
      let opener = children.first(where: {
        $0.kind == .regular && $0.name.starts(with: "libgirepository-".utf8)
      })
    else { return }
    let result = try loading { () throws(LoadingError) in
      try run.loader.search(library, for: place.appending(opener.name))
    }
    guard case .found(let found, let links, _, _) = result else { return }
    let reason = Reason(.dlopen, .likely, from: path, detail: library)
    for link in links { try run.keepLink(link, because: reason) }
    try run.keep(found, because: reason)
  }

  private func isCode(_ file: KeptFile, _ run: Run) throws(PlanningError) -> Bool {
    if ProgramText.isCode(file.path) { return true }
    guard file.entry.isExecutable else { return false }
    return try run.head(of: file.path).starts(with: "#!".utf8)
  }

  /// The marks of Python, JavaScript (both ways) and Lua.
  private static func speaksOfIntrospection(_ text: [UInt8]) -> Bool {
    let span = unsafe text.span.bytes
    let all = 0..<text.count
    return span.contains("gi.repository", in: all) || span.contains("imports.gi", in: all)
      || span.contains("gi://", in: all) || span.contains("'lgi'", in: all)
      || span.contains("\"lgi\"", in: all)
  }

  private func typelibs(_ run: Run) throws(PlanningError) -> [[UInt8]: [RootPath]] {
    if let byNamespace { return byNamespace }
    var result: [[UInt8]: [RootPath]] = [:]
    for (path, kind) in try run.index.everything()
    where kind == .regular && path.name.hasSuffix(".typelib")
      && path.parent.name.starts(with: "girepository-".utf8)
    {
      guard let dash = path.name.firstIndex(of: 0x2D) else { continue }
      result[Array(path.name[..<dash]), default: []].append(path)
    }
    byNamespace = result
    return result
  }
}

/// The header of a typelib: gitypelib-internal.h of GObject introspection.
struct Typelib {
  var dependencies: [(namespace: [UInt8], version: [UInt8])] = []
  /// Names for dlopen(3).
  var libraries: [[UInt8]] = []

  private static let magic = Array("GOBJ\nMETADATA\r\n\u{1A}".utf8)

  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: Self.magic), bytes.count >= 112 else { return nil }
    for part in Self.string(at: 36, in: bytes).split(separator: UInt8(ascii: "|")) {
      guard let dash = part.lastIndex(of: 0x2D) else { continue }
      dependencies.append((Array(part[..<dash]), Array(part[(dash + 1)...])))
    }
    libraries = Self.string(at: 52, in: bytes).split(separator: UInt8(ascii: ",")).map {
      Array($0)
    }
  }

  /// The string whose offset stands at `field`; empty where there is none, or it lies outside.
  private static func string(at field: Int, in bytes: [UInt8]) -> ArraySlice<UInt8> {
    // Written by a machine of the same byte order; a foreign one has an offset that lies outside.
    var offset = 0
    for index in 0..<4 { offset |= Int(bytes[field + index]) << (8 * index) }
    guard offset > 0, offset < bytes.count else { return [] }
    return bytes[offset...].prefix(4096).prefix { $0 != 0 }
  }
}
