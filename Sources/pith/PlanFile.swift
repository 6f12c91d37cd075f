import ArgumentParser
import Planning
import Roots
import SystemPackage

/// Reads a plan that `pith plan --format json` wrote; `-` is standard input.
///
/// - Throws: `CommandError`, naming the file and what is wrong in it.
func readPlan(file path: String) throws -> Plan {
  do {
    if path == "-" { return try Plan(json: readAll(.standardInput)) }
    let file = try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
    return try Plan(json: try file.closeAfter { try readAll(file) })
  } catch let error as Errno {
    throw CommandError("cannot read the plan '\(path)': \(error)")
  } catch let error as PlanningError {
    throw CommandError("cannot read the plan '\(path)': \(error)")
  }
}

/// All of a file that people give as an option; none of these is large.
func readAll(_ file: FileDescriptor) throws -> [UInt8] {
  var result: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65536)
  while result.count < 256 << 20 {
    let count = try unsafe buffer.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
    if count == 0 { return result }
    result.append(contentsOf: buffer[..<count])
  }
  throw Errno.fileTooLarge
}
