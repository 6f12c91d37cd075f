internal import Roots

/// Scripts that the kernel may be asked to start: the interpreter in `#!` must be there, and for `#!/usr/bin/env NAME` also a program
/// NAME in PATH.
///
/// An error where the script is itself a command of PATH; elsewhere (hooks of programs that are not installed) a warning, and in
/// documentation a note.
struct ScriptRule {
  func findings(
    _ path: RootPath, _ start: [UInt8], _ context: AuditContext
  ) throws(RootError) -> [Finding] {
    guard let line = Shebang(start) else { return [] }
    let severity = try severity(of: path, context)
    if line.interpreter.last == UInt8(ascii: "\r") || line.argument.last == UInt8(ascii: "\r") {
      return [
        Finding(
          .missingInterpreter, severity, at: path, subject: line.interpreter,
          detail:
            "cannot find '\(printable(line.interpreter + line.argument.suffix(1)))', named after #!",
          hint: "the line ends in a carriage return: convert the script to Unix line ends")
      ]
    }
    guard try context.resolve(line.interpreter, from: path.parent)?.entry?.isRegular == true else {
      return [
        Finding(
          .missingInterpreter, severity, at: path, subject: line.interpreter,
          detail: "cannot find '\(printable(line.interpreter))', named after #!",
          hint: "install the package that has it")
      ]
    }
    guard let program = line.searchedProgram else { return [] }
    var considered: [Finding.Considered] = []
    let directories = program.contains(slash) ? [] : context.commandPath
    if directories.isEmpty, try context.resolve(program, from: path.parent) != nil { return [] }
    for directory in directories {
      let candidate = directory.appending(program)
      if let entry = try context.resolve(candidate.bytes)?.entry {
        if entry.isExecutable { return [] }
        considered.append(.init(place: "PATH", outcome: "\(candidate): not executable"))
      } else {
        considered.append(.init(place: "PATH", outcome: "\(candidate): not there"))
      }
    }
    return [
      Finding(
        .missingInterpreter, severity, at: path, subject: program,
        detail: "cannot find '\(printable(program))', which '\(printable(line.interpreter))' runs",
        considered: considered, hint: "install the package that has it")
    ]
  }

  private func severity(
    of path: RootPath, _ context: AuditContext
  ) throws(RootError) -> Finding.Severity {
    if try context.commandDirectories().contains(path.parent) { return .error }
    return path.isWithin("/usr/share/doc") ? .note : .warning
  }
}

extension AuditContext {
  /// PATH with its links resolved.
  func commandDirectories() throws(RootError) -> Set<RootPath> {
    var result: Set<RootPath> = []
    for directory in commandPath {
      if let found = try resolve(directory.bytes) { result.insert(found.path) }
    }
    return result
  }
}
