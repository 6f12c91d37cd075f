internal import Loading
internal import Roots

/// Directories of /etc/ld.so.conf in which somebody else can put a library: ldconfig(8) lists it for every program at its next run.
struct LdConfRule {
  func findings(_ context: AuditContext) throws(RootError) -> [Finding] {
    var result: [Finding] = []
    for entry in try LdConf(of: context.root).directories {
      guard
        let why = try SearchDirectory(entry.directory).danger(context, isPrivileged: false)
      else { continue }
      result.append(
        Finding(
          .insecureRpath, .warning, at: entry.file, subject: entry.directory,
          detail: "'\(printable(entry.directory))' \(why)",
          hint: "remove it from the file and run ldconfig in the root"))
    }
    return result
  }
}
