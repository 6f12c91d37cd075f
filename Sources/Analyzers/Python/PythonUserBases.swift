internal import Planning
internal import Roots

/// Where `pip install --user` puts things (PEP 370): PYTHONUSERBASE, else `.local` in the home of whoever runs Python.
///
/// A runtime sets HOME from passwd(5) where the image's configuration does not, and an entry point may change to another user (`gosu`): so everybody's home
/// counts, that of the configured user first.
enum PythonUserBases {
  static func find(_ run: Run) throws(PlanningError) -> [RootPath] {
    if let base = run.request.variable("PYTHONUSERBASE") {
      guard let place = try? run.root.resolve(base, from: run.request.workingDirectory) else {
        return []
      }
      return [place.path]
    }
    var homes: [RootPath] = []
    func add(_ home: some Sequence<UInt8>) {
      let home = RootPath(Array(home))
      if !home.isRoot, !homes.contains(home) { homes.append(home) }
    }
    if let home = run.request.variable("HOME") { add(home) }
    let user = Array(run.request.user?.prefix { $0 != UInt8(ascii: ":") } ?? Array("0".utf8)[...])
    let people = try run.people()
    for person in people where person.name == user || person.number == user { add(person.home) }
    for person in people { add(person.home) }
    if people.isEmpty { add("/root".utf8) }
    return homes.map { $0.appending(".local") }
  }
}
