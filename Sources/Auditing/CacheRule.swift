internal import ELF
internal import Loading
internal import Roots

/// /etc/ld.so.cache against what is there: files that it lists and the root lacks, libraries beside those that it lists and does not
/// list, and libraries with one soname in several of its directories, of which the loader takes the first.
struct CacheRule {
  static let path: RootPath = "/etc/ld.so.cache"

  func findings(_ objects: [AuditedObject], _ context: AuditContext) throws(RootError) -> [Finding]
  {
    guard let place = try context.resolve(Self.path.bytes), place.entry?.isRegular == true else {
      return try missing(objects, context)
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

  /// Where there is no cache: that matters to the programs of a glibc, and to libraries that only the cache would find.
  private func missing(_ objects: [AuditedObject], _ context: AuditContext) throws(RootError)
    -> [Finding]
  {
    guard
      objects.contains(where: {
        guard let interpreter = $0.object.interpreter else { return false }
        let name = RootPath(interpreter).name
        return name.starts(with: "ld".utf8) && !name.starts(with: "ld-musl".utf8)
      })
    else { return [] }
    var configured: [RootPath] = []
    for entry in try LdConf(of: context.root).directories where entry.directory.first == slash {
      guard let found = try context.resolve(entry.directory)?.path, !Self.isDefault(found) else {
        continue
      }
      configured.append(found)
    }
    let lost = objects.first { subject in
      configured.contains(subject.path.parent) && subject.object.type == .shared
        && Self.isListed(subject.path.name)
    }
    guard let lost else {
      return [
        Finding(
          .staleCache, .note, at: Self.path,
          detail: "is not there: libraries are looked for in the default directories alone",
          hint: Self.hint)
      ]
    }
    return [
      Finding(
        .staleCache, .warning, at: Self.path, subject: lost.path.bytes,
        detail: "is not there, and without it nothing finds '\(lost.path)'", hint: Self.hint)
    ]
  }

  /// What loaders have built in: /lib and /usr/lib, and on Debian their directory for the machine, as `x86_64-linux-gnu`.
  private static func isDefault(_ directory: RootPath) -> Bool {
    let built: [RootPath] = ["/lib", "/usr/lib"]
    let machine = directory.name.split(separator: UInt8(ascii: "-"))
    return built.contains(directory)
      || built.contains(directory.parent) && machine.count == 3
        && machine[1].elementsEqual("linux".utf8)
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
    // What contradicts itself is told as such, at that file.
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
