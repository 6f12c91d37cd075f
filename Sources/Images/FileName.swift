internal import Glibc

/// One component of a path, as a key.
struct FileName: Hashable {
  let bytes: [UInt8]

  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  static let dot = FileName(".".utf8)
  static let dots = FileName("..".utf8)

  // In one call instead of one per byte.
  func hash(into hasher: inout Hasher) {
    unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
  }

  static func == (left: FileName, right: FileName) -> Bool {
    guard left.bytes.count == right.bytes.count else { return false }
    return unsafe left.bytes.withUnsafeBytes { left in
      unsafe right.bytes.withUnsafeBytes { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return true }
        return unsafe memcmp(first, second, left.count) == 0
      }
    }
  }

  /// The components of a path; empty ones and `.` say nothing.
  static func components(of path: [UInt8]) -> [FileName] {
    path.split(separator: UInt8(ascii: "/")).map { FileName($0) }.filter { $0 != .dot }
  }
}
