internal import Packages
internal import Planning
internal import Roots

/// What no package owns: somebody put it there on purpose.
///
/// Outside the places of the distribution (/usr but /usr/local, /var but a few) an unowned file is the author's: the application, its
/// configuration, its certificates, its web pages. What maintainer scripts, package managers and tools generate is told apart by place.
final class UnownedAnalyzer: Analyzer {
  let name = "unowned"
  private var done = false

  /// After the first round: by then the profiles of what runs have said what nobody needs.
  func settle(_ run: Run) throws(PlanningError) {
    if done { return }
    done = true
    for (path, kind) in try run.index.everything() {
      guard kind == .regular || kind == .symlink || kind == .directory else { continue }
      // The cheap questions first: this is asked of every file of the root.
      guard Self.isAuthors(path), !run.isClaimed(path), !Self.isGenerated(path),
        !run.packages.isOwned(path), !run.isDocumentation(path), !run.isLeftOut(path)
      else {
        continue
      }
      guard !isLitter(path) else { continue }
      let reason = Reason(.unowned, .likely)
      switch kind {
      case .directory: try run.keep(path, because: reason, standing: .passive)
      case .symlink: try run.keepLink(path, because: reason)
      default:
        if try Secrets.isSecret(path, run) {
          run.note(
            Note(
              kind: "left-out-secret", path: path,
              text:
                "left out '\(path)': it looks like a secret and nothing names it (--keep keeps it)")
          )
          continue
        }
        // What lies in /var/lib is data that somebody left for the program.
        if path.isWithin("/var/lib") {
          if path.parent != "/var/lib" { try run.keep(path, because: reason, standing: .passive) }
          continue
        }
        // `pre-push.sample`, `local.conf.example` are there to be copied: nothing runs or reads them.
        let isSample =
          path.name.suffix(7).elementsEqual(".sample".utf8)
          || path.name.suffix(8).elementsEqual(".example".utf8)
        try run.keep(path, because: reason, standing: isSample ? .passive : .leading)
      }
    }
  }

  /// Where authors put things.
  private static func isAuthors(_ path: RootPath) -> Bool {
    for place in distributions where path.isWithin(place) {
      return exceptions.contains { path.isWithin($0) && path != $0 }
    }
    return true
  }

  private static let distributions: [RootPath] = [
    "/usr", "/var", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/libx32", "/boot", "/proc",
    "/sys",
    "/dev", "/run", "/tmp",
  ]
  private static let exceptions: [RootPath] = [
    "/usr/local/bin", "/usr/local/sbin", "/usr/local/lib", "/usr/local/libexec", "/usr/local/etc",
    "/usr/local/share", "/usr/src", "/usr/local", "/var/www", "/var/lib", "/var/spool", "/var/opt",
    "/run",
  ]

  private func isLitter(_ path: RootPath) -> Bool {
    var place = path
    while !place.isRoot {
      if Litter.contains(place, place == path ? .regular : .directory) { return true }
      place = place.parent
    }
    return Litter.contains(path, .directory)
  }

  /// Made by package managers and their hooks, or for building and reading.
  private static func isGenerated(_ path: RootPath) -> Bool {
    for place in generated where path.isWithin(place) { return true }
    // Backups that shadow tools and dpkg leave: /etc/passwd-, *.dpkg-old.
    let name = path.name
    if path.isWithin("/etc"), name.last == UInt8(ascii: "-") { return true }
    return name.starts(with: ".wh.".utf8)
  }

  private static let generated: [RootPath] = [
    "/etc/ssl/certs", "/etc/alternatives", "/etc/ld.so.cache", "/etc/rc0.d", "/etc/rc1.d",
    "/etc/rc2.d",
    "/etc/rc3.d", "/etc/rc4.d", "/etc/rc5.d", "/etc/rc6.d", "/etc/rcS.d", "/etc/apt", "/etc/shadow",
    "/etc/gshadow", "/etc/passwd", "/etc/group", "/etc/subuid", "/etc/subgid", "/etc/.pwd.lock",
    "/etc/machine-id", "/etc/systemd", "/etc/ca-certificates.conf", "/etc/ca-certificates",
    "/etc/cron.d",
    "/etc/hostname", "/etc/hosts", "/etc/resolv.conf", "/etc/mtab", "/etc/fstab", "/etc/dpkg",
    "/etc/pam.d", "/etc/shells", "/etc/environment", "/etc/default/locale", "/etc/locale.gen",
    "/etc/timezone",
    "/etc/localtime", "/etc/update-motd.d", "/etc/init.d", "/etc/python3", "/etc/java", "/etc/xml",
    "/etc/sgml",
    "/usr/local/include", "/usr/local/man", "/usr/local/share/man", "/usr/local/share/doc",
    "/usr/local/doc",
    "/usr/local/share/ca-certificates", "/usr/local/lib/node_modules/npm",
    "/usr/local/lib/node_modules/corepack",
    "/var/lib/dpkg", "/var/lib/apt", "/var/lib/pam", "/var/lib/systemd", "/var/lib/ucf",
    "/var/lib/python",
    "/var/lib/ghostscript", "/var/lib/xml-core", "/var/lib/sgml-base", "/var/lib/misc",
    "/var/lib/polkit-1",
    "/root/.cache", "/root/.bashrc", "/root/.profile", "/root/.bash_history", "/root/.wget-hsts",
  ]
}

/// Private keys and credentials: never kept because they happen to lie about, only when something names them.
enum Secrets {
  static func isSecret(_ path: RootPath, _ run: Run) throws(PlanningError) -> Bool {
    let name = path.name
    if name.starts(with: "id_rsa".utf8) || name.starts(with: "id_ed25519".utf8)
      || name.starts(with: "id_ecdsa".utf8) || name.starts(with: "id_dsa".utf8)
    {
      return !name.suffix(4).elementsEqual(".pub".utf8)
    }
    guard name.suffix(4).elementsEqual(".key".utf8) || name.suffix(4).elementsEqual(".pem".utf8)
    else {
      return false
    }
    let start = try reading { () throws(RootError) in try run.root.prefix(of: path, limit: 64) }
    let text = String(decoding: start, as: UTF8.self)
    return text.hasPrefix("-----BEGIN") && text.contains("PRIVATE KEY")
  }
}

extension Reason.Rule {
  /// No package owns it.
  static let unowned = Reason.Rule(rawValue: "unowned")
}
