internal import ELF
internal import Roots

/// Libraries of a machine that no program of the root is of.
///
/// Nothing is said where the audit covers no program at all.
struct ForeignMachineRule {
  private let machines: Set<String>

  init(_ objects: [AuditedObject]) {
    machines = Set(
      objects.filter {
        $0.object.isStarted || $0.object.type == .executable
          || ($0.object.dynamic?.isPIE == true && $0.object.interpreter == nil)
      }.map(\.object.machineName))
  }

  func isForeign(_ object: Object) -> Bool {
    !machines.isEmpty && !machines.contains(object.machineName)
  }

  func finding(_ subject: AuditedObject) -> Finding {
    Finding(
      .wrongArchitecture, .warning, at: subject.path,
      subject: Array(subject.object.machineName.utf8),
      detail: "is of \(subject.object.machineName); the programs here are of "
        + machines.sorted().joined(separator: ", "),
      hint: "install the build for the machine of the programs")
  }
}
