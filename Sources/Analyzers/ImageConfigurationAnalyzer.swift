internal import Planning
internal import Roots

/// What the image configuration says besides the command: user, working directory, volumes, paths in the environment.
///
/// A runtime resolves the user against the image's own /etc/passwd, changes to the working directory and mounts over the volumes, so all of
/// these must be there. A working directory other than `/` is the application's: it stays with its content.
struct ImageConfigurationAnalyzer: Analyzer {
  let name = "image-configuration"

  func begin(_ run: Run) throws(PlanningError) {
    let request = run.request
    if request.user != nil {
      for path: RootPath in ["/etc/passwd", "/etc/group"] {
        let detail = Array("User".utf8)
        try run.keep(
          path, because: Reason(.configuration, .required, detail: detail), standing: .passive)
      }
    }
    if !request.workingDirectory.isRoot {
      let reason = Reason(.configuration, .required, detail: Array("WorkingDir".utf8))
      let outcome = try run.keep(request.workingDirectory, because: reason, standing: .passive)
      if let path = outcome.path, run.isPrivate(path) {
        // The directory must be there; each file in it is only likely to be used.
        try run.keepTree(
          path, because: Reason(.configuration, .likely, detail: Array("WorkingDir".utf8)),
          standing: .leading,
          leaveOut: { path, kind in run.isLitter(path, kind) })
      }
    }
    for volume in request.volumes {
      let reason = Reason(.configuration, .required, detail: Array("Volumes".utf8))
      if let path = try run.keep(volume, because: reason, standing: .passive).path,
        run.isPrivate(path)
      {
        try run.keepTree(path, because: reason)
      }
    }
    for variable in request.environment { try keepPaths(in: variable, run) }
  }

  /// Values that name files: `SSL_CERT_FILE=/x`, `JAVA_HOME=/usr/lib/jvm/y`, `PYTHONPATH=/a:/b`, `JAVA_OPTS=-javaagent:/z.jar`.
  /// PATH is no wish for all programs.
  private func keepPaths(in variable: [UInt8], _ run: Run) throws(PlanningError) {
    guard let equals = variable.firstIndex(of: UInt8(ascii: "=")) else { return }
    let name = variable[..<equals]
    if name.elementsEqual("PATH".utf8) { return }
    let reason = Reason(.configuration, .likely, detail: Array(name))
    for path in WordPaths.absolute(in: variable[(equals + 1)...]) {
      try Self.keep(path, because: reason, run)
    }
  }

  /// Keeps what an absolute path of the configuration names, a directory that is of one thing with its content.
  static func keep(
    _ path: ArraySlice<UInt8>, because reason: Reason, _ run: Run
  ) throws(PlanningError) {
    let outcome = try run.keep(Array(path), because: reason, standing: .leading)
    if let path = outcome.path, run.keptFile(at: path)?.entry.isDirectory == true,
      run.isPrivate(path), try run.size(of: path, limit: largestTree) <= largestTree
    {
      try run.keepTree(
        path, because: reason, standing: .supporting, offersCode: true,
        leaveOut: { path, kind in run.isLitter(path, kind) })
    }
  }

  private static let largestTree: UInt64 = 64 << 20
}
