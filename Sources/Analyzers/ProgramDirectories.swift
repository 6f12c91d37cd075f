internal import Roots

extension RootPath {
  /// Whether it is a directory to which the PATH of users and of root leads (login.defs(5), `ENV_PATH` and `ENV_SUPATH`): programs there are called by name.
  var holdsPrograms: Bool { Self.programDirectories.contains(self) }

  private static let programDirectories: Set<RootPath> = [
    "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/games", "/usr/local/bin", "/usr/local/sbin",
  ]
}
