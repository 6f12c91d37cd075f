internal import Roots

/// A directory that libraries are searched in, as a search path or ld.so.conf writes it.
struct SearchDirectory {
  /// Where build machines build, and users may write.
  private static let leftovers: [RootPath] = [
    "/tmp", "/var/tmp", "/dev/shm", "/home", "/root", "/build", "/builddir", "/buildroot",
    "/workspace",
    "/Users", "/mnt", "/github", "/__w",
  ]

  private let name: [UInt8]

  init(_ name: [UInt8]) {
    self.name = name
  }

  /// Why somebody else can put a library there; nil where nobody can.
  ///
  /// - Parameters:
  ///   - isPrivileged: the program that searches runs with another's rights.
  func danger(_ context: AuditContext, isPrivileged: Bool) throws(RootError) -> String? {
    if name.isEmpty { return "is empty: it means the working directory" }
    if name.first == UInt8(ascii: "$") {
      let isOrigin = name.starts(with: "$ORIGIN".utf8) || name.starts(with: "${ORIGIN}".utf8)
      guard isOrigin, isPrivileged else { return nil }
      return "is relative to a program that runs with another's rights"
    }
    guard name.first == slash else { return "is relative: to the working directory" }
    if let found = try context.resolve(name)?.entry {
      let isOpen = found.isDirectory && found.mode & 0o002 != 0
      return isOpen ? "is a directory that everyone may write to" : nil
    }
    let path = RootPath(name)
    if Self.leftovers.contains(where: { path.isWithin($0) }) {
      return "is not there, and seems to be left over from the machine that built it"
    }
    return nil
  }
}
