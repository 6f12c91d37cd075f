internal import ELF
internal import Roots

/// The dynamic loader that a program names in PT_INTERP must be there, and of the program's machine.
///
/// A library may name one too (so that it can be started by hand): there it is a note.
struct ProgramInterpreterRule: ObjectRule {
  func findings(
    _ subject: AuditedObject, _ context: AuditContext
  ) throws(RootError) -> [Finding] {
    guard let name = subject.object.interpreter, subject.object.type != .relocatable else {
      return []
    }
    let isLibrary = subject.object.dynamic?.soname != nil
    let severity: Finding.Severity = isLibrary ? .note : .error
    let found = try context.resolve(name)
    guard let found, let entry = found.entry, entry.isRegular else {
      return [
        Finding(
          .missingInterpreter, severity, at: subject.path, subject: name,
          detail: "cannot find '\(printable(name))', its dynamic loader",
          hint: "install the C library that it was built for")
      ]
    }
    let content = try context.root.content(at: found.path)
    let loader = try? Object.read(content)
    // What is no ELF file at all is told where it is audited itself.
    guard let loader, loader.machineName != subject.object.machineName else { return [] }
    return [
      Finding(
        .wrongArchitecture, severity, at: subject.path, subject: name,
        detail: "cannot be loaded by '\(printable(name))': that is \(loader.machineName), and this "
          + subject.object.machineName,
        hint: "install the C library that it was built for")
    ]
  }
}
