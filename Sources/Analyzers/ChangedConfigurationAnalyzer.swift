internal import Packages
internal import Planning
internal import Roots

/// Configuration that a package brought and somebody changed: what it says now is the author's, as if no package owned it.
///
/// Package managers record what a configuration file was, so as not to overwrite what administrators wrote.
final class ChangedConfigurationAnalyzer: Analyzer {
  let name = "changed-configuration"
  private var recorded: [Package: [RootPath: Checksum]] = [:]
  private static let largest: UInt64 = 1 << 20

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard file.standing == .supporting, file.path.isWithin("/etc"), file.entry.isRegular,
      file.entry.size <= Self.largest, let owner = run.packages.owner(of: file.path),
      let checksum = checksums(of: owner, run)[file.path]
    else { return }
    let content = try reading { () throws(RootError) in try run.root.bytes(of: file.path) }
    guard unsafe checksum.algorithm.digest(of: content.span.bytes) != checksum.bytes else { return }
    try run.keep(
      file.path, because: Reason(.changedConfiguration, .likely), standing: .leading)
  }

  /// Whether one configuration file of a package is not what the package brought.
  static func isChanged(
    _ file: KeptFile, of package: Package, _ run: Run
  ) throws(PlanningError) -> Bool {
    guard file.entry.size <= largest,
      let checksum = run.packages.recordedFiles(of: package)
        .first(where: { $0.path == file.path && $0.isConfiguration })?.checksum
    else { return false }
    let content = try reading { () throws(RootError) in try run.root.bytes(of: file.path) }
    return unsafe checksum.algorithm.digest(of: content.span.bytes) != checksum.bytes
  }

  private func checksums(of package: Package, _ run: Run) -> [RootPath: Checksum] {
    if let known = recorded[package] { return known }
    var result: [RootPath: Checksum] = [:]
    for file in run.packages.recordedFiles(of: package) where file.isConfiguration {
      result[file.path] = file.checksum
    }
    recorded[package] = result
    return result
  }
}

extension Reason.Rule {
  /// A package's configuration file that is not what the package brought.
  static let changedConfiguration = Reason.Rule(rawValue: "changed-configuration")
}
