internal import Planning
internal import Roots
internal import Scanning

/// A tool's list of what there is: `tool-add`, `tool-branch` and their like in its data, one behind the other, for `tool help`.
///
/// The tool starts of these what its first argument says (`tool branch`), so its list names none of them. What it starts by itself stands elsewhere in its data.
struct SubcommandList {
  /// The names that stand in such a list and nowhere else.
  private(set) var names: Set<[UInt8]> = []

  /// As many names that begin alike are a list.
  private static let least = 20
  /// Where an object says fewer programs that begin alike, a list makes no difference: most of a list are links to the tool.
  private static let fewest = 3
  /// Other strings between two of them: what a list says about each.
  private static let mostBetween = 4

  /// - Parameter words: the names of programs that the object says.
  init(
    in path: RootPath, among words: some Collection<[UInt8]>, _ run: Run
  ) throws(PlanningError) {
    var counts: [[UInt8]: Int] = [:]
    for word in words { Self.beginning(of: word).map { counts[$0, default: 0] += 1 } }
    let beginnings = Set(counts.filter { $0.value >= Self.fewest }.keys)
    if beginnings.isEmpty { return }
    var current: [[UInt8]] = []
    var between = 0
    var listed: Set<[UInt8]> = []
    var elsewhere: Set<[UInt8]> = []
    func end() {
      if current.count >= Self.least {
        listed.formUnion(current)
      } else {
        elsewhere.formUnion(current)
      }
      current = []
    }
    try reading { () throws(RootError) in
      try run.root.withContent(of: path) { (bytes) throws(RootError) in
        unsafe Strings.forEach(in: bytes, lengths: 1...256) { string in
          let word = unsafe Array(string.prefix(64))
          if let beginning = Self.beginning(of: word), beginnings.contains(beginning) {
            current.append(word)
            between = 0
          } else {
            between += 1
            if between > Self.mostBetween, !current.isEmpty { end() }
          }
        }
      }
    }
    end()
    names = listed.subtracting(elsewhere)
  }

  /// `tool-` of `tool-add`; nil where a name has none.
  private static func beginning(of word: [UInt8]) -> [UInt8]? {
    guard let dash = word.firstIndex(of: UInt8(ascii: "-")), dash > 1, dash < word.count - 1,
      word.allSatisfy({ (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d })
    else { return nil }
    return Array(word[...dash])
  }

  /// What those may cost together that nothing but the list names.
  static let together: UInt64 = 1 << 20
}
