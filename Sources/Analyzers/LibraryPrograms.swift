internal import Planning
internal import Profiles
internal import Roots

/// Programs that a library of a scripting language starts: offered, since a library has ways that the application does not go.
struct LibraryPrograms {
  /// Names, or absolute paths.
  var names: Set<[UInt8]>

  /// Larger ones are whole applications (a shell, a version control system) that a library can do without.
  private static let largest: UInt64 = 512 << 10

  func offer(from file: RootPath?, in run: Run) throws(PlanningError) {
    for name in names.sortedByBytes() {
      let path =
        name.first == UInt8(ascii: "/") ? RootPath(name) : try run.program(named: name)
      guard let path, let found = try? run.root.resolve(path), let entry = found.entry,
        entry.isExecutable, entry.size <= Self.largest,
        !run.profiles.has(name: path.name, in: .administrationCommands)
      else { continue }
      try run.offer(
        found.path, because: Reason(.program, .likely, from: file, detail: name),
        links: found.links)
    }
  }
}
