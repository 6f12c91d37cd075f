internal import Packages
internal import Planning
internal import Profiles
internal import Roots

/// PHP: the files that a program includes along the include path, and the packages that these come from.
///
/// The include path is built into php (`.:/usr/share/php`); code that sets it says further directories in literals. A literal that names a file of PHP is tried
/// against it, against the file's own directory and those above (`__DIR__ . '/../x.php'`), and as it stands; one with a computed part is tried with the other
/// literals of the file. Once something of the include path is included, names of classes count as well, by the convention of autoloaders (PSR-0, PSR-4). A
/// file that a package owns brings the modules of that package and of those that it depends on: autoloaders find classes by tables and by names that nobody
/// can read off.
final class PHPAnalyzer: Analyzer {
  let name = "php"
  private var includePath: [RootPath] = []
  private var sources: [RootPath: PHPSource] = [:]
  private var broughtPackages: Set<Package> = []
  /// Whether anything below the include path is included.
  private var includes = false
  private var listings: ModuleListings?

  private static let largestSource: UInt64 = 4 << 20

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    if Self.isInterpreter(file.path), file.entry.size <= 256 << 20, try run.isObject(file.path) {
      try enter(file.path, run)
      return
    }
    guard file.entry.size <= Self.largestSource, try Self.isSource(file, run) else { return }
    let source = try reading { () throws(RootError) in
      try run.root.withContent(of: file.path) { (text) throws(RootError) in PHPSource(text) }
    }
    sources[file.path] = source
    var added = false
    for directory in source.directories.sortedByBytes() { added = add(directory, run) || added }
    if added { try followAll(run) } else { try follow(file.path, source, run) }
  }

  /// An interpreter says where it looks; what was read before it is followed now.
  private func enter(_ interpreter: RootPath, _ run: Run) throws(PlanningError) {
    var added = false
    for directory in try EmbeddedDirectories.searchPath(in: interpreter, run) {
      added = add(directory, run) || added
    }
    if added { try followAll(run) }
  }

  private func add(_ directory: [UInt8], _ run: Run) -> Bool {
    guard let place = try? run.root.resolve(directory), place.entry?.isDirectory == true,
      run.profiles.has(place.path.appending("x"), in: .dependedModules)
        || place.path.isWithin("/usr") && place.path.name.elementsEqual("php".utf8),
      !includePath.contains(place.path)
    else { return false }
    includePath.append(place.path)
    return true
  }

  private func followAll(_ run: Run) throws(PlanningError) {
    for path in sources.keys.sorted() {
      if let source = sources[path] { try follow(path, source, run) }
    }
  }

  private func follow(
    _ path: RootPath, _ source: PHPSource, _ run: Run
  ) throws(PlanningError) {
    if includePath.isEmpty { return }
    for name in source.files.sortedByBytes() { try include(name, from: path, run) }
    for template in source.templates {
      for word in source.words.sortedByBytes() {
        try include(template.before + word + template.after, from: path, run)
      }
    }
    guard includes else { return }
    for name in source.classes.sortedByBytes() {
      try include(name + Array(".php".utf8), from: path, run)
    }
  }

  /// Keeps what a name leads to, where that lies along the include path.
  private func include(
    _ name: [UInt8], from path: RootPath, _ run: Run
  ) throws(PlanningError) {
    guard let found = find(name, from: path, run),
      includePath.contains(where: { found.isWithin($0) })
    else { return }
    let isFirst = !includes
    includes = true
    try keep(found, Reason(.phpInclude, .likely, from: path, detail: name), run)
    // The classes that were named before count now.
    if isFirst { try followAll(run) }
  }

  private func keep(
    _ path: RootPath, _ reason: Reason, _ run: Run
  ) throws(PlanningError) {
    guard !run.isLeftOut(path) else { return }
    try run.keep(path, because: reason, standing: .supporting)
    guard let owner = run.packages.owner(of: path) else { return }
    var pending = [owner]
    while let package = pending.popLast() {
      let modules = run.packages.files(of: package).filter { file in
        includePath.contains { file.isWithin($0) }
      }
      if modules.isEmpty || !broughtPackages.insert(package).inserted { continue }
      let why = Reason(.phpInclude, .likely, from: path, detail: package.name)
      for module in modules where !run.isLeftOut(module) && !run.isDocumentation(module) {
        let entry = try reading { () throws(RootError) in try run.root.entry(at: module) }
        if entry?.isSymlink == true {
          try run.keepLink(module, because: why)
        } else if entry?.isRegular == true {
          try run.keep(module, because: why, standing: .passive)
        }
      }
      try OwnData.keep(of: package, because: why, run)
      pending += run.packages.dependencies(of: package).filter { !$0.isEssential }
    }
  }

  private func find(_ name: [UInt8], from path: RootPath, _ run: Run) -> RootPath? {
    let listings = self.listings ?? ModuleListings(root: run.root)
    self.listings = listings
    if name.first == UInt8(ascii: "/") {
      if let place = try? run.root.resolve(name), place.entry?.isRegular == true {
        return place.path
      }
      // `__DIR__ . '/x.php'`, `dirname(__DIR__, 2) . '/x.php'`
      for directory in [path.parent, path.parent.parent, path.parent.parent.parent]
      where !directory.isRoot && includePath.contains(where: { path.isWithin($0) }) {
        let place = try? run.root.resolve(directory.bytes + name)
        if let place, place.entry?.isRegular == true { return place.path }
      }
      return nil
    }
    let relative = name.starts(with: "./".utf8) ? Array(name.dropFirst(2)) : name
    for directory in includePath {
      if let found = listings.hasFile(relative, in: directory) {
        return (try? run.root.resolve(found))?.path
      }
    }
    guard includePath.contains(where: { path.isWithin($0) }) else { return nil }
    let place = try? run.root.resolve(
      path.parent.bytes + [UInt8(ascii: "/")] + relative)
    return place?.entry?.isRegular == true ? place?.path : nil
  }

  /// `php8.2`, `php-fpm8.2`, `libphp8.2.so`
  private static func isInterpreter(_ path: RootPath) -> Bool {
    path.name.starts(with: "php".utf8)
      && path.name.firstIndex(of: UInt8(ascii: ".")).map {
        !path.name[$0...].elementsEqual(".php".utf8)
      } ?? true || path.name.starts(with: "libphp".utf8)
  }

  private static func isSource(_ file: KeptFile, _ run: Run) throws(PlanningError) -> Bool {
    let name = file.path.name
    if [".php", ".inc", ".phtml"].contains(where: {
      name.suffix($0.utf8.count).elementsEqual($0.utf8)
    }) {
      return true
    }
    guard file.standing == .leading else { return false }
    let start = try run.head(of: file.path)
    if start.starts(with: "<?php".utf8) { return true }
    guard start.starts(with: "#!".utf8) else { return false }
    return String(decoding: start.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
      .contains("php")
  }
}

extension Reason.Rule {
  /// PHP code includes it, or a class of its package.
  static let phpInclude = Reason.Rule(rawValue: "php-include")
}
