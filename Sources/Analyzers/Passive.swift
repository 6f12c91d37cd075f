internal import Roots

/// Files that are kept when asked for and never read for names: they name half the system without using it.
enum Passive {
  static func contains(_ path: RootPath) -> Bool {
    files.contains(path) || isDocumentation(path) || path.isWithin("/var/log")
      || path.isWithin("/var/cache") || path.isWithin("/usr/share/zoneinfo")
      || path.isWithin("/usr/share/i18n") || path.isWithin("/usr/share/locale")
      || path.isWithin("/etc/ssl/certs") || path.isWithin("/etc/profile.d")
  }

  private static let files: Set<RootPath> = [
    "/etc/shells", "/etc/profile", "/etc/bash.bashrc", "/etc/passwd", "/etc/group", "/etc/shadow",
    "/etc/gshadow", "/etc/services", "/etc/protocols", "/etc/rpc", "/etc/hosts", "/etc/fstab",
    "/etc/mtab", "/etc/crontab", "/etc/environment", "/etc/login.defs", "/etc/ld.so.cache",
    "/etc/ld.so.conf", "/etc/mailcap", "/etc/mime.types", "/etc/inputrc", "/etc/motd", "/etc/issue",
    "/etc/os-release", "/usr/lib/os-release", "/etc/debian_version", "/etc/sudoers",
  ]

  /// Manuals, licences, examples and translations: read by people.
  static func isDocumentation(_ path: RootPath) -> Bool {
    for place in documentation where path.isWithin(place) { return true }
    return false
  }

  private static let documentation: [RootPath] = [
    "/usr/share/doc", "/usr/share/man", "/usr/share/info", "/usr/share/lintian",
    "/usr/share/doc-base", "/usr/local/man", "/usr/local/share/man", "/usr/local/share/doc",
    "/usr/share/bug", "/usr/share/bash-completion", "/usr/share/zsh", "/usr/share/fish",
    "/usr/share/gtk-doc", "/usr/share/help", "/usr/share/reportbug", "/usr/share/linda",
  ]

  /// Directories of modules that imports bring one by one.
  static func isLanguageTree(_ path: RootPath) -> Bool {
    for component in path.components {
      if component.elementsEqual("node_modules".utf8) || component.starts(with: "python3".utf8)
        || component.starts(with: "python2".utf8) || component.starts(with: "perl".utf8)
        || component.elementsEqual("site-packages".utf8) || component.elementsEqual("gems".utf8)
        || component.elementsEqual("nodejs".utf8) || component.elementsEqual("ruby".utf8)
        || component.elementsEqual("vendor_ruby".utf8)
      {
        return path.isWithin("/usr")
      }
    }
    return false
  }
}
