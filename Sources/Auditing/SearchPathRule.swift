internal import ELF
internal import Roots

/// DT_RPATH and DT_RUNPATH: directories in which somebody else can put a library that is then loaded.
///
/// An empty or relative entry means the working directory; a directory that everyone may write to, or that was left over from the
/// machine on which it was built and could be made by anyone, is as bad. `$ORIGIN` is not trusted in set-id programs (ld.so(8)).
struct SearchPathRule: ObjectRule {
  func findings(
    _ subject: AuditedObject, _ context: AuditContext
  ) throws(RootError) -> [Finding] {
    guard let dynamic = subject.object.dynamic else { return [] }
    var result: [Finding] = []
    // ld.so does not look at DT_RPATH where there is DT_RUNPATH.
    let list: (tag: String, value: [UInt8])? =
      dynamic.runpath.map { ("DT_RUNPATH", $0) } ?? dynamic.rpath.map { ("DT_RPATH", $0) }
    guard let list, !list.value.isEmpty else { return [] }
    let separator = UInt8(ascii: ":")
    for entry in list.value.split(separator: separator, omittingEmptySubsequences: false) {
      guard !result.contains(where: { $0.subject.elementsEqual(entry) }) else { continue }
      if let why = try SearchDirectory(Array(entry)).danger(
        context, isPrivileged: subject.entry.mode & 0o6000 != 0)
      {
        result.append(
          Finding(
            .insecureRpath, .warning, at: subject.path, subject: Array(entry),
            detail: "'\(printable(entry))' in \(list.tag) \(why)",
            hint: "remove it with patchelf, or build with the directory that is meant"))
      }
    }
    return result
  }
}
