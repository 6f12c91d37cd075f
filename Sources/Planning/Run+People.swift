package import Roots

extension Run {
  /// Somebody in /etc/passwd.
  public struct Person: Hashable, Sendable {
    public var name: [UInt8]
    /// The user's number, in decimal digits.
    public var number: [UInt8]
    public var home: [UInt8]
  }

  /// Who is in /etc/passwd, in its order (passwd(5)); nobody where there is none, or one of more than 4 MB.
  public func people() throws(PlanningError) -> [Person] {
    if let knownPeople { return knownPeople }
    var people: [Person] = []
    let file = try? root.resolve(RootPath("/etc/passwd"))
    if let file, let entry = file.entry, entry.isRegular, entry.size <= 4 << 20 {
      let text = try reading { () throws(RootError) in try root.bytes(of: file.path) }
      for line in text.split(separator: UInt8(ascii: "\n")) {
        let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        if fields.count >= 7, fields[5].first == UInt8(ascii: "/") {
          people.append(
            Person(name: Array(fields[0]), number: Array(fields[2]), home: Array(fields[5])))
        }
      }
    }
    knownPeople = people
    return people
  }

  /// Whether a directory is the home of somebody: of who is in /etc/passwd, or by its place.
  package func isHome(_ directory: RootPath) -> Bool {
    if directory == "/root" || directory.parent == "/home" { return true }
    // A table of users that cannot be read says nothing of homes; who keeps it tells.
    return (try? people())?.contains { RootPath($0.home) == directory } == true
  }
}
