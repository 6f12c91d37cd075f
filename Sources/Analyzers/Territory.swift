internal import Roots

/// Which directories belong to one thing, and which are everybody's: mentioning `/usr/share` must not bring it, mentioning
/// `/usr/share/fonts-of-mine` may.
///
/// The Filesystem Hierarchy Standard names the shared ones; everything below them, and every other top-level directory, is private.
enum Territory {
  /// Directories whose content belongs to many packages.
  static let shared: Set<RootPath> = [
    "/", "/bin", "/boot", "/dev", "/etc", "/etc/alternatives", "/etc/cron.d", "/etc/cron.daily",
    "/etc/default", "/etc/init.d", "/etc/logrotate.d", "/etc/pam.d", "/etc/profile.d",
    "/etc/security",
    "/etc/skel", "/etc/ssl", "/etc/systemd", "/etc/xdg", "/etc/opt", "/home", "/lib", "/lib32",
    "/lib64",
    "/libx32", "/media", "/mnt", "/opt", "/proc", "/root", "/run", "/run/lock", "/sbin", "/srv",
    "/sys",
    "/tmp", "/usr", "/usr/bin", "/usr/games", "/usr/include", "/usr/lib", "/usr/lib32",
    "/usr/lib64",
    "/usr/libexec", "/usr/libx32", "/usr/local", "/usr/local/bin", "/usr/local/etc",
    "/usr/local/games",
    "/usr/local/include", "/usr/local/lib", "/usr/local/libexec", "/usr/local/man",
    "/usr/local/sbin",
    "/usr/local/share", "/usr/local/src", "/usr/sbin", "/usr/share", "/usr/share/applications",
    "/usr/share/bash-completion", "/usr/share/doc", "/usr/share/doc-base", "/usr/share/dbus-1",
    "/usr/share/fonts", "/usr/share/icons", "/usr/share/info", "/usr/share/java",
    "/usr/share/javascript",
    "/usr/share/keyrings", "/usr/share/lintian", "/usr/share/locale", "/usr/share/man",
    "/usr/share/misc",
    "/usr/share/mime", "/usr/share/nodejs", "/usr/share/perl5", "/usr/share/php",
    "/usr/share/pixmaps",
    "/usr/share/pkgconfig", "/usr/share/polkit-1", "/usr/share/sounds", "/usr/share/themes",
    "/usr/share/xml", "/usr/share/zsh", "/usr/src", "/var", "/var/backups", "/var/cache",
    "/var/lib",
    "/var/local", "/var/lock", "/var/log", "/var/mail", "/var/opt", "/var/run", "/var/spool",
    "/var/tmp",
    "/var/www", "/usr/lib/python3", "/usr/lib/python3/dist-packages", "/usr/lib/ruby",
    "/usr/lib/jvm",
    "/usr/share/rubygems-integration", "/usr/share/perl", "/usr/lib/debug", "/usr/lib/systemd",
    "/usr/lib/udev", "/usr/lib/tmpfiles.d", "/usr/lib/sysusers.d", "/usr/local/lib/python3",
    "/var/lib/dpkg", "/var/lib/apt", "/var/lib/systemd", "/usr/lib/apt", "/usr/lib/dpkg",
    "/usr/lib/locale", "/usr/share/i18n", "/usr/share/zoneinfo",
  ]

  static func isPrivate(_ path: RootPath) -> Bool {
    if shared.contains(path) { return false }
    // /usr/lib/x86_64-linux-gnu and its kin.
    let name = path.name
    if path.parent.name.elementsEqual("lib".utf8), isMultiarch(name) { return false }
    // Version directories of the language runtimes' own module trees.
    if let parent = RootPath?.some(path.parent), runtimeTrees.contains(parent) { return false }
    return true
  }

  private static let runtimeTrees: Set<RootPath> = [
    "/usr/share/perl", "/usr/lib/ruby", "/usr/lib/jvm",
  ]

  /// Whether a name is a GNU triplet as Debian's multiarch directories have it.
  static func isMultiarch(_ name: some Collection<UInt8>) -> Bool {
    let parts = name.split(separator: UInt8(ascii: "-"))
    return parts.count == 3 && parts[1].elementsEqual("linux".utf8)
      && (parts[2].starts(with: "gnu".utf8) || parts[2].starts(with: "musl".utf8))
  }

  /// What an application's own tree holds and never runs: version control, caches of tools.
  static func isLitter(_ path: RootPath, _ kind: Entry.Kind) -> Bool {
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
