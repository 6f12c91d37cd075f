internal import ELF
internal import Loading
internal import Roots

/// Libraries of a machine that no program of the root is of.
///
/// Nothing is said where the audit covers no program at all.
struct ForeignMachineRule {
  private let machines: Set<String>

  init(_ objects: [AuditedObject]) {
    machines = Set(
      objects.filter {
        $0.object.isStarted || $0.object.type == .executable
          || ($0.object.dynamic?.isPIE == true && $0.object.interpreter == nil)
      }.map(\.object.machineName))
  }

  func isForeign(_ object: Object) -> Bool {
    !machines.isEmpty && !machines.contains(object.machineName)
  }

  func finding(_ subject: AuditedObject) -> Finding {
    Finding(
      .wrongArchitecture, .warning, at: subject.path,
      subject: Array(subject.object.machineName.utf8),
      detail: "is of \(subject.object.machineName); the programs here are of "
        + machines.sorted().joined(separator: ", "),
      hint: "install the build for the machine of the programs")
  }
}

/// /etc/ld.so.cache against what is there: files that it lists and the root lacks, libraries beside those that it lists and does not
/// list, and libraries with one soname in several of its directories, of which the loader takes the first.
struct CacheRule {
  static let path: RootPath = "/etc/ld.so.cache"

  func findings(_ objects: [AuditedObject], _ context: AuditContext) throws(RootError) -> [Finding]
  {
    guard let place = try context.resolve(Self.path.bytes), place.entry?.isRegular == true else {
      return []
    }
    let cache: LdCache
    do {
      cache = try LdCache(context.root.bytes(of: place.path))
    } catch let error as LdCacheError {
      return [
        Finding(
          .staleCache, .warning, at: Self.path, detail: "cannot be read: \(error)", hint: Self.hint)
      ]
    } catch let error as RootError {
      throw error
    } catch {
      return []
    }
    var result: [Finding] = []
    var directories: Set<RootPath> = []
    var first: [[UInt8]: RootPath] = [:]
    for entry in cache.entries {
      guard let file = try context.resolve(entry.path) else {
        result.append(
          Finding(
            .staleCache, .warning, at: Self.path, subject: entry.path,
            detail: "lists '\(printable(entry.path))', which is not there", hint: Self.hint))
        continue
      }
      directories.insert(file.path.parent)
      if let directory = try context.resolve(RootPath(entry.path).parent.bytes) {
        directories.insert(directory.path)
      }
      if entry.level == nil, first[entry.name] == nil { first[entry.name] = file.path }
    }
    for subject in objects {
      guard directories.contains(subject.path.parent), subject.object.type == .shared,
        let soname = subject.object.dynamic?.soname, Self.isListed(subject.path.name)
      else { continue }
      if let chosen = first[soname] {
        result += try shadowed(subject, soname, by: chosen, context)
      } else {
        result.append(
          Finding(
            .staleCache, .note, at: subject.path, subject: soname,
            detail: "is not in \(Self.path), though its directory is", hint: Self.hint))
      }
    }
    return result
  }

  private static let hint = "run ldconfig in the root"

  private func shadowed(
    _ subject: AuditedObject, _ soname: [UInt8], by chosen: RootPath, _ context: AuditContext
  ) throws(RootError) -> [Finding] {
    // In one directory, older versions of a library stand beside the one that its link chooses.
    guard chosen.parent != subject.path.parent,
      let entry = try context.root.entry(at: chosen), entry.identity != subject.entry.identity
    else { return [] }
    let content = try context.root.content(at: chosen)
    guard let other = try? Object.read(content),
      other.machineName == subject.object.machineName
    else { return [] }
    return [
      Finding(
        .shadowedLibrary, .note, at: subject.path, subject: soname,
        detail: "is not what the loader takes for '\(printable(soname))': that is \(chosen)")
    ]
  }

  /// What ldconfig(8) looks at: names that begin with `lib` or `ld-` and have `.so` in them.
  private static func isListed(_ name: ArraySlice<UInt8>) -> Bool {
    guard name.starts(with: "lib".utf8) || name.starts(with: "ld-".utf8) else { return false }
    return name.indices.contains { name[$0...].starts(with: ".so".utf8) }
  }
}
