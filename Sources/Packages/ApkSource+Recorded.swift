internal import Roots

extension ApkSource {
  /// Each file (`R:`) with its checksum (`Z:`): SHA-1 after `Q1` in base64, or MD5 in hexadecimal in old databases; of a link, of where it
  /// points.
  func recordedFiles(of index: Int) -> [WrittenFile] {
    var result: [WrittenFile] = []
    var directory: [UInt8] = []
    for line in lines(in: installed[index].range) {
      let value = bytes[line.dropFirst(2)]
      switch bytes[line.lowerBound] {
      case UInt8(ascii: "F"):
        directory = value.isEmpty || value.first == slash ? Array(value) : [slash] + value
        if !directory.isEmpty { result.append(WrittenFile(path: directory)) }
      case UInt8(ascii: "R"):
        let path = directory + [slash] + value
        result.append(WrittenFile(path: path, isConfiguration: path.starts(with: "/etc/".utf8)))
      case UInt8(ascii: "Z"):
        if let last = result.indices.last { result[last].checksum = Self.checksum(value) }
      default: break
      }
    }
    return result
  }

  private static func checksum(_ text: ArraySlice<UInt8>) -> Checksum? {
    if text.starts(with: "Q1".utf8), let bytes = base64Bytes(text.dropFirst(2)), bytes.count == 20 {
      return Checksum(algorithm: .sha1, bytes: bytes)
    }
    if text.starts(with: "Q2".utf8), let bytes = base64Bytes(text.dropFirst(2)), bytes.count == 32 {
      return Checksum(algorithm: .sha256, bytes: bytes)
    }
    return md5Digest(text).map { Checksum(algorithm: .md5, bytes: $0) }
  }
}
