internal import ELF
internal import Roots

extension Search {
  /// What ld.so.cache says: one answer for any CPU, and if its file is gone or of another kind the search goes on to the default
  /// directories (elf/dl-cache.c, search_cache).
  func scanCache(
    _ name: [UInt8], _ context: SearchContext, _ setting: Setting, _ glibc: Interpreter.Glibc,
    _ better: inout [Better], _ stale: inout [Miss.Considered], _ report: inout SearchReport?
  ) throws(LoadingError) -> ListResult {
    let cache: LdCacheFile
    switch try caches.cache(setting.abi.byteOrder) {
    case .file(let file): cache = file
    case .none(let why):
      if report != nil {
        let hint = try ldconfigWouldList(name, setting)
        report?.add(Via.cache.stage, why + (hint.map { "; ldconfig would list \($0)" } ?? ""))
      }
      return .none
    }
    let records = cache.records(named: name)
    let answer = choose(records, in: cache, setting, glibc)
    for (level, path) in answer.better {
      guard isAllowed(path, context, glibc) else { continue }
      switch try judge(try catalogue.look(up: path), setting) {
      case .fits(let file): better.append(Better(level: level, file: file))
      case .no(let why), .endsList(let why), .fatal(let why):
        stale.append(
          Miss.Considered(
            stage: Via.cache.stage,
            outcome: "for \(printable(level)) lists \(printable(path)): \(why)"))
      }
    }
    guard let path = answer.path else {
      report?.add(Via.cache.stage, unlisted(records, cache, setting))
      return .none
    }
    guard isAllowed(path, context, glibc) else {
      report?.add(Via.cache.stage, "'\(printable(path))' is ignored: DF_1_NODEFLIB is set")
      return .none
    }
    switch try judge(try catalogue.look(up: path), setting) {
    case .fits(let file): return .found(file)
    case .no(let why), .endsList(let why):
      report?.add(Via.cache.stage, path, why)
      return .none
    case .fatal(let why):
      report?.add(Via.cache.stage, path, why + ", which stops the loader")
      return .fatal
    }
  }

  private struct Answer {
    /// What any CPU takes.
    var path: [UInt8]?
    var better: [(level: [UInt8], path: [UInt8])] = []
  }

  /// Which of the entries with the wanted name a loader takes.
  private func choose(
    _ records: [LdCacheFile.Record], in cache: LdCacheFile, _ setting: Setting,
    _ glibc: Interpreter.Glibc
  ) -> Answer {
    var answer = Answer()
    var isFinal = false
    for record in records where setting.cacheFlags.contains(record.flags) {
      let path = cache.string(at: record.value)
      if let level = record.level {
        guard level < cache.levels.count, glibc.levels.contains(cache.levels[level]) else {
          continue
        }
        answer.better.append((cache.levels[level], path))
      } else if record.hwcap & ~Self.legacyTLS != 0 {
        guard glibc.searchesLegacySubdirectories else { continue }
        let level = path.split(separator: slash).dropLast().last.map(Array.init) ?? []
        answer.better.append((level, path))
      } else if record.hwcap == 0 || glibc.searchesLegacySubdirectories, !isFinal {
        answer.path = path
        // An entry with the flags of this very machine is the answer; after one with lesser flags a better one may come.
        isFinal = record.flags == setting.cacheFlags.first
      }
    }
    answer.better.sort { first, second in
      let rank = { (level: [UInt8]) in glibc.levels.firstIndex(of: level) ?? glibc.levels.count }
      return rank(first.level) < rank(second.level)
    }
    return answer
  }

  /// In `hwcap`: found in a `tls` subdirectory, which any CPU takes.
  private static let legacyTLS: UInt64 = 1 << 63

  /// DF_1_NODEFLIB voids entries in the default directories only.
  private func isAllowed(
    _ path: [UInt8], _ context: SearchContext, _ glibc: Interpreter.Glibc
  ) -> Bool {
    !context.ignoresDefaults
      || !glibc.defaultDirectories.contains { path.starts(with: $0 + [slash]) }
  }

  private func unlisted(
    _ records: [LdCacheFile.Record], _ cache: LdCacheFile, _ setting: Setting
  ) -> String {
    if records.isEmpty { return "not listed" }
    let others = records.map { printable(cache.string(at: $0.value)) }
    return setting.cacheFlags.contains { flag in records.contains { $0.flags == flag } }
      ? "listed for better CPUs only: \(others.joined(separator: ", "))"
      : "listed for other machines only: \(others.joined(separator: ", "))"
  }
}
