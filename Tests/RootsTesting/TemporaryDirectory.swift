internal import CLinux
internal import Glibc
public import SystemPackage

/// A directory for one test, removed with the value.
public final class TemporaryDirectory {
  public let path: FilePath

  public init() {
    var template = Array("/tmp/pith-test-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { name in
      unsafe mkdtemp(name.baseAddress!).map { unsafe String(cString: $0) }
    }
    guard let made else { preconditionFailure("no temporary directory") }
    path = FilePath(made)
  }

  deinit { _ = try? run("rm", "-rf", path.string) }

  /// Runs a shell script in the directory.
  public func shell(_ script: String) throws {
    try run("sh", "-euc", "cd '\(path.string)'\n" + script)
  }

  /// Sets an extended attribute, on a link itself; whether that was allowed.
  @discardableResult
  public func setAttribute(_ name: String, _ value: [UInt8], of file: String) -> Bool {
    unsafe lsetxattr(path.appending(file).string, name, value, value.count, 0) == 0
  }
}

/// A program that a test ran and that failed.
public struct CommandFailure: Error {
  public var command: [String]
  public var status: Int32
}

/// Runs a program and waits for it.
@discardableResult
public func run(_ command: String...) throws -> Int32 {
  var pid: pid_t = 0
  var arguments: [UnsafeMutablePointer<CChar>?] = unsafe command.map { unsafe strdup($0) }
  unsafe arguments.append(nil)
  defer { unsafe arguments.forEach { unsafe free($0) } }
  guard unsafe posix_spawnp(&pid, command[0], nil, nil, arguments, environ) == 0 else {
    throw CommandFailure(command: command, status: -1)
  }
  var status: Int32 = 0
  while unsafe waitpid(pid, &status, 0) < 0 && errno == EINTR {}
  if status != 0 { throw CommandFailure(command: command, status: status) }
  return status
}
