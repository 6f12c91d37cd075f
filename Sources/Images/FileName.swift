internal import Roots

/// One component of a path, as a key.
struct FileName: Hashable {
  private let key: BytesKey
  var bytes: [UInt8] { key.bytes }

  init(_ bytes: some Sequence<UInt8>) { key = BytesKey(Array(bytes)) }

  static let dot = FileName(".".utf8)
  static let dots = FileName("..".utf8)

  /// The components of a path; empty ones and `.` say nothing.
  static func components(of path: [UInt8]) -> [FileName] {
    path.split(separator: UInt8(ascii: "/")).map { FileName($0) }.filter { $0 != .dot }
  }
}
