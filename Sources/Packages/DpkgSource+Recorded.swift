internal import Roots

extension DpkgSource {
  /// What the list names, with the digests of `md5sums`, and of the status for configuration files.
  func recordedFiles(of index: Int) -> [WrittenFile] {
    var checksums: [[UInt8]: [UInt8]] = [:]
    for (path, digest) in digests(of: index) { checksums[path] = digest }
    var configuration: [[UInt8]: [UInt8]?] = [:]
    for (path, digest) in configurationFiles(of: index) { configuration[path] = digest }
    var result: [WrittenFile] = []
    forEachPath(in: pathList(of: index).span) { directory, name in
      var path = [UInt8](directory)
      if path.count > 1 { path.append(slash) }
      path += [UInt8](name)
      let known = configuration[path]
      let digest = known.flatMap { $0 } ?? checksums[path]
      result.append(
        WrittenFile(
          path: path, checksum: digest.map { Checksum(algorithm: .md5, bytes: $0) },
          isConfiguration: known != nil,
          isOptional: !pathFilter.isEmpty && pathFilter.excludes(path)))
    }
    return result
  }
}
