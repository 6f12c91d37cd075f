internal import ELF
internal import Glibc
internal import Roots
internal import Scanning
internal import SystemPackage

/// Scans objects as planning does, and says how fast: `ScanBench ROOT [--words] [--whole] [--rounds N] < LIST`.
///
/// LIST has one path in ROOT per line. `--words` looks for the names of all files in ROOT too, as planning does; `--whole` scans whole files rather than
/// their data, as `strings -a` does. Prints the objects, their bytes, the bytes that were scanned, what was found, and the CPU time of scanning alone per round, in seconds.
@main
struct ScanBench {
  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    func take(_ flag: String) -> Bool {
      guard let index = arguments.firstIndex(of: flag) else { return false }
      arguments.remove(at: index)
      return true
    }
    let withWords = take("--words")
    let whole = take("--whole")
    var rounds = 1
    if let index = arguments.firstIndex(of: "--rounds"), index + 1 < arguments.count {
      rounds = Int(arguments[index + 1]) ?? 1
      arguments.removeSubrange(index...(index + 1))
    }
    guard arguments.count == 1 else {
      print("usage: ScanBench ROOT [--words] [--whole] [--rounds N] < LIST")
      exit(64)
    }
    let root = try DirectoryRoot(path: FilePath(arguments[0]))
    var filter = WordFilter()
    if withWords {
      var names: [[UInt8]] = []
      try root.walk { (path, _) in
        names.append(Array(path.name))
        return path == "/proc" || path == "/sys" || path == "/dev" ? .past : .into
      }
      filter = WordFilter(words: names)
    }
    var totals = Totals()
    while let line = readLine() {
      try totals.scan(RootPath(line), in: root, filter, whole: whole, rounds: rounds)
    }
    print(
      "objects \(totals.objects) bytes \(totals.bytes) scanned \(totals.scanned) found \(totals.found) seconds \(totals.seconds / Double(rounds))"
    )
  }
}

private struct Totals {
  var objects = 0
  var bytes = 0
  var scanned = 0
  var found = 0
  var seconds = 0.0

  mutating func scan(
    _ path: RootPath, in root: DirectoryRoot, _ filter: WordFilter, whole: Bool, rounds: Int
  ) throws {
    try root.withContent(of: path) { (content) throws(RootError) in
      guard let object = try? Object.read(content) else { return }
      let data = object.dataRanges(fileSize: UInt64(content.byteCount))
      let unwinding = (try? object.unwindTables(content)) ?? []
      let ranges =
        whole
        ? [(place: 0..<content.byteCount, isWritable: true)]
        : data.filter { $0.kind != .executable }
          .flatMap { range in
            (range.offset..<(range.offset + range.size)).without(unwinding).map {
              (place: Int($0.lowerBound)..<Int($0.upperBound), isWritable: range.kind == .writable)
            }
          }
      // In a first segment of tables alone planning seeks no words (`ObjectTexts`).
      let kinds = data.map(\.kind)
      let hasTables =
        !whole && kinds.first == .readOnly && kinds.dropFirst().contains(.readOnly)
        && kinds.contains(.executable)
      objects += 1
      bytes += content.byteCount
      scanned += ranges.reduce(0) { $0 + $1.place.count }
      let start = cpuTime()
      for round in 0..<rounds {
        var scan = StringScan()
        for (index, range) in ranges.enumerated() {
          scan.scan(
            content.extracting(range.place), at: range.isWritable ? range.place.lowerBound : nil,
            wanted: hasTables && index == 0 ? WordFilter() : filter)
        }
        if round == 0 {
          found += scan.paths.count + scan.libraries.count + scan.names.count + scan.words.count
        }
      }
      seconds += cpuTime() - start
    }
  }
}

private func cpuTime() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
