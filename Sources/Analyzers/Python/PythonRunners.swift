internal import Planning
internal import Roots

/// What a tool for projects runs in the project's virtual environment: `uv run gunicorn app:app`, `poetry run python -m app`.
///
/// Such tools look for the environment by rules of their own, and PATH has none of its programs. So no tool's name counts here, but that a word behind `run` is a program
/// of an environment.
enum PythonRunners {
  /// The words from that program on, which is given by its path; nil where there is none.
  static func command(in words: [[UInt8]], _ run: Run) throws(PlanningError) -> [[UInt8]]? {
    guard let start = words.prefix(mostOptions).firstIndex(where: { $0.elementsEqual("run".utf8) }),
      start > 0
    else { return nil }
    let environments = try environments(run)
    // Options of the tool, perhaps with values, stand between.
    for index in words.indices.dropFirst(start + 1).prefix(mostOptions) {
      let word = words[index]
      guard !word.isEmpty, word.first != UInt8(ascii: "-"), !word.contains(UInt8(ascii: "/"))
      else { continue }
      for environment in environments {
        let path = environment.appending("bin").appending(word)
        guard let found = try? run.root.resolve(path), found.entry?.isRegular == true else {
          continue
        }
        return [path.bytes] + words[(index + 1)...]
      }
    }
    return nil
  }

  private static let mostOptions = 8

  /// Those in the working directory before others.
  private static func environments(_ run: Run) throws(PlanningError) -> [RootPath] {
    let all = try run.index.paths(named: "pyvenv.cfg".utf8).map(\.parent).sorted()
    let own = all.filter {
      !run.request.workingDirectory.isRoot && $0.isWithin(run.request.workingDirectory)
    }
    return own + all.filter { !own.contains($0) }
  }
}
