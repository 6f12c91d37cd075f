internal import Packages
internal import Planning
internal import Roots

/// Package ownership: the package of a program that the application starts brings its runtime files.
///
/// Whoever packaged it listed what it needs to run: plug-ins, data under /usr/share/NAME, default configuration under /etc, state directories under
/// /var. Packages that it depends on and that are built from the same source count as the same. Documentation, manuals, headers, translations, hooks for
/// init systems, other programs on PATH and modules of languages do not come this way; objects and scripts are offered, not kept.
final class PackageAnalyzer: Analyzer {
  let name = "package"
  private var done: Set<Package> = []

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard file.standing == .leading, file.entry.isExecutable,
      let owner = run.packages.owner(of: file.path), !owner.isEssential, !done.contains(owner)
    else { return }
    for package in run.packages.family(of: owner) where done.insert(package).inserted {
      try keepFiles(
        of: package, because: Reason(.package, .likely, from: file.path, detail: package.name), run)
    }
  }

  private func keepFiles(
    of package: Package, because reason: Reason, _ run: Run
  ) throws(PlanningError) {
    for path in run.packages.files(of: package) where !Self.isLeftOut(path) && !run.isLeftOut(path)
    {
      let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
      guard let entry else { continue }
      switch entry.kind {
      case .directory:
        if !path.isWithin("/usr") { try run.keep(path, because: reason, standing: .passive) }
      case .regular:
        if try run.isCode(path) {
          run.offer(path, because: reason)
        } else if entry.size > Self.largeData {
          run.offer(path, because: reason)
        } else {
          try run.keep(
            path, because: reason, standing: path.isWithin("/etc") ? .supporting : .passive)
        }
      case .symlink:
        let resolution = try? run.root.resolve(path)
        if let real = resolution?.path, resolution?.entry?.isRegular == true, try run.isCode(real) {
          run.offer(real, because: reason, links: [path])
        } else {
          try run.keepLink(path, because: reason)
        }
      default: break
      }
    }
  }

  private static let largeData: UInt64 = 4 << 20

  /// What a package's list has for other purposes than running the program.
  static func isLeftOut(_ path: RootPath) -> Bool {
    if Passive.isDocumentation(path) || Passive.isLanguageTree(path) { return true }
    for place in otherPurposes where path.isWithin(place) { return true }
    let directory = path.parent
    if programDirectories.contains(directory) { return true }
    let name = path.name
    if name.suffix(2).elementsEqual(".a".utf8) || name.suffix(2).elementsEqual(".h".utf8)
      || name.suffix(3).elementsEqual(".pc".utf8) || name.suffix(3).elementsEqual(".bc".utf8)
    {
      return true
    }
    return false
  }

  private static let programDirectories: Set<RootPath> = [
    "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/games", "/usr/local/bin", "/usr/local/sbin",
  ]

  private static let otherPurposes: [RootPath] = [
    "/usr/include", "/usr/share/locale", "/usr/share/applications", "/usr/share/icons",
    "/usr/share/pixmaps", "/usr/share/metainfo", "/usr/share/apport", "/usr/share/initramfs-tools",
    "/usr/share/pkgconfig", "/usr/share/aclocal", "/usr/share/cmake", "/usr/src", "/usr/lib/debug",
    "/usr/lib/systemd", "/lib/systemd", "/etc/systemd", "/etc/init.d", "/etc/init", "/etc/rc.d",
    "/etc/cron.d", "/etc/cron.daily", "/etc/cron.hourly", "/etc/cron.weekly", "/etc/cron.monthly",
    "/etc/logrotate.d", "/etc/apparmor.d", "/etc/ppp", "/etc/network", "/etc/dhcp",
    "/etc/resolvconf",
    "/etc/insserv.conf.d", "/etc/ufw", "/etc/udev", "/usr/lib/udev", "/lib/udev",
    "/etc/bash_completion.d",
    "/etc/emacs", "/etc/apt", "/etc/kernel", "/etc/NetworkManager", "/usr/lib/NetworkManager",
    "/usr/lib/sysusers.d", "/usr/lib/tmpfiles.d", "/etc/X11/Xsession.d", "/etc/needrestart",
    "/etc/sudoers.d",
    "/etc/modprobe.d", "/etc/sysctl.d", "/usr/lib/sysctl.d", "/usr/share/dbus-1",
    "/usr/share/polkit-1",
    "/var/cache", "/var/lib/dpkg", "/var/lib/apt",
  ]
}

extension Reason.Rule {
  /// The file's package is the application's.
  static let package = Reason.Rule(rawValue: "package")
}
