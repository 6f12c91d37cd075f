internal import Archives
internal import ELF
internal import Planning
internal import Roots

/// Modules that lie in a ZIP archive (`zipimport`): what `zipapp` and its kin make, an egg, an archive on the path.
enum PythonArchive {
  private static let largest: UInt64 = 256 << 20
  private static let largestSource = 4 << 20

  /// What the sources and the bytecode in an archive say; empty where the file is none.
  static func sources(
    in file: KeptFile, for version: PythonSource.Version, _ run: Run
  ) throws(PlanningError) -> [PythonSource] {
    guard file.entry.isRegular, file.entry.size <= largest else { return [] }
    var result: [PythonSource] = []
    try reading { () throws(RootError) in
      try run.root.withContent(of: file.path) { (bytes) throws(RootError) in
        // What cannot be read as an archive is something else.
        guard let directory = try? ZipDirectory(of: bytes) else { return }
        for entry in directory.entries {
          let isSource = entry.name.suffix(3).elementsEqual(".py".utf8)
          guard isSource || entry.name.suffix(4).elementsEqual(".pyc".utf8),
            let text = try? directory.content(of: entry, in: bytes, limit: largestSource)
          else { continue }
          var source =
            isSource
            ? PythonSource(reading: text, version: version) : PythonSource(bytecode: text)
          // What is relative is in the archive.
          source.imports.removeAll { $0.level > 0 }
          result.append(source)
        }
      }
    }
    return result
  }

  /// The shared objects in an archive, which tools such as shiv and pex unpack before they are loaded.
  static func objects(
    in file: KeptFile, _ run: Run
  ) throws(PlanningError) -> [[UInt8]: Object] {
    guard file.entry.isRegular, file.entry.size <= largest else { return [:] }
    return try reading { () throws(RootError) in
      try run.root.withContent(of: file.path) { (bytes) throws(RootError) in
        guard let directory = try? ZipDirectory(of: bytes) else { return [:] }
        return ArchivedObjects.read(from: bytes, directory)
      }
    }
  }

  static func isArchive(_ name: some BidirectionalCollection<UInt8>) -> Bool {
    [".pyz", ".pyzw", ".egg", ".zip", ".pex", ".whl"].contains {
      name.suffix($0.utf8.count).elementsEqual($0.utf8)
    }
  }
}
