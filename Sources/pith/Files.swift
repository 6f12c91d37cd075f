import Glibc
import SystemPackage

/// All of a file of this machine that an option names; `-` is standard input.
///
/// - Parameter what: how messages call it: "the lock".
func readFile(_ path: String, as what: String) throws -> [UInt8] {
  do {
    if path == "-" { return try readAll(.standardInput) }
    let file = try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
    return try file.closeAfter { try readAll(file) }
  } catch let error as Errno {
    throw CommandError("cannot read \(what) '\(path)': \(error)")
  }
}

/// Nobody gives a larger one as an option.
private let largestFile = 256 << 20

/// All of an open file.
func readAll(_ file: FileDescriptor) throws -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while bytes.count < largestFile {
    let count = try unsafe buffer.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
  throw Errno.fileTooLarge
}

/// Writes a file that an option names, whole or not at all; `-` is standard output.
func writeFile(_ bytes: [UInt8], to path: String, as what: String) throws {
  if path == "-" { return try output(bytes) }
  do {
    let target = FilePath(path)
    // Devices and pipes are written to, and never replaced.
    var status = stat()
    if unsafe path.withCString({ unsafe stat($0, &status) }) == 0,
      status.st_mode & S_IFMT != S_IFREG
    {
      let file = try FileDescriptor.open(target, .writeOnly, options: .closeOnExec)
      _ = try file.closeAfter { try file.writeAll(bytes) }
      return
    }
    let staged = FilePath(path + ".pith-\(getpid())")
    let file = try FileDescriptor.open(
      staged, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
      permissions: .init(rawValue: 0o666))
    do {
      _ = try file.closeAfter { try file.writeAll(bytes) }
      let result = unsafe staged.withPlatformString { from in
        unsafe target.withPlatformString { to in unsafe rename(from, to) }
      }
      if result != 0 { throw Errno(rawValue: errno) }
    } catch {
      _ = unsafe staged.withPlatformString { unsafe unlink($0) }
      throw error
    }
  } catch let error as Errno {
    throw CommandError("cannot write \(what) '\(path)': \(error)")
  }
}
