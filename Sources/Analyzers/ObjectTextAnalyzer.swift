internal import ELF
internal import Loading
internal import Planning
internal import Roots

/// Names in the read-only data of objects: absolute paths, names of libraries for dlopen(3), names of programs.
///
/// What a program opens by name it must carry as text. A path that exists is kept; a library's name is searched by the loader's rules for that very
/// object, if it can dlopen; a program counts only where the object can execute one.
final class ObjectTextAnalyzer: Analyzer {
  let name = "object-text"
  let mentions: Mentions
  let facts: ObjectFacts

  init(mentions: Mentions, facts: ObjectFacts) {
    self.mentions = mentions
    self.facts = facts
  }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard let object = try? run.loader.object(at: file.path) else { return }
    guard !Self.isLoader(file.path) else { return }
    let abilities = try facts.abilities(of: file.path, object, run)
    var scan = StringScan()
    let filter = WordFilter(words: [])
    try reading { () throws(RootError) in
      try run.root.withContent(of: file.path) { (bytes) throws(RootError) in
        scan.scan(bytes, wanted: filter)
      }
    }
    let isLibc = object.dynamic?.soname.map { $0.starts(with: "libc.so.".utf8) } ?? false
    let speaker = Mentions.Speaker(
      file: file, executes: !isLibc && abilities.contains(.exec), rule: .mention)
    for path in scan.paths.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      try mentions.follow(path, by: speaker, in: run)
    }
    if abilities.contains(.dlopen), !isLibc {
      for library in scan.libraries.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        try followLibrary(library, file, run)
      }
    }
  }

  private func followLibrary(
    _ library: [UInt8], _ file: KeptFile, _ run: Run
  ) throws(PlanningError) {
    guard !library.contains(UInt8(ascii: "%")), !library.contains(UInt8(ascii: "*")) else { return }
    let result = try loading { () throws(LoadingError) in
      try run.loader.search(library, for: file.path)
    }
    guard case .found(let path, let links, _, _) = result, !run.isKept(path) else { return }
    let reason = Reason(.dlopen, .likely, from: file.path, detail: library)
    if file.standing == .leading {
      for link in links { try run.keepLink(link, because: reason) }
      try run.keep(path, because: reason)
    } else {
      run.offer(path, because: reason, links: links)
    }
  }

  private static func isLoader(_ path: RootPath) -> Bool {
    path.name.starts(with: "ld-linux".utf8) || path.name.starts(with: "ld-2".utf8)
  }
}

extension Reason.Rule {
  /// A path that a kept file says.
  static let mention = Reason.Rule(rawValue: "mention")
  /// A library's name in an object that can dlopen(3).
  static let dlopen = Reason.Rule(rawValue: "dlopen")
}
