internal import Roots

/// `@INC`: the directories in which perl looks for modules, in its order, and what is in them (perlvar, lib(3perl)).
final class PerlSearchPath {
  let installation: PerlInstallation
  private let root: any Root
  /// `-I`, `use lib`, `PERL5LIB`: searched first.
  private(set) var front: [RootPath] = []
  /// Where perl's directories really are: Debian's `/usr/share/perl/5.36` is a link.
  private(set) var targets: [(directory: RootPath, real: RootPath)]
  /// The directories of other interpreters in the root: Debian's `perl` searches one more than the `libperl.so` that is embedded.
  private(set) var others: [[RootPath]] = []
  let listings: ModuleListings
  private var found: [[UInt8]: RootPath?] = [:]
  private var below: [[UInt8]: [[UInt8]]] = [:]
  private var directoryOfParent: [RootPath: RootPath?] = [:]

  init(installation: PerlInstallation, root: any Root) {
    self.installation = installation
    self.root = root
    listings = ModuleListings(root: root)
    targets = Self.targets(of: installation.directories, root)
  }

  private static func targets(
    of directories: [RootPath], _ root: any Root
  ) -> [(directory: RootPath, real: RootPath)] {
    directories.map { directory in
      (directory, (try? root.resolve(directory).path) ?? directory)
    }
  }

  /// The directories of another interpreter; false where they are known.
  func add(_ other: PerlInstallation) -> Bool {
    guard other.directories != installation.directories, !others.contains(other.directories),
      !other.directories.isEmpty
    else { return false }
    others.append(other.directories)
    let more = other.directories.filter { directory in
      !targets.contains { $0.directory == directory }
    }
    targets += Self.targets(of: more, root)
    directoryOfParent = [:]
    return true
  }

  var path: [RootPath] { front + installation.directories }

  /// Whether a file lies in one of perl's own directories or in those of installed modules.
  func isLibrary(_ file: RootPath) -> Bool { directory(of: file) != nil }

  func directory(of file: RootPath) -> RootPath? {
    if let known = directoryOfParent[file.parent] { return known }
    let result = targets.filter { file.isWithin($0.directory) || file.isWithin($0.real) }
      .max { $0.directory.bytes.count < $1.directory.bytes.count }?.directory
    directoryOfParent[file.parent] = .some(result)
    return result
  }

  func isCore(_ file: RootPath) -> Bool {
    directory(of: file).map {
      installation.core.contains($0) || !installation.directories.contains($0)
    }
      ?? false
  }

  /// Adds a directory, with those for the version and machine below it; false where nothing is new.
  @discardableResult
  func addFront(_ directory: RootPath) -> Bool {
    guard !path.contains(directory), let real = try? root.resolve(directory),
      real.entry?.isDirectory == true
    else { return false }
    front.append(directory)
    // lib.pm and PERL5LIB also take DIR/VERSION/ARCH, DIR/VERSION and DIR/ARCH.
    for child in (try? root.children(of: real.path)) ?? [] where child.kind == .directory {
      let name = child.name
      let isVersion = name.first == UInt8(ascii: "5") && name.contains(UInt8(ascii: "."))
      let below = directory.appending(name)
      if isVersion {
        front.append(below)
        for inner in (try? root.children(of: real.path.appending(name))) ?? []
        where isMachine(inner.name) {
          front.append(below.appending(inner.name))
        }
      } else if isMachine(name) {
        front.append(below)
      }
    }
    found = [:]
    below = [:]
    return true
  }

  /// `x86_64-linux-gnu-thread-multi`
  private func isMachine(_ name: [UInt8]) -> Bool {
    let parts = name.split(separator: UInt8(ascii: "-"))
    return parts.count > 1 && parts.contains { $0.elementsEqual("linux".utf8) }
  }

  /// The file, relative to a directory of `@INC`, that is found first; as it is asked for.
  func find(_ relative: [UInt8]) -> RootPath? {
    if let known = found[relative] { return known }
    var result: RootPath?
    for directory in path {
      result = listings.hasFile(relative, in: directory)
      if result != nil { break }
    }
    found[relative] = .some(result)
    return result
  }

  /// The name of the module that a file of a directory of modules is.
  func module(of path: RootPath?) -> [UInt8]? {
    guard let path, path.name.suffix(3).elementsEqual(".pm".utf8),
      let owner = directory(of: path) ?? front.first(where: { path.isWithin($0) && path != $0 })
    else { return nil }
    let real = targets.first { $0.directory == owner }?.real ?? owner
    for top in [real, owner] where path.isWithin(top) {
      let stem = path.bytes.dropFirst(top.bytes.count + 1).dropLast(3)
      return Array(stem.split(separator: UInt8(ascii: "/")).joined(separator: PerlImporter.colons))
    }
    return nil
  }

  /// The modules directly below a name, in any directory.
  func modules(below name: [UInt8]) -> [[UInt8]] {
    if let known = below[name] { return known }
    let stem = PerlImporter.stem(of: name)
    var modules: Set<[UInt8]> = []
    for directory in path {
      for child in listings.names(in: stem, below: directory)
      where child.suffix(3).elementsEqual(".pm".utf8) {
        modules.insert(name + PerlImporter.colons + child.dropLast(3))
      }
    }
    let result = modules.sortedByBytes()
    below[name] = result
    return result
  }
}
