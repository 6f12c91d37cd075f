/// Random layers that get in each other's way: few names, so that they are overwritten, whited out and linked often.
struct StackGenerator {
  private var state: UInt64
  /// Paths that are there, as far as is known, and whether they are directories.
  private var known: [String: Bool] = [:]

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  private mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33) % bound
  }

  private mutating func pick(_ choices: [String]) -> String { choices[next(choices.count)] }

  private mutating func path() -> String {
    let directories = known.filter(\.value).map(\.key).sorted()
    let name = pick(["a", "b", "c", "d", "longer-name", ".hidden", "é"])
    if directories.isEmpty || next(4) == 0 { return name }
    return pick(directories) + "/" + name
  }

  private mutating func forget(_ path: String) {
    for key in known.keys where key == path || key.hasPrefix(path + "/") { known[key] = nil }
  }

  mutating func stack() -> [[UInt8]] {
    (0..<(2 + next(5))).map { _ in layer() }
  }

  private mutating func layer() -> [UInt8] {
    var builder = TarBuilder()
    if next(3) == 0 {
      builder.add("./", type: "5", mode: 0o755, time: Int64(next(1_000_000_000)))
    }
    for _ in 0..<(1 + next(25)) { entry(&builder) }
    return builder.finished()
  }

  private mutating func entry(_ builder: inout TarBuilder) {
    var path = self.path()
    let format: TarBuilder.Format = [.ustar, .gnu, .pax][next(3)]
    let prefix = pick(["", "./", "", "/"])
    let time = Int64(next(1_500_000_000))
    let mode = UInt32(next(0o10000))
    let (uid, gid) = (UInt32(next(3) * 500), UInt32(next(3) * 70))
    let attributes =
      format == .pax && next(3) == 0 ? [("user.a", pick(["x", "longer"]))] : []
    if next(12) == 0 { path += "/" + String(repeating: "long", count: 30) }
    func add(_ type: Character, _ text: String = "", target: String = "") {
      builder.add(
        prefix + path, type: type, text, mode: mode, uid: uid, gid: gid, time: time, target: target,
        device: (1, 3), format: format, attributes: type == "0" || type == "5" ? attributes : [])
    }
    let files = known.filter { !$0.value }.map(\.key).sorted()
    switch next(16) {
    case 0..<5:
      forget(path)
      known[path] = false
      add("0", String(repeating: pick(["x", "y", "z"]), count: next(2000)))
    case 5..<9:
      if known[path] != true { forget(path) }
      known[path] = true
      add("5")
    case 9..<11:
      forget(path)
      add("2", target: pick(["a", "../b", "/a/b", "/nowhere/x", ".", "..", "c/d"]))
    case 11:
      guard !files.isEmpty else { return }
      let target = pick(files)
      guard target != path, !target.hasPrefix(path + "/") else { return }
      forget(path)
      known[path] = false
      add("1", target: target)
    case 12:
      forget(path)
      known[path] = false
      add(next(2) == 0 ? "6" : "3")
    case 13..<15:
      let names = known.keys.sorted()
      if !names.isEmpty, next(4) > 0 { path = pick(names) }
      whiteOut(path, &builder, prefix)
    default:
      let directories = known.filter(\.value).map(\.key).sorted()
      guard !directories.isEmpty else { return }
      path = pick(directories)
      builder.add(prefix + path + "/.wh..wh..opq")
      for key in known.keys where key.hasPrefix(path + "/") { known[key] = nil }
    }
  }

  private mutating func whiteOut(
    _ path: String, _ builder: inout TarBuilder, _ prefix: String
  ) {
    let parts = path.split(separator: "/")
    let parent = parts.dropLast().map { $0 + "/" }.joined()
    builder.add(prefix + parent + ".wh." + (parts.last ?? "x"))
    forget(path)
  }
}
