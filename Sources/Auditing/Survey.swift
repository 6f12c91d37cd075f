internal import ELF
internal import Roots

/// An ELF file of a root, to be audited.
struct AuditedObject {
  var path: RootPath
  var entry: Entry
  var object: Object
}

/// What there is to audit: every ELF file, executable script and link at or below some paths.
struct Survey {
  var objects: [AuditedObject] = []
  /// Scripts that the kernel may be asked to start, with their first bytes.
  var scripts: [(path: RootPath, start: [UInt8])] = []
  var links: [RootPath] = []
  /// Files with set-id bits or extended attributes that matter.
  var executables: [(path: RootPath, entry: Entry)] = []
  /// What could not be read.
  var findings: [Finding] = []

  /// File systems of a running system, made by its kernel.
  private static let runtime: Set<RootPath> = ["/proc", "/sys", "/dev"]

  private var seen: Set<Entry.Identity> = []

  init(of root: any Root, at starts: [RootPath]) throws(RootError) {
    for start in starts {
      try add(start, of: root)
    }
  }

  private mutating func add(_ start: RootPath, of root: any Root) throws(RootError) {
    // The closures of `walk` cannot change a property.
    var survey = self
    try root.walk(
      from: start,
      unreadable: { error in survey.findings.append(Finding(unreadable: error)) }
    ) { (path, kind) throws(RootError) in
      switch kind {
      case .directory: return Self.runtime.contains(path) && path != start ? .past : .into
      case .symlink: survey.links.append(path)
      case .regular:
        do throws(RootError) {
          try survey.addFile(path, of: root)
        } catch {
          survey.findings.append(Finding(unreadable: error))
        }
      default: break
      }
      return .past
    }
    self = survey
  }

  private mutating func addFile(_ path: RootPath, of root: any Root) throws(RootError) {
    guard let entry = try root.entry(at: path) else { return }
    if entry.isExecutable { executables.append((path, entry)) }
    guard entry.size >= 4 else { return }
    if entry.linkCount > 1, !seen.insert(entry.identity).inserted { return }
    let content = try root.content(at: path)
    do {
      if let object = try Object.read(content) {
        // EM_NONE: no processor's code, but what an interpreter keeps in the form of ELF.
        if object.machine.rawValue == 0 { return }
        objects.append(AuditedObject(path: path, entry: entry, object: object))
      } else if entry.isExecutable {
        let start = try root.prefix(of: path, limit: Shebang.limit)
        if start.starts(with: "#!".utf8) { scripts.append((path, start)) }
      }
    } catch let error as ELFError {
      findings.append(
        Finding(
          .malformedELF, .error, at: path, detail: "cannot read it as ELF: \(error)",
          hint: "build or copy the file anew: it was cut off or damaged"))
    } catch let error as RootError {
      throw error
    } catch {
      // The two above are all that is thrown.
    }
  }
}

extension Finding {
  init(unreadable error: RootError) {
    self.init(
      .unreadable, .warning, at: error.path, detail: "\(error)",
      hint: "run pith as a user who may read it")
  }
}
