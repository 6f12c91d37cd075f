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
    let user = run.request.user?.prefix { $0 != UInt8(ascii: ":") } ?? Array("0".utf8)[...]
    let people = try people(run)
    for person in people where person.name == user || person.number == user { add(person.home) }
    for person in people { add(person.home) }
    if people.isEmpty { add("/root".utf8) }
    return homes.map { $0.appending(".local") }
  }

  private static func people(
    _ run: Run
  ) throws(PlanningError) -> [(
    name: ArraySlice<UInt8>, number: ArraySlice<UInt8>, home: ArraySlice<UInt8>
  )] {
    guard let file = try? run.root.resolve(RootPath("/etc/passwd")), file.entry?.isRegular == true
    else {
      return []
    }
    let text = try reading { () throws(RootError) in
      try run.root.bytes(of: file.path, limit: 4 << 20)
    }
    var people: [(name: ArraySlice<UInt8>, number: ArraySlice<UInt8>, home: ArraySlice<UInt8>)] = []
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      if fields.count >= 7, fields[5].first == UInt8(ascii: "/") {
        people.append((fields[0], fields[2], fields[5]))
      }
    }
    return people
  }
}
