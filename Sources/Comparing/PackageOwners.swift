internal import Packages
internal import Roots

/// Which package owns a path, as a root's database has it or as a lock file says.
enum PackageOwners {
  case database(PackageDatabase)
  case listed(owners: [RootPath: String], packages: [LockedPackage])

  init(_ root: any Root) { self = .database(PackageDatabase(root: root)) }

  func packageName(of path: RootPath) -> String? {
    switch self {
    case .database(let database): database.owner(of: path).map { printable($0.name) }
    case .listed(let owners, _): owners[path]
    }
  }

  /// The installed version; the first one's where several architectures have the package, empty where none has.
  func version(of name: String) -> String {
    switch self {
    case .database(let database):
      database.packages.first { $0.name.elementsEqual(name.utf8) }.map { printable($0.version) }
        ?? ""
    case .listed(_, let packages): packages.first { $0.name == name }?.version ?? ""
    }
  }
}

/// A package as a lock file has it.
struct LockedPackage: Hashable, Sendable {
  var name: String
  var version: String
}
