internal import ELF
internal import Loading
internal import Planning
internal import Roots
internal import SystemPackage

/// What an object can do, by the names of the functions it imports; worked out once per file.
final class ObjectFacts {
  struct Abilities: OptionSet {
    let rawValue: UInt16
    /// dlopen(3), dlmopen(3), or a wrapper of a common library.
    static let dlopen = Abilities(rawValue: 1)
    /// exec*(3), posix_spawn(3) or a wrapper.
    static let exec = Abilities(rawValue: 2)
    /// system(3), popen(3), wordexp(3): what runs /bin/sh.
    static let shell = Abilities(rawValue: 4)
    static let iconv = Abilities(rawValue: 8)
    static let all: Abilities = [.dlopen, .exec, .shell, .iconv]
  }

  private var imported: [RootPath: [[UInt8]]] = [:]
  /// Every name once: most objects import what others import too.
  private var names: Set<BytesKey> = []
  private var known: [RootPath: Abilities] = [:]
  private var own: [RootPath: Abilities] = [:]

  /// The functions that an object imports; empty for static programs.
  func imports(
    of path: RootPath, _ object: Object, _ run: Run
  ) throws(PlanningError) -> [[UInt8]] {
    if let names = imported[path] { return names }
    let content = try reading { () throws(RootError) in try run.root.content(at: path) }
    var names: [[UInt8]] = []
    do {
      names = try object.importedNames(
        descriptor: content.descriptor.rawValue, offset: content.offset, size: content.size
      ).names.map { self.names.insert(BytesKey($0)).memberAfterInsert.bytes }
    } catch {
      run.note(
        Note(
          kind: "malformed-elf", path: path, text: "cannot read the symbols of '\(path)': \(error)")
      )
    }
    imported[path] = names
    return names
  }

  /// What an object can do by itself or through a library that it needs directly: many load and spawn through wrappers of their own.
  ///
  /// A static program has everything it calls inside: that it starts programs cannot be ruled out, and it loads nothing. A library that
  /// needs nothing, as one of data alone, does what it imports.
  func abilities(of path: RootPath, _ object: Object, _ run: Run) throws(PlanningError) -> Abilities
  {
    if let abilities = known[path] { return abilities }
    guard let dynamic = object.dynamic, !dynamic.needed.isEmpty || !object.isStarted else {
      return [.exec, .shell]
    }
    var result = try ownAbilities(of: path, object, run)
    for name in dynamic.needed where !name.starts(with: "libc.so.".utf8) {
      let found = try loading { () throws(LoadingError) in
        try run.loader.search(name, for: path)
      }
      guard case .found(let library, _, _, _) = found,
        let needed = try? run.loader.object(at: library)
      else { continue }
      let inherited = try ownAbilities(of: library, needed, run)
      result.formUnion(inherited.intersection([.exec, .dlopen]))
    }
    known[path] = result
    return result
  }

  private func ownAbilities(
    of path: RootPath, _ object: Object, _ run: Run
  ) throws(PlanningError) -> Abilities {
    if let abilities = own[path] { return abilities }
    var result: Abilities = []
    for name in try imports(of: path, object, run) {
      if let ability = Self.functions[name] {
        result.formUnion(ability)
      } else if Self.looksLikeModuleLoader(name) {
        result.insert(.dlopen)
      } else if Self.looksLikeSpawner(name) {
        result.insert(.exec)
      }
    }
    own[path] = result
    return result
  }

  private static let functions: [[UInt8]: Abilities] = {
    var table: [[UInt8]: Abilities] = [:]
    for name in ["dlopen", "dlmopen"] { table[Array(name.utf8)] = .dlopen }
    for name in [
      "execve", "execv", "execvp", "execvpe", "execl", "execlp", "execle", "execveat", "fexecve",
      "posix_spawn", "posix_spawnp",
    ] { table[Array(name.utf8)] = .exec }
    for name in ["system", "popen", "wordexp"] { table[Array(name.utf8)] = [.exec, .shell] }
    for name in ["iconv_open", "libiconv_open"] { table[Array(name.utf8)] = .iconv }
    return table
  }()

  /// `lt_dlopen`, `g_module_open`, `apr_dso_load`, `SDL_LoadObject`, `uv_dlopen`, `PR_LoadLibrary`: a library that loads for its users.
  private static func looksLikeModuleLoader(_ name: [UInt8]) -> Bool {
    contains(name, anyOf: loaders)
  }

  /// `g_spawn_async`, `uv_spawn`, `apr_proc_create`: likewise for programs.
  private static func looksLikeSpawner(_ name: [UInt8]) -> Bool {
    contains(name, anyOf: spawners)
  }

  private static let loaders = [
    "dlopen", "module_open", "dso_load", "loadlibrary", "loadobject", "load_module", "loadmodule",
  ].map { Array($0.utf8) }
  private static let spawners = ["spawn", "proc_create", "execv", "popen"].map { Array($0.utf8) }

  /// Whether one of `parts` (in lower case) is in `name`, whatever its case.
  private static func contains(_ name: [UInt8], anyOf parts: [[UInt8]]) -> Bool {
    for part in parts where name.count >= part.count {
      for start in 0...(name.count - part.count) where lower(name[start]) == part[0] {
        var length = 1
        while length < part.count, lower(name[start + length]) == part[length] { length += 1 }
        if length == part.count { return true }
      }
    }
    return false
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
