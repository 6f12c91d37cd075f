internal import Roots

/// Symbolic links that lead nowhere, or round in a circle.
///
/// A warning: most are leftovers, and what needs one says so itself. Links into directories that only a running system fills are fine.
struct LinkRule {
  private static let runtime: [RootPath] = ["/proc", "/sys", "/dev", "/run", "/var/run", "/tmp"]

  func findings(_ path: RootPath, _ context: AuditContext) throws(RootError) -> [Finding] {
    let target = try context.root.linkTarget(at: path)
    let resolution: Resolution
    do throws(RootError) {
      resolution = try context.root.resolve(path)
    } catch {
      guard error.code == .symlinkLoop else { throw error }
      return [
        Finding(
          .symlinkLoop, .warning, at: path, subject: target,
          detail: "cannot follow it to '\(printable(target))': it leads back to itself",
          hint: "remove the link or point it at a file")
      ]
    }
    guard resolution.entry == nil,
      !Self.runtime.contains(where: { resolution.path.isWithin($0) })
    else { return [] }
    var detail = "cannot find '\(printable(target))', which it points to"
    if RootPath(path.parent.bytes + [slash] + target) != resolution.path,
      resolution.path.bytes != target
    {
      detail += ": there is no \(resolution.path)"
    }
    return [
      Finding(
        .brokenSymlink, .warning, at: path, subject: target, detail: detail,
        hint: "remove the link or add its target")
    ]
  }
}
