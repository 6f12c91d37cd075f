internal import ELF
internal import Loading
internal import Roots

/// What the loader makes of every dynamic object: missing libraries and versions, symbols that nothing defines.
///
/// A program is taken as it starts. A library is taken as the programs load it that need it; one that no program needs (a plug-in) by
/// itself, as ldd(1) does. A fault is told once, at the object that has it.
final class Linkage {
  /// What it finds.
  static let kinds: Set<Finding.Kind> = [
    .missingLibrary, .missingVersion, .undefinedSymbol, .moduleImport, .unusedDependency,
    .wrongArchitecture, .malformedELF, .unreadable,
  ]

  private let loader: Loader
  private let objects: [AuditedObject]
  private let symbols: SymbolFiles
  private let mentions: NameMention
  private var openers: [RootPath: RootPath?] = [:]
  private let foreign: ForeignMachineRule
  private(set) var findings: [Finding] = []
  private var told: Set<Fault> = []
  /// What a program needs, directly or not.
  private var loaded: Set<RootPath> = []

  private struct Fault: Hashable {
    var kind: Finding.Kind
    var path: RootPath
    var subject: [UInt8]
  }

  init(_ objects: [AuditedObject], _ loader: Loader) {
    self.loader = loader
    self.objects = objects.filter {
      $0.object.dynamic != nil && ($0.object.type == .executable || $0.object.type == .shared)
    }
    symbols = SymbolFiles(root: loader.root)
    mentions = NameMention(self.objects, loader.root)
    foreign = ForeignMachineRule(objects)
  }

  func run() {
    for subject in objects where subject.object.isStarted { check(subject, isProgram: true) }
    let plugins = objects.filter {
      !$0.object.isStarted && !$0.object.isProgram && !loaded.contains($0.path)
    }
    for subject in plugins {
      if foreign.isForeign(subject.object) {
        add(foreign.finding(subject))
      } else {
        check(subject, isProgram: false)
      }
    }
    findings += PluginSymbols(objects, symbols).findings(symbols.expected)
    findings += symbols.findings
  }

  private func check(_ subject: AuditedObject, isProgram: Bool) {
    let closure: Closure
    do throws(LoadingError) {
      closure = try loader.closure(of: subject.path)
    } catch {
      add(error, subject)
      return
    }
    if isProgram { loaded.formUnion(closure.objects.map(\.path)) }
    var faults: [Finding] = []
    for miss in closure.missing where miss.kind != .interpreter {
      faults.append(finding(miss, subject, isProgram: isProgram))
    }
    for version in closure.versions { faults.append(finding(version)) }
    for fault in faults { add(fault) }
    if !isProgram, let module = NativeModule(subject.path) {
      for fault in faults where fault.severity < .note { add(finding(module, subject, fault)) }
    }
    // Without a library everything that it would have defined is missing; that is told already.
    if closure.missing.contains(where: { $0.isRequired }) { return }
    symbols.check(closure, isProgram: isProgram)
  }

  private func finding(_ miss: Miss, _ subject: AuditedObject, isProgram: Bool) -> Finding {
    var path = miss.requester
    var severity: Finding.Severity = miss.isRequired ? .error : .note
    var detail = "cannot find '\(printable(miss.name))'"
    var hint = "install the package that has it"
    switch miss.kind {
    case .preload:
      severity = .warning
      if loader.environment.preload == nil { path = "/etc/ld.so.preload" }
      detail += ", which is to be preloaded"
    case .auxiliary: detail += ", which it would use in its place (DT_AUXILIARY)"
    case .audit: detail += ", its auditor"
    default:
      if isProgram, path != subject.path { detail += ", when \(subject.path) loads it" }
    }
    if !isProgram, miss.isRequired, let other = holder(of: miss.name, for: subject.object) {
      // A program that has loaded the other one already is served by its soname.
      severity = .warning
      detail += " by itself; \(other) has that name"
      hint = "add its directory to the search path, unless its program loads that one before"
      if let opener = opener(of: miss.name, other) {
        severity = .note
        detail += ", and \(opener) may open it before"
      }
    }
    return Finding(
      .missingLibrary, severity, at: path, subject: miss.name, detail: detail,
      considered: miss.considered.map {
        Finding.Considered(place: $0.stage, outcome: $0.outcome)
      }, hint: hint)
  }

  private func finding(_ miss: VersionMiss) -> Finding {
    Finding(
      .missingVersion, miss.isWeak ? .warning : .error, at: miss.requester,
      subject: miss.version,
      detail: "cannot find version '\(printable(miss.version))' in \(miss.library)",
      hint: "install a newer version of the package that has the library")
  }

  /// What people meet where a module's native part cannot be loaded.
  private func finding(
    _ module: NativeModule, _ subject: AuditedObject, _ fault: Finding
  ) -> Finding {
    let owner = fault.path == subject.path ? "" : ", for \(fault.path)"
    return Finding(
      .moduleImport, fault.severity, at: subject.path,
      subject: Array(module.name.utf8) + Array(": ".utf8) + fault.subject,
      detail: "\(module.failure)\(owner): \(fault.detail)", hint: fault.hint)
  }

  private func add(_ error: LoadingError, _ subject: AuditedObject) {
    switch error.cause {
    // Told by the survey, at the file itself.
    case .elf: break
    case .root(let cause): add(Finding(unreadable: cause))
    case .fatal(let what):
      add(
        Finding(
          .missingLibrary, .error, at: error.path, subject: subject.path.bytes,
          detail: "cannot load it: \(what)"))
    }
  }

  private func add(_ finding: Finding) {
    let fault = Fault(kind: finding.kind, path: finding.path, subject: finding.subject)
    if told.insert(fault).inserted { findings.append(finding) }
  }

  /// Who may open a library before the objects that need it.
  private func opener(of name: [UInt8], _ holder: RootPath) -> RootPath? {
    if let known = openers[holder] { return known }
    let opener = mentions.mentioner(of: name, held: holder)
    openers[holder] = .some(opener)
    return opener
  }

  private lazy var holders: [[UInt8]: [AuditedObject]] = {
    var result: [[UInt8]: [AuditedObject]] = [:]
    for object in objects {
      guard let soname = object.object.dynamic?.soname else { continue }
      result[soname, default: []].append(object)
    }
    return result
  }()

  /// An object of the root with that soname and machine.
  private func holder(of soname: [UInt8], for object: Object) -> RootPath? {
    holders[soname]?.first { $0.object.machineName == object.machineName }?.path
  }
}
