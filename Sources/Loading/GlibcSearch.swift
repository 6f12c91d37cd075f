internal import Roots

extension Search {
  /// What became of the search in one list.
  enum ListResult {
    case found(LocatedFile)
    /// Not in it: the next stage goes on.
    case none
    /// The loader gives up.
    case fatal
  }

  /// The stages of ld.so for a name without a slash, in its order (elf/dl-load.c, _dl_map_object).
  func glibcSearch(
    _ name: [UInt8], _ context: SearchContext, _ setting: Setting, _ glibc: Interpreter.Glibc,
    _ report: inout SearchReport?
  ) throws(LoadingError) -> Outcome {
    var better: [Better] = []
    let chain = chains.lists(context.chain).map { lists[Int($0)] }
    let runpath = context.runpath >= 0 ? lists[Int(context.runpath)] : nil
    if chain.isEmpty {
      report?.add(Via.rpath.stage, runpath == nil ? "not set" : "ignored: DT_RUNPATH is set")
    }
    let stages =
      chain.map { (Via.rpath, Optional($0)) }
      + [(.libraryPath, setting.libraryPath), (.runpath, runpath)]
    for (via, list) in stages {
      guard let list else {
        report?.add(via.stage, "not set")
        continue
      }
      switch try scan(list, name, setting, glibc, &better, &report) {
      case .found(let file): return .found(Found(file: file, via: via, better: better))
      case .fatal: return .missing
      case .none: break
      }
    }
    var stale: [Miss.Considered] = []
    switch try scanCache(name, context, setting, glibc, &better, &stale, &report) {
    case .found(let file):
      let missing = try missingOnBetterCPUs(stale, name, context, setting, glibc)
      return .found(Found(file: file, via: .cache, better: better, missingOnBetterCPUs: missing))
    case .fatal: return .missing
    case .none: break
    }
    if context.ignoresDefaults {
      report?.add(Via.defaultPath.stage, "ignored: DF_1_NODEFLIB is set")
      return .missing
    }
    switch try scan(setting.defaults, name, setting, glibc, &better, &report) {
    case .found(let file): return .found(Found(file: file, via: .defaultPath, better: better))
    case .none, .fatal: return .missing
    }
  }

  /// Places considered by CPUs for which the cache lists a file that is gone, if they find none: they do not fall back to the entry that
  /// other CPUs take, but go on to the default directories. Empty where nothing is missing.
  private func missingOnBetterCPUs(
    _ stale: [Miss.Considered], _ name: [UInt8], _ context: SearchContext, _ setting: Setting,
    _ glibc: Interpreter.Glibc
  ) throws(LoadingError) -> [Miss.Considered] {
    if stale.isEmpty || context.ignoresDefaults { return stale }
    var better: [Better] = []
    var report: SearchReport? = SearchReport()
    if case .found = try scan(setting.defaults, name, setting, glibc, &better, &report) {
      return []
    }
    return stale + (report?.considered ?? [])
  }

  /// Looks into the directories of a list, in order (elf/dl-load.c, open_path).
  private func scan(
    _ list: SearchList, _ name: [UInt8], _ setting: Setting, _ glibc: Interpreter.Glibc,
    _ better: inout [Better], _ report: inout SearchReport?
  ) throws(LoadingError) -> ListResult {
    let stage = list.via.stage
    if list.directories.isEmpty { report?.add(stage, "empty") }
    for directory in list.directories {
      guard directory.real != nil else {
        report?.add(stage, directory.written, "no such directory", owner: list.owner)
        continue
      }
      let subdirectories = try subdirectories(of: directory, glibc, setting.interpreter)
      for (level, subdirectory) in subdirectories.better where subdirectory.contains(name) {
        guard case .file(let file) = try catalogue.look(up: name, in: subdirectory),
          case .fits = file.binary.verdict(for: setting)
        else { continue }
        better.append(Better(level: level, file: file))
      }
      for place in subdirectories.always + [directory] {
        if place !== directory, !place.contains(name) { continue }
        switch try judge(try catalogue.look(up: name, in: place), setting) {
        case .fits(let file): return .found(file)
        case .no(let why):
          report?.add(stage, place.path(of: name), why, owner: list.owner)
        case .endsList(let why):
          report?.add(
            stage, place.path(of: name), why + ", which ends this list", owner: list.owner)
          return .none
        case .fatal(let why):
          report?.add(
            stage, place.path(of: name), why + ", which stops the loader", owner: list.owner)
          return .fatal
        }
      }
    }
    return .none
  }

  enum Judgement {
    case fits(LocatedFile)
    case no(String)
    /// The error is none of those after which ld.so tries the next directory.
    case endsList(String)
    case fatal(String)
  }

  /// What ld.so makes of what a name led to.
  func judge(_ lookup: Catalogue.Lookup, _ setting: Setting) throws(LoadingError) -> Judgement {
    switch lookup {
    case .nothing: .no("no such file")
    case .dangling(let place): .no("a link to nothing ('\(place)')")
    case .loop: .endsList("symbolic links in a loop")
    case .other(.socket): .endsList("a socket")
    case .other(let kind): .fatal(kind.withArticle)
    case .file(let file):
      switch file.binary.verdict(for: setting) {
      case .fits: .fits(file)
      case .skipped(let why): .no(why)
      case .fatal(let why): .fatal(why)
      }
    }
  }
}
