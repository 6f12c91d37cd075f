internal import ELF
internal import Loading
internal import Packages
internal import Planning
internal import Roots

/// Logins: a program that authenticates through PAM and starts programs gives people their shell and their home.
///
/// The shells are those of root and of people (user identifiers from 1000 on) in passwd(5); what they source at the start (/etc/profile, ~/.profile) is kept
/// and not followed. Homes keep their dot files, and those that the program names (`.ssh/authorized_keys`).
final class LoginAnalyzer: Analyzer {
  let name = "login"
  private let facts: ObjectFacts
  private var done = false

  init(facts: ObjectFacts) { self.facts = facts }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard !done, isApplications(file, run), let object = try? run.loader.object(at: file.path),
      let dynamic = object.dynamic,
      dynamic.needed.contains(where: { $0.starts(with: "libpam.so".utf8) }),
      try facts.abilities(of: file.path, object, run).contains(.exec),
      // Modules link libpam too; only a program opens sessions. A helper that starts somebody's processes gives them PAM's environment
      // (pam_getenvlist(3)); one that only authenticates for others does not.
      try opensSessions(file, object, run)
    else { return }
    done = true
    let users: RootPath = "/etc/passwd"
    guard
      try reading({ () throws(RootError) in try run.root.resolve(users).entry?.isRegular }) == true
    else { return }
    let text = try reading { () throws(RootError) in
      try run.root.bytes(of: try run.root.resolve(users).path, limit: 4 << 20)
    }
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      guard fields.count >= 7, let uid = UInt32(String(decoding: fields[2], as: UTF8.self)),
        uid == 0 || (1000..<60000).contains(uid)
      else { continue }
      let reason = Reason(.login, .likely, from: file.path, detail: Array(fields[0]))
      if !fields[6].isEmpty { try run.keep(Array(fields[6]), because: reason) }
      try keepHome(Array(fields[5]), reason, run)
    }
    try keepZone(file, run)
    for name in ["/etc/profile", "/etc/bash.bashrc", "/etc/profile.d", "/etc/shells", "/etc/motd"] {
      try run.keep(
        Array(name.utf8), because: Reason(.login, .likely, from: file.path), standing: .passive)
    }
  }

  /// The program that the application starts, or one of its own that this starts in turn: sshd(8) leaves sessions to sshd-session.
  private func isApplications(_ file: KeptFile, _ run: Run) -> Bool {
    if file.standing == .leading { return true }
    guard file.entry.isExecutable, let owner = run.packages.owner(of: file.path) else {
      return false
    }
    return run.leadingSources().contains(owner.source)
  }

  private func opensSessions(
    _ file: KeptFile, _ object: Object, _ run: Run
  ) throws(PlanningError) -> Bool {
    let imports = try facts.imports(of: file.path, object, run)
    let needed = ["pam_open_session"] + (file.standing == .leading ? [] : ["pam_getenvlist"])
    return needed.allSatisfy { name in imports.contains { $0.elementsEqual(name.utf8) } }
  }

  /// pam_env(8) reads /etc/environment: a session may have a time zone that the image configuration does not know.
  private func keepZone(_ file: KeptFile, _ run: Run) throws(PlanningError) {
    let path: RootPath = "/etc/environment"
    guard
      try reading({ () throws(RootError) in try run.root.entry(at: path)?.isRegular }) == true
    else { return }
    let text = try reading { () throws(RootError) in try run.root.bytes(of: path, limit: 1 << 20) }
    for line in text.split(separator: UInt8(ascii: "\n")) where line.starts(with: "TZ=".utf8) {
      let zone = line.dropFirst(3).filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
      try run.keep(
        Array("/usr/share/zoneinfo/".utf8) + zone,
        because: Reason(.timeZone, .likely, from: path, detail: Array(line)), standing: .passive)
    }
  }

  private func keepHome(_ home: [UInt8], _ reason: Reason, _ run: Run) throws(PlanningError) {
    guard home.count > 1, let path = try run.keep(home, because: reason, standing: .passive).path
    else { return }
    let children = try reading { () throws(RootError) in try run.root.children(of: path) ?? [] }
    for child in children where child.name.first == UInt8(ascii: ".") && child.kind == .regular {
      let file = path.appending(child.name)
      let size = try reading { () throws(RootError) in try run.root.entry(at: file)?.size ?? 0 }
      if size < 65536 { try run.keep(file, because: reason, standing: .passive) }
    }
    let keys = path.appending(".ssh").appending("authorized_keys")
    try run.keep(keys, because: reason, standing: .passive)
  }
}

extension Reason.Rule {
  /// Somebody's shell or home.
  static let login = Reason.Rule(rawValue: "login")
}
