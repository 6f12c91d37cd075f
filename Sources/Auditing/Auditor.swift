public import Loading
internal import Packages
public import Roots

/// Finds what is broken or missing in a root. Nothing is executed.
public struct Auditor {
  private let root: any Root
  private let environment: LoaderEnvironment
  private let commandPath: [RootPath]
  /// What is asked for; nil for every kind.
  private let kinds: Set<Finding.Kind>?

  /// What execvp(3) and most shells use where PATH is not set, and what images usually have.
  public static let usualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  /// - Parameters:
  ///   - environment: LD_LIBRARY_PATH and LD_PRELOAD, as they will be when the programs run.
  ///   - path: PATH, for scripts.
  ///   - kinds: only these; what is costly and finds none of them is not done.
  public init(
    root: any Root, environment: LoaderEnvironment = LoaderEnvironment(),
    path: String = Auditor.usualPath, kinds: Set<Finding.Kind>? = nil
  ) {
    self.kinds = kinds
    self.root = root
    self.environment = environment
    commandPath = path.utf8.split(separator: UInt8(ascii: ":")).map { RootPath($0) }
  }

  /// The findings at or below `starts` (the whole root where there are none), sorted by file.
  ///
  /// - Throws: where a start cannot be looked up; what is below it and cannot be read is a finding.
  public func findings(at starts: [RootPath] = []) throws(RootError) -> [Finding] {
    let context = AuditContext(root: root, commandPath: commandPath)
    let survey = try Survey(of: root, at: starts.isEmpty ? [.root] : starts)
    var result = survey.findings
    func collect(_ body: () throws(RootError) -> [Finding]) {
      do throws(RootError) {
        result += try body()
      } catch {
        result.append(Finding(unreadable: error))
      }
    }
    for path in survey.links {
      collect { () throws(RootError) in try LinkRule().findings(path, context) }
    }
    for (path, start) in survey.scripts {
      collect { () throws(RootError) in try ScriptRule().findings(path, start, context) }
    }
    for (path, entry) in survey.executables {
      collect { () throws(RootError) in try PrivilegeRule().findings(path, entry, context) }
    }
    for object in survey.objects {
      for rule in objectRules {
        collect { () throws(RootError) in try rule.findings(object, context) }
      }
    }
    if starts.isEmpty {
      collect { () throws(RootError) in try CacheRule().findings(survey.objects, context) }
      collect { () throws(RootError) in try LdConfRule().findings(context) }
    }
    if wants(PackageFilesRule.kinds) {
      result +=
        PackageFilesRule(packages: PackageDatabase(root: root)).findings(at: starts, context)
    }
    if wants(Linkage.kinds) {
      let linkage = Linkage(survey.objects, Loader(root: root, environment: environment))
      linkage.run()
      result += linkage.findings
    }
    if let kinds { result.removeAll { !kinds.contains($0.kind) } }
    result.sort(by: Finding.precedes)
    return result
  }

  private func wants(_ found: Set<Finding.Kind>) -> Bool { kinds?.isDisjoint(with: found) != true }
}
