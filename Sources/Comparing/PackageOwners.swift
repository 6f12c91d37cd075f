internal import Packages
internal import Roots

/// Which package of a root owns a path.
struct PackageOwners {
  private let database: PackageDatabase

  init(_ root: any Root) { database = PackageDatabase(root: root) }

  func package(of path: RootPath) -> OwningPackage? {
    database.owner(of: path).map {
      OwningPackage(name: printable($0.name), version: printable($0.version))
    }
  }

  /// Every version that is installed, by name; several where several architectures are.
  func versions(of name: String) -> [String] {
    database.packages.filter { $0.name.elementsEqual(name.utf8) }.map { printable($0.version) }
  }
}

/// A package as reports name it.
struct OwningPackage: Hashable, Sendable {
  var name: String
  var version: String
}
