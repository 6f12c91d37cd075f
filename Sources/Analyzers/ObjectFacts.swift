internal import ELF
internal import Loading
internal import Planning
internal import Roots

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
    static let localTime = Abilities(rawValue: 16)
    static let locale = Abilities(rawValue: 32)
    static let all: Abilities = [.dlopen, .exec, .shell, .iconv, .localTime, .locale]
  }

  func abilities(of path: RootPath, _ object: Object, _ run: Run) throws(PlanningError) -> Abilities
  {
    .all
  }
}
