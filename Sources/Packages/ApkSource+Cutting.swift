internal import Roots

extension ApkSource {
  /// The paragraphs of the packages, with the files of theirs that are kept; and beside them /etc/apk/world, without which apk opens no
  /// database.
  func cut(keeping kept: Set<Int>, _ filter: KeptFilter) -> CutDatabase {
    var text: [UInt8] = []
    for (index, item) in installed.enumerated() where kept.contains(index) {
      appendParagraph(of: index, in: item.range, to: &text, filter)
      text.append(UInt8(ascii: "\n"))
    }
    var result = CutDatabase()
    guard !text.isEmpty else { return result }
    result.add(file, text, was: bytes)
    addWorld(to: &result, names: Set(kept.map { installed[$0].package.name }))
    // The branch of the distribution, and the machine: scanners and apk ask for them.
    for place: RootPath in ["/etc/apk/repositories", "/etc/apk/arch"]
    where (try? files.root.entry(at: place))?.isRegular == true {
      result.kept.append(place)
    }
    result.written.sort { $0.path < $1.path }
    result.kept.sort()
    return result
  }

  /// A directory's lines (`F:`, its mode `M:`) stay where it or a file in it is kept; those of a file are `R:` and what follows it up
  /// to the next of either (mode, checksum, extended attributes).
  private func appendParagraph(
    of index: Int, in range: Range<Int>, to text: inout [UInt8], _ filter: KeptFilter
  ) {
    var directory: [UInt8] = []
    var directoryLines: [UInt8] = []
    var isWanted = true
    func append(_ line: Range<Int>, to text: inout [UInt8]) {
      text.append(contentsOf: bytes[line])
      text.append(UInt8(ascii: "\n"))
    }
    var isOfFile = false
    for line in lines(in: range) {
      let value = bytes[line.dropFirst(2)]
      switch bytes[line.lowerBound] {
      case UInt8(ascii: "F"):
        directory = value.isEmpty || value.first == slash ? Array(value) : [slash] + value
        directoryLines = []
        append(line, to: &directoryLines)
        isWanted = directory.isEmpty || filter.isKept(directory, index)
        isOfFile = false
        if isWanted {
          text += directoryLines
          directoryLines = []
        }
      case UInt8(ascii: "R"):
        isOfFile = true
        isWanted = filter.isKept(directory + [slash] + value, index)
        if isWanted {
          text += directoryLines
          directoryLines = []
          append(line, to: &text)
        }
      default:
        if isWanted {
          append(line, to: &text)
        } else if !isOfFile {
          append(line, to: &directoryLines)
        }
      }
    }
  }

  /// What an administrator asked for, as far as it is still there. Conflicts stay.
  private func addWorld(to result: inout CutDatabase, names: Set<[UInt8]>) {
    let place: RootPath = "/etc/apk/world"
    guard let whole = files.bytes(of: place) else { return }
    let words = whole.split { isBlank($0) || $0 == UInt8(ascii: "\n") }
    let kept = words.filter { word in
      word.first == UInt8(ascii: "!") || capabilities(word).contains(where: names.contains)
    }
    result.add(place, kept.flatMap { Array($0) + [UInt8(ascii: "\n")] }, was: whole)
  }
}
