internal import CLinux
internal import Glibc
internal import Roots
package import SystemPackage

/// A directory for what another program writes, removed with the value.
package struct TemporaryTree: ~Copyable {
  package let path: FilePath

  package init() throws(Errno) {
    var cause = Errno.noSuchFileOrDirectory
    for directory in temporaryDirectories {
      var name = Array("\(directory)/pith-XXXXXX".utf8CString)
      let made = unsafe name.withUnsafeMutableBufferPointer { name in
        unsafe mkdtemp(name.baseAddress!).map { unsafe String(cString: $0) }
      }
      if let made {
        path = FilePath(made)
        return
      }
      cause = Errno(rawValue: pith_errno())
    }
    throw cause
  }

  deinit {
    guard let name = path.lastComponent else { return }
    let bytes = unsafe name.withPlatformString { name in
      unsafe Array(UnsafeBufferPointer(start: name, count: strlen(name) + 1))
    }
    guard
      let parent = try? FileDescriptor.open(
        path.removingLastComponent(), .readOnly, options: [.directory, .closeOnExec])
    else { return }
    try? removeTree(bytes, in: parent)
    try? parent.close()
  }
}
