/// The files of a package, one after the other, from the arrays of its header. Source: rpmtag.h, rpmfiles.h, rpmvf.h.
extension RpmHeader {
  /// Bits of the file flags.
  static let isConfiguration: UInt32 = 1 << 0
  static let mayBeMissing: UInt32 = 1 << 3
  /// Owned and made by the package's program, not brought.
  static let isGhost: UInt32 = 1 << 6
  static let isLicense: UInt32 = 1 << 7

  /// What became of a file when the package was installed.
  enum State: UInt8 {
    case normal = 0
    /// Another package has it now.
    case replaced = 1
    /// Left out: documentation, other languages; what pith left out.
    case notInstalled = 2
    case netShared = 3
    /// The other machine's file won.
    case wrongColor = 4
  }

  struct File {
    var index: Int
    var path: [UInt8]
    var flags: UInt32
    var state: UInt8
  }

  /// In the header's order. Files whose path is malformed are passed over.
  func files() -> [File] {
    let directories = strings(.directoryNames)
    let places = numbers(.directoryIndexes)
    let flags = numbers(.fileFlags)
    let states = octets(.fileStates)
    var result: [File] = []
    for (index, name) in strings(.baseNames).enumerated() {
      guard index < places.count, Int(places[index]) < directories.count else { break }
      let path = directories[Int(places[index])] + name
      // A newline would be two paths, and no package has one.
      guard path.first == slash, path.count > 1, !path.contains(UInt8(ascii: "\n")) else {
        continue
      }
      result.append(
        File(
          index: index, path: path, flags: index < flags.count ? flags[index] : 0,
          state: index < states.count ? states[states.startIndex + index] : 0))
    }
    return result
  }

  /// RPMVERIFY_FILEDIGEST: unless it is set, the package says that the content changes.
  private static let verifiesContent: UInt32 = 1 << 0

  /// The digests of the files' contents, by the index in the header.
  func checksums() -> [Int: Checksum] {
    // PGPHASHALGO_MD5, SHA1 and SHA256 of RFC 4880.
    let algorithm: Checksum.Algorithm
    switch numbers(.digestAlgorithm).first ?? 1 {
    case 1: algorithm = .md5
    case 2: algorithm = .sha1
    case 8: algorithm = .sha256
    default: return [:]
    }
    let verified = numbers(.verifyFlags)
    var result: [Int: Checksum] = [:]
    for (index, text) in strings(.fileDigests).enumerated() where !text.isEmpty {
      if index < verified.count, verified[index] & Self.verifiesContent == 0 { continue }
      if let bytes = hexadecimalBytes(text) {
        result[index] = Checksum(algorithm: algorithm, bytes: bytes)
      }
    }
    return result
  }

  /// The header with another state for some files; nil where it has no states. They lie outside of what is signed.
  func settingState(_ state: State, of indices: [Int]) -> [UInt8]? {
    let states = octets(.fileStates)
    guard !states.isEmpty else { return nil }
    var result = bytes
    for index in indices where index < states.count {
      result[states.startIndex + index] = state.rawValue
    }
    return result
  }
}
