internal import ELF
internal import Roots

/// Memory that can be written and executed: text relocations, an executable stack, a segment that is both.
struct SegmentRule: ObjectRule {
  func findings(
    _ subject: AuditedObject, _ context: AuditContext
  ) throws(RootError) -> [Finding] {
    let object = subject.object
    guard object.type == .executable || object.type == .shared, !object.segments.isEmpty else {
      return []
    }
    var result: [Finding] = []
    if object.dynamic?.hasTextRelocations == true {
      result.append(
        Finding(
          .textRelocations, .warning, at: subject.path,
          detail: "has text relocations (DT_TEXTREL): its code is written to when it is loaded",
          hint: "build all of it with -fPIC"))
    }
    if let flags = object.stackFlags {
      if flags.contains(.executable) {
        result.append(
          Finding(
            .executableStack, .warning, at: subject.path,
            detail: "asks for an executable stack (PT_GNU_STACK is RWE)",
            hint: "build with -Wl,-z,noexecstack, or mark its assembly with .note.GNU-stack"))
      }
    } else if object.dynamic != nil, !object.isDebugOnly, Self.isExecutableByDefault(object) {
      result.append(
        Finding(
          .executableStack, .warning, at: subject.path,
          detail: "does not say whether its stack is executable (no PT_GNU_STACK), so it is",
          hint: "build with -Wl,-z,noexecstack"))
    }
    for segment in object.segments
    where segment.type == .load && segment.flags.isSuperset(of: [.writable, .executable]) {
      result.append(
        Finding(
          .writableCode, .warning, at: subject.path,
          subject: Array("0x\(String(segment.address, radix: 16))".utf8),
          detail: "has a segment that is writable and executable, at address 0x"
            + String(segment.address, radix: 16),
          hint: "link without -N and without a linker script that joins code and data"))
    }
    return result
  }

  /// Machines whose glibc takes a missing PT_GNU_STACK for an executable one (sysdeps/*/stackinfo.h).
  private static func isExecutableByDefault(_ object: Object) -> Bool {
    switch object.machine {
    case .x86_64, .i386, .arm, .s390, .mips, .ppc: true
    default: false
    }
  }
}
