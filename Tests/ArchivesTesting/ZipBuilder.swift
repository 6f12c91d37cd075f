/// A writer of small ZIP archives whose members are stored as they are.
public struct ZipBuilder {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// - Parameter prefix: what stands before the archive, as the script of an executable jar does.
  public init(prefix: [UInt8] = []) { bytes = prefix }

  public mutating func add(_ name: String, _ content: [UInt8], method: Int = 0, size: Int? = nil) {
    let name = Array(name.utf8)
    let header = bytes.count
    let sizes = little(content.count, 4) + little(size ?? content.count, 4)
    // Version, flags, method, time, date, checksum (which nobody verifies here), sizes.
    let common = little(20, 2) + little(0, 2) + little(method, 2) + little(0, 8) + sizes
    bytes += [0x50, 0x4b, 3, 4] + common + little(name.count, 2) + little(0, 2) + name + content
    directory += [0x50, 0x4b, 1, 2] + little(20, 2) + common + little(name.count, 2)
    directory += little(0, 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4)
    directory += little(header, 4) + name
    count += 1
  }

  /// - Parameter comment: what follows the archive's last record.
  public func archive(comment: [UInt8] = []) -> [UInt8] {
    bytes + directory + [0x50, 0x4b, 5, 6] + little(0, 4) + little(count, 2) + little(count, 2)
      + little(directory.count, 4) + little(bytes.count, 4) + little(comment.count, 2) + comment
  }

  private func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}
