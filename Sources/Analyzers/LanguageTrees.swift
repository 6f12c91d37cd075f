internal import Roots

/// Directories of modules that imports bring one by one.
enum LanguageTrees {
  static func contains(_ path: RootPath) -> Bool {
    guard path.isWithin("/usr") else { return false }
    return path.components.contains { component in
      names.contains(Array(component)) || prefixes.contains { component.starts(with: $0) }
    }
  }

  private static let names = Set(
    [
      "node_modules", "site-packages", "dist-packages", "gems", "nodejs", "ruby", "vendor_ruby",
      "perl", "perl5", "perl-base",
    ]
    .map { Array($0.utf8) })
  private static let prefixes = ["python3", "python2"].map { Array($0.utf8) }
}
