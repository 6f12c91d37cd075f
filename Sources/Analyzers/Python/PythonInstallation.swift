internal import Planning
internal import Roots

/// One Python as it is installed: its version and the directory of its standard library.
///
/// The interpreter finds its library by going up from where it lies until `lib/pythonX.Y/os.py` is there (the landmark of getpath.py); a program that has
/// Python built in does the same from its shared library.
struct PythonInstallation: Hashable {
  var version: PythonSource.Version
  /// `/usr`, `/usr/local`, `/opt/conda`.
  var prefix: RootPath
  /// `/usr/lib/python3.11`
  var library: RootPath
  /// `python3.11`, as directories are called.
  var name: [UInt8]

  /// The installation that an executable or a libpython at a real path belongs to; nil where the file is neither.
  init?(interpreter path: RootPath, in root: any Root) {
    guard let version = Self.version(of: path.name) else { return nil }
    self.init(version: version, around: path.parent, in: root)
  }

  /// The installation in whose prefix a directory lies, of that version where one is given.
  init?(version: PythonSource.Version?, around directory: RootPath, in root: any Root) {
    var prefix = directory
    while true {
      if let found = Self.library(version, below: prefix, in: root) {
        self = found
        return
      }
      if prefix.isRoot { return nil }
      prefix = prefix.parent
    }
  }

  /// CPython, and PyPy, which has its library in a directory of its own name.
  static let implementations = ["python", "pypy"]

  private init(version: PythonSource.Version, prefix: RootPath, library: RootPath) {
    self.version = version
    self.prefix = prefix
    self.library = library
    name = Array(library.name)
  }

  private static func library(
    _ version: PythonSource.Version?, below prefix: RootPath, in root: any Root
  ) -> PythonInstallation? {
    for directory in ["lib", "lib64"] {
      let place = prefix.appending(directory)
      let names: [[UInt8]]
      if let version {
        names = implementations.map { Array("\($0)\(version.major).\(version.minor)".utf8) }
      } else {
        let children = (try? root.resolve(place)).flatMap { try? root.children(of: $0.path) }
        names = (children ?? []).map(\.name).filter { name in
          implementations.contains { name.starts(with: "\($0)3.".utf8) }
        }
      }
      for name in names {
        let library = place.appending(name)
        guard (try? root.resolve(library.appending("os.py")).entry)?.isRegular == true,
          let version = Self.version(of: name[...]) ?? nil
        else { continue }
        return PythonInstallation(version: version, prefix: prefix, library: library)
      }
    }
    return nil
  }

  /// What `python3.11`, `python3.7m`, `libpython3.11.so.1.0` say; the inner nil where a `python` or `python3` says only that it is one.
  private static func version(of name: ArraySlice<UInt8>) -> PythonSource.Version?? {
    var rest = name
    let isLibrary = rest.starts(with: "libpython".utf8)
    if isLibrary { rest = rest.dropFirst(3) }
    guard let name = implementations.first(where: { rest.starts(with: $0.utf8) }) else {
      return nil
    }
    rest = rest.dropFirst(name.utf8.count)
    if isLibrary, !rest.contains(UInt8(ascii: ".")) { return nil }
    let parts = rest.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard let major = parts.first else { return nil }
    if parts.count == 1 {
      return major.isEmpty || major.elementsEqual("3".utf8) ? .some(nil) : nil
    }
    // A letter behind the number tells of the build: 3.13t.
    let digits = parts[1].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let rest2 = parts[1].dropFirst(digits.count)
    guard let first = Int(String(decoding: major, as: UTF8.self)), first == 3,
      let second = Int(String(decoding: digits, as: UTF8.self)),
      rest2.allSatisfy({ "mdut".utf8.contains($0) })
    else { return nil }
    return .some(PythonSource.Version(major: first, minor: second))
  }

  /// Whether a path is the interpreter or the library that holds it, by its name alone.
  static func isInterpreter(_ path: RootPath) -> Bool {
    version(of: path.name) != nil
  }

  /// Directories of modules that were installed besides the standard library, in the order in which `site` adds them.
  ///
  /// Python's own installations use `site-packages`; Debian's `dist-packages`, also below /usr/local.
  func siteDirectories() -> [RootPath] {
    let places = [
      RootPath("/usr/local/lib").appending(name).appending("dist-packages"),
      library.appending("site-packages"),
      prefix.appending("lib64").appending(name).appending("site-packages"),
      prefix.appending("lib").appending("python\(version.major)").appending("dist-packages"),
      library.appending("dist-packages"),
      RootPath("/usr/local/lib").appending(name).appending("site-packages"),
      RootPath("/usr/local/lib64").appending(name).appending("site-packages"),
    ]
    // Debian's directories count for Debian's own Python only.
    return places.filter { prefix == "/usr" || $0.isWithin(prefix) }
  }
}
