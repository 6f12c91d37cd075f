internal import ELF
internal import Roots

/// What compilers and linkers can do against exploitation and did not do here, as notes: what `checksec` and `hardening-check` show.
///
/// The two about functions are told by imports: `__stack_chk_fail` of what checks its stack, and `__NAME_chk` of what checks its
/// calls. Go, Rust and others need neither, so only what imports a function that has a checked form is said to lack it.
struct HardeningRule: ObjectRule {
  /// Functions of glibc that have a checked form and are common enough to tell something.
  private static let checked = [
    "memcpy", "memmove", "memset", "strcpy", "strncpy", "strcat", "strncat", "sprintf", "snprintf",
    "vsprintf", "vsnprintf", "printf", "fprintf", "read", "recv", "fgets", "realpath", "getcwd",
  ]

  func findings(
    _ subject: AuditedObject, _ context: AuditContext
  ) throws(RootError) -> [Finding] {
    let object = subject.object
    guard object.type == .executable || object.type == .shared, !object.segments.isEmpty,
      !object.isDebugOnly
    else { return [] }
    var result: [Finding] = []
    func note(_ kind: Finding.Kind, _ detail: String, _ hint: String) {
      result.append(Finding(kind, .note, at: subject.path, detail: detail, hint: hint))
    }
    if object.type == .executable {
      note(.notPIE, "is at a fixed address (ET_EXEC)", "build with -fPIE -pie")
    }
    guard let dynamic = object.dynamic else { return result }
    if !object.hasRelocationReadOnly {
      note(.noRELRO, "has no PT_GNU_RELRO", "link with -Wl,-z,relro")
    } else if !dynamic.bindsNow, !dynamic.needed.isEmpty {
      note(.noBindNow, "does not bind its functions at start", "link with -Wl,-z,now")
    }
    let content = try context.root.content(at: subject.path)
    // A symbol table that cannot be read is told by the rule about symbols.
    let names = try? object.importedNames(content)
    guard let names, names.count > 0 else { return result }
    guard names.containsAny(of: Self.checked) else { return result }
    if !names.contains("__stack_chk_fail") {
      note(
        .noStackProtector, "imports no __stack_chk_fail: no function of it checks its stack",
        "build with -fstack-protector-strong")
    }
    if !names.names.contains(where: { $0.suffix(4).elementsEqual("_chk".utf8) && $0.count > 6 }) {
      note(
        .noFortify, "calls functions that can overflow, and none in its checked form",
        "build with -O2 -D_FORTIFY_SOURCE=2")
    }
    return result
  }
}
