internal import SystemPackage

/// Writes a line for people to standard error.
func report(_ line: String) {
  ProgressLine.shared.clear()
  // Where standard error is closed there is nobody to tell.
  _ = try? FileDescriptor.standardError.writeAll((line + "\n").utf8)
}

/// Writes a result to standard output.
func output(_ text: String) throws {
  ProgressLine.shared.clear()
  try FileDescriptor.standardOutput.writeAll(text.utf8)
}

/// Writes a result to standard output.
func output(_ bytes: [UInt8]) throws {
  ProgressLine.shared.clear()
  try FileDescriptor.standardOutput.writeAll(bytes)
}
