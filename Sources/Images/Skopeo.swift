internal import CLinux
internal import Glibc
internal import SystemPackage

/// skopeo(1), where it is installed: it copies images from and to the places that only it reaches.
package struct Skopeo {
  private let program: FilePath

  /// nil where PATH has none.
  package init?() {
    self.init(in: unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin:/bin")
  }

  /// - Parameter path: directories, as PATH lists them.
  package init?(in path: String) {
    let found = path.split(separator: ":").map { FilePath(String($0)).appending("skopeo") }
      .first { path in unsafe path.withPlatformString { unsafe access($0, X_OK) } == 0 }
    guard let found else { return nil }
    program = found
  }

  /// What to say where there is none.
  package static let absence =
    "skopeo is not installed, which fetches and stores such images: install it, or use an archive "
    + "(docker save, podman save)"

  /// How a copy ended.
  package enum Outcome {
    case done
    /// What went wrong is on standard error already.
    case failed(String)
    /// This process was told to end, and skopeo ended with it.
    case interrupted(Int32)
  }

  /// Copies an image. What skopeo says goes to standard error.
  ///
  /// SIGINT, SIGTERM and SIGHUP must be taken (`pith_signals_take`), so that skopeo does not outlive this process.
  package func copy(
    from source: String, to target: String, platform: Platform? = nil, options: [String] = []
  ) -> Outcome {
    var arguments = ["skopeo"]
    if let platform {
      arguments += ["--override-os", platform.os, "--override-arch", platform.architecture]
      if let variant = platform.variant { arguments += ["--override-variant", variant] }
    }
    arguments += ["copy", "--quiet"] + options + [source, target]
    var process: pid_t = 0
    let code = spawn(arguments, &process)
    guard code == 0 else { return .failed("it cannot be started: \(Errno(rawValue: code))") }
    var status: Int32 = 0
    while true {
      let result = unsafe waitpid(process, &status, WNOHANG)
      if result == process { break }
      if result < 0, pith_errno() != EINTR { return .failed("it is lost") }
      let signal = pith_signals_taken()
      if signal != 0 {
        kill(process, SIGTERM)
        while unsafe waitpid(process, &status, 0) < 0, pith_errno() == EINTR {}
        return .interrupted(signal)
      }
      usleep(10_000)
    }
    if status == 0 { return .done }
    return .failed(
      status & 0x7f == 0
        ? "it ended with status \(status >> 8 & 0xff)" : "signal \(status & 0x7f) ended it")
  }

  private func spawn(_ arguments: [String], _ process: inout pid_t) -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    // Standard output may be where the result goes.
    unsafe posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
    var words = unsafe arguments.map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer { unsafe words.forEach { unsafe free($0) } }
    return unsafe program.withPlatformString {
      unsafe posix_spawn(&process, $0, &actions, nil, words, environ)
    }
  }
}
