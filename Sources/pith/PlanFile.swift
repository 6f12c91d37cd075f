import Planning

/// Reads a plan that `pith plan --format json` wrote; `-` is standard input.
///
/// - Throws: `CommandError`, naming the file and what is wrong in it.
func readPlan(file path: String) throws -> Plan {
  let bytes = try readFile(path, as: "the plan")
  do {
    return try Plan(json: bytes)
  } catch {
    throw CommandError("cannot read the plan '\(path)': \(error)")
  }
}
