internal import Planning
internal import Roots

/// Finds modules in directories as the import system's path-based finder does: a package before an extension before source before bytecode, and a directory
/// without `__init__` as part of a namespace where nothing else has the name.
///
/// Each directory is listed once per run.
final class PythonModules {
  private let root: any Root
  private let version: PythonSource.Version
  private var listings: [RootPath: [BytesKey: Module]] = [:]

  init(root: any Root, version: PythonSource.Version) {
    self.root = root
    self.version = version
  }

  /// One module as it lies in a directory.
  enum Module: Hashable {
    /// A directory with its `__init__` file.
    case package(RootPath, initial: RootPath)
    /// A directory without.
    case namespace(RootPath)
    /// A source, or bytecode without a source.
    case source(RootPath)
    /// A shared object.
    case `extension`(RootPath)

    /// Where modules inside it are looked for.
    var directory: RootPath? {
      switch self {
      case .package(let directory, _), .namespace(let directory): directory
      case .source, .extension: nil
      }
    }

    /// What is read when it is imported.
    var file: RootPath? {
      switch self {
      case .package(_, let file), .source(let file), .extension(let file): file
      case .namespace: nil
      }
    }

    fileprivate var rank: Int {
      switch self {
      case .package: 0
      case .extension: 1
      case .source(let path): path.name.last == UInt8(ascii: "y") ? 2 : 3
      case .namespace: 4
      }
    }
  }

  /// The modules that lie directly in a directory, by name; empty where there is no such directory.
  func modules(in directory: RootPath) throws(PlanningError) -> [BytesKey: Module] {
    if let known = listings[directory] { return known }
    var result: [BytesKey: Module] = [:]
    func add(_ name: [UInt8], _ module: Module) {
      let name = BytesKey(name)
      if let other = result[name], other.rank <= module.rank { return }
      result[name] = module
    }
    for child in try children(of: directory) {
      let path = directory.appending(child.name)
      switch child.kind {
      case .directory: if let module = try package(at: path) { add(child.name, module) }
      case .symlink:
        let target = try? root.resolve(path).entry
        if target?.isDirectory == true, let module = try package(at: path) {
          add(child.name, module)
        } else if target?.isRegular == true, let (name, module) = Self.module(path),
          isForThisVersion(path)
        {
          add(name, module)
        }
      case .regular:
        if let (name, module) = Self.module(path), isForThisVersion(path) { add(name, module) }
      default: break
      }
    }
    listings[directory] = result
    return result
  }

  func module(_ name: some Collection<UInt8>, in directory: RootPath) throws(PlanningError)
    -> Module?
  {
    try modules(in: directory)[BytesKey(Array(name))]
  }

  private func children(of directory: RootPath) throws(PlanningError) -> [Child] {
    let real = try? root.resolve(directory)
    guard let real, real.entry?.isDirectory == true else { return [] }
    return try reading { () throws(RootError) in try root.children(of: real.path) ?? [] }
  }

  private func package(at directory: RootPath) throws(PlanningError) -> Module? {
    guard Self.isModuleName(directory.name), !directory.name.elementsEqual("__pycache__".utf8)
    else { return nil }
    var initial: RootPath?
    for child in try children(of: directory) where child.name.starts(with: "__init__.".utf8) {
      let path = directory.appending(child.name)
      guard let (_, module) = Self.module(path), isForThisVersion(path) else { continue }
      if case .extension = module { return .package(directory, initial: path) }
      if initial == nil || child.name.elementsEqual("__init__.py".utf8) { initial = path }
    }
    return initial.map { .package(directory, initial: $0) } ?? .namespace(directory)
  }

  /// The name and kind of the module that a file is.
  static func module(_ path: RootPath) -> (name: [UInt8], module: Module)? {
    let file = path.name
    guard let dot = file.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    let name = file[..<dot]
    let suffix = file[(dot + 1)...]
    guard isModuleName(name) else { return nil }
    if suffix.elementsEqual("py".utf8) || suffix.elementsEqual("pyc".utf8) {
      return (Array(name), .source(path))
    }
    // x.so, x.abi3.so, x.cpython-311-x86_64-linux-gnu.so
    if suffix.elementsEqual("so".utf8) || suffix.suffix(3).elementsEqual(".so".utf8) {
      return (Array(name), .extension(path))
    }
    return nil
  }

  /// An extension built for one version says so: `x.cpython-311-x86_64-linux-gnu.so`. One without that, or with `abi3`, serves all.
  func isForThisVersion(_ path: RootPath) -> Bool {
    let parts = path.name.split(separator: UInt8(ascii: "."))
    guard parts.count > 2, parts[1].starts(with: "cpython-".utf8) else { return true }
    let tag = parts[1].dropFirst(8).prefix { $0 != UInt8(ascii: "-") }
    return tag.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      .elementsEqual("\(version.major)\(version.minor)".utf8)
  }

  /// What cannot stand in an import statement can still be imported by its name: `0001-first`.
  private static func isModuleName(_ name: some Collection<UInt8>) -> Bool {
    !name.isEmpty && name.allSatisfy { PythonTokens.isNameByte($0) || $0 == UInt8(ascii: "-") }
  }

  static func isIdentifier(_ name: some Collection<UInt8>) -> Bool {
    guard let first = name.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
      return false
    }
    return name.allSatisfy { PythonTokens.isNameByte($0) }
  }
}
