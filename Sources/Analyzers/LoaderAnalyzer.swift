internal import ELF
internal import Loading
internal import Packages
internal import Planning
internal import Roots

/// What the dynamic loader maps: interpreter, DT_NEEDED and its kin, breadth-first as ld.so(8) does, and FDO dlopen notes.
///
/// A program's closure is worked out from the program, so that its RPATH serves; a library that came with one is not looked at alone.
final class LoaderAnalyzer: Analyzer {
  let name = "loader"
  /// Objects that a closure brought: their own needs are answered already.
  private var covered: Set<RootPath> = []

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard !covered.contains(file.path) else { return }
    let object: Object?
    do {
      object = try run.loader.object(at: file.path)
    } catch {
      // What merely looks like an object is data; if it had to run, the loader says so below.
      run.note(Note(kind: "malformed-elf", path: file.path, text: error.description))
      return
    }
    guard let object, object.type == .executable || object.type == .shared else { return }
    covered.insert(file.path)
    if let interpreter = object.interpreter {
      let reason = Reason(.interpreter, .required, from: file.path, detail: interpreter)
      if case .absent(let path) = try run.keep(interpreter, because: reason) {
        report(Missing(name: path.bytes, from: file.path, rule: .interpreter), file, run)
      }
    }
    try keepClosure(of: file, run)
  }

  private func keepClosure(of file: KeptFile, _ run: Run) throws(PlanningError) {
    let closure = try loading { () throws(LoadingError) in
      try run.loader.closure(of: file.path, dlopen: true)
    }
    for (index, loaded) in closure.objects.enumerated() where index > 0 {
      covered.insert(loaded.path)
      let from = loaded.requester.map { closure.objects[$0].path } ?? file.path
      let name = Self.name(of: index, asked: loaded.requester, in: closure)
      let reason = Reason(.needed, .required, from: from, detail: name)
      for link in loaded.links {
        try run.keepLink(link, because: Reason(.link, .required, from: loaded.path))
      }
      for directory in loaded.detours {
        try run.keep(directory, because: Reason(.parent, .required, from: loaded.path))
      }
      try run.keep(
        loaded.path, because: reason,
        standing: isBody(loaded.path, of: file, run) ? .leading : .supporting)
      for variant in loaded.variants {
        let detail = Array("glibc-hwcaps/".utf8) + variant.level
        for link in variant.links {
          try run.keepLink(link, because: Reason(.link, .required, from: variant.path))
        }
        try run.keep(variant.path, because: Reason(.needed, .required, from: from, detail: detail))
      }
    }
    for miss in closure.missing where miss.kind == .needed || miss.kind == .filter {
      let considered = miss.considered.map {
        Missing.Considered(place: $0.stage, outcome: $0.outcome)
      }
      if Self.isFoundByOthers(miss, in: closure) {
        // The result's own cache has no stale entries.
        run.note(
          Note(
            kind: "stale-cache-entry", path: miss.requester,
            text: "'\(miss.requester)' does not start on every CPU in the root as it is: "
              + considered.map { "\($0.place) \($0.outcome)" }.joined(separator: "; ")))
        continue
      }
      report(
        Missing(name: miss.name, from: miss.requester, rule: .needed, considered: considered), file,
        run)
    }
  }

  /// Whether a library that a program of the application maps is that program's own body: of its very package, in a directory of its own, where nobody
  /// else looks for libraries. Many a program is a few kilobytes that start such a library.
  private func isBody(_ library: RootPath, of file: KeptFile, _ run: Run) -> Bool {
    guard file.standing == .leading, file.entry.isExecutable, run.isPrivate(library.parent),
      let owner = run.packages.owner(of: library)
    else { return false }
    return run.packages.owner(of: file.path) == owner
  }

  /// Whether only better CPUs miss it: the root's ld.so.cache lists a file for them that is gone, and others take the base file.
  private static func isFoundByOthers(_ miss: Miss, in closure: Closure) -> Bool {
    closure.objects.contains { object in
      object.path == miss.requester
        && object.needs.contains { $0.name == miss.name && $0.answer != nil }
    }
  }

  /// The name by which the requester asked.
  private static func name(of index: Int, asked requester: Int?, in closure: Closure) -> [UInt8]? {
    guard let requester else { return nil }
    return closure.objects[requester].needs.first { $0.answer?.object == index }?.name
  }

  /// A missing library stops the program that was asked for; a plug-in that lacks one is a plug-in that does not load.
  private func report(_ missing: Missing, _ file: KeptFile, _ run: Run) {
    if file.mustRun {
      run.miss(missing)
    } else {
      run.note(
        Note(
          kind: "missing-library", path: file.path,
          text: "'\(file.path)' will not load: cannot find '\(printable(missing.name))'"))
    }
  }
}
