internal import Roots

/// What lies about in an application's own tree and is never run.
enum Litter {
  /// What an application's own tree holds and never runs: version control, caches of tools.
  static func contains(_ path: RootPath, _ kind: Entry.Kind) -> Bool {
    let name = Array(path.name)
    if kind == .directory {
      return litterDirectories.contains(name)
    }
    return litterFiles.contains(name)
  }

  private static let litterDirectories = Set(
    [
      ".git", ".hg", ".svn", ".bzr", ".ssh", ".gnupg", ".cache", ".npm", "__pycache__",
      ".pytest_cache",
      ".mypy_cache", ".tox", ".nox", ".idea", ".vscode", ".github", ".gitlab", ".circleci",
    ].map { Array($0.utf8) })
  private static let litterFiles = Set(
    [
      ".gitignore", ".gitattributes", ".gitmodules", ".dockerignore", "Dockerfile", ".editorconfig",
      ".env",
      ".DS_Store", ".npmrc", ".netrc", ".pgpass", ".bash_history",
    ].map { Array($0.utf8) })
}
