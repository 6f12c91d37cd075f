internal import Archives
internal import ELF
internal import Loading
internal import Planning
internal import Roots

/// Shared objects that lie in archives: they are unpacked into some directory before they are loaded, and what they need beyond one another is the system's.
enum ArchivedObjects {
  private static let largest = 64 << 20

  /// The objects that an archive has, by the names of its members.
  static func read(from archive: RawSpan, _ directory: ZipDirectory) -> [[UInt8]: Object] {
    var result: [[UInt8]: Object] = [:]
    for entry in directory.entries where RootPath(entry.name).name.namesSharedObject {
      guard let bytes = try? directory.content(of: entry, in: archive, limit: largest),
        let object = unsafe try? Object.read(bytes.span.bytes)
      else { continue }
      result[entry.name] = object
    }
    return result
  }

  /// Keeps the libraries that objects need and that are not among `own`, as the loader would find them for `program`, which maps them.
  static func keepNeeds(
    of objects: [Object], besides own: Set<[UInt8]> = [], in archive: RootPath,
    mappedBy program: RootPath, _ run: Run
  ) throws(PlanningError) {
    guard let mapping = try? run.loader.object(at: program) else { return }
    for object in objects
    where object.machine == mapping.machine && object.elfClass == mapping.elfClass {
      for name in object.dynamic?.needed ?? [] where !own.contains(name) {
        let found = try loading { () throws(LoadingError) in
          try run.loader.search(name, for: program)
        }
        guard case .found(let path, let links, _, _) = found else { continue }
        let reason = Reason(.needed, .likely, from: archive, detail: name)
        for link in links { try run.keepLink(link, because: reason) }
        try run.keep(path, because: reason)
      }
    }
  }
}
