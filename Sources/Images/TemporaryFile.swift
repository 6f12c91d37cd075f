internal import CLinux
internal import Glibc
package import SystemPackage

/// Where temporary files are made: where the environment says, else where there is room that survives a small memory.
package var temporaryDirectories: [String] {
  let chosen = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) }
  return [chosen, "/var/tmp", "/tmp", "."].compactMap { $0 }.filter { !$0.isEmpty }
}

extension FileDescriptor {
  /// An empty file without a name; its space is free again when pith ends, however it ends.
  package static func temporary() throws(Errno) -> FileDescriptor {
    var cause = Errno.noSuchFileOrDirectory
    for directory in temporaryDirectories {
      do throws(Errno) {
        return try make(in: directory)
      } catch {
        cause = error
      }
    }
    throw cause
  }

  private static func make(in directory: String) throws(Errno) -> FileDescriptor {
    let opened = unsafe Glibc.open(directory, pith_o_tmpfile() | O_RDWR | O_CLOEXEC, 0o600)
    if opened >= 0 { return FileDescriptor(rawValue: opened) }
    // Some file systems, overlayfs of old among them, have no O_TMPFILE.
    var name = Array("\(directory)/.pith-XXXXXX".utf8CString)
    let made = unsafe name.withUnsafeMutableBufferPointer { name in
      let made = unsafe mkstemp(name.baseAddress!)
      if made >= 0 {
        unsafe unlink(name.baseAddress!)
        _ = fcntl(made, F_SETFD, FD_CLOEXEC)
      }
      return made
    }
    guard made >= 0 else { throw Errno(rawValue: pith_errno()) }
    return FileDescriptor(rawValue: made)
  }
}
