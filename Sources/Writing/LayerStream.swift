internal import CLinux
internal import Dispatch
internal import Glibc
internal import Images
internal import Roots
internal import Synchronization
internal import SystemPackage

/// A layer in the making: takes a tar archive's bytes in order, compresses them on all cores, and computes both digests on the way.
struct LayerStream {
  private let file: BlobFile
  private let start: UInt64
  private let compression: LayerCompression
  private var block: [UInt8]
  private var filled = 0
  private var waiting: [[UInt8]] = []
  /// The block before those that wait.
  private var before: [UInt8] = []
  private var plain = DigestComputation()
  private var packed = DigestComputation()
  private var checksum: UInt32 = 0
  /// The size before compression.
  private(set) var size: UInt64 = 0

  init(to file: BlobFile, compression: LayerCompression) throws(WritingError) {
    self.file = file
    start = file.position
    self.compression = compression
    block = Self.fresh(compression.blockSize)
    try put(compression.header)
  }

  private static func fresh(_ size: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: size) { _, count in count = size }
  }

  // MARK: - Taking

  mutating func write(_ bytes: [UInt8]) throws(WritingError) {
    var done = 0
    while done < bytes.count {
      let count = min(bytes.count - done, block.count - filled)
      block.replaceSubrange(filled..<(filled + count), with: bytes[done..<(done + count)])
      done += count
      try advance(count)
    }
  }

  /// Reads all of `content` straight into the stream.
  ///
  /// - Parameter check: called from time to time.
  mutating func write(
    _ content: borrowing Content, check: () throws(WritingError) -> Void
  ) throws(ReadFailure) {
    var done: UInt64 = 0
    while done < content.size {
      let room = min(UInt64(block.count - filled), content.size - done)
      let descriptor = content.descriptor.rawValue
      let offset = off_t(content.offset + done)
      let place = filled
      let count = unsafe block.withUnsafeMutableBytes { buffer in
        unsafe pread(descriptor, buffer.baseAddress! + place, Int(room), offset)
      }
      if count == 0 { throw .truncated }
      guard count > 0 else {
        let error = Errno(rawValue: pith_errno())
        if error == .interrupted { continue }
        throw .read(error)
      }
      done += UInt64(count)
      do throws(WritingError) {
        try advance(count)
        try check()
      } catch {
        throw .writing(error)
      }
    }
  }

  /// Why content was not taken.
  enum ReadFailure: Error {
    case read(Errno)
    /// It ended before its size was reached.
    case truncated
    case writing(WritingError)
  }

  private mutating func advance(_ count: Int) throws(WritingError) {
    filled += count
    size += UInt64(count)
    guard filled == block.count else { return }
    waiting.append(block)
    block = Self.fresh(compression.blockSize)
    filled = 0
    if waiting.count == compression.blocksAtOnce { try flush(isLast: false) }
  }

  // MARK: - Giving

  /// Ends the stream.
  mutating func finish() throws(WritingError) -> WrittenLayer {
    block.removeLast(block.count - filled)
    waiting.append(block)
    block = []
    filled = 0
    try flush(isLast: true)
    try put(compression.trailer(checksum: checksum, size: size))
    let diffID = plain.finish()
    return WrittenLayer(
      diffID: diffID, digest: compression.format == .none ? diffID : packed.finish(),
      size: file.position - start, compression: compression)
  }

  private mutating func flush(isLast: Bool) throws(WritingError) {
    let blocks = waiting
    waiting = []
    guard compression.format != .none else {
      for block in blocks {
        plain.update(block)
        try file.write(block)
      }
      return
    }
    let results = try compressAll(blocks, isLast: isLast)
    for (block, result) in zip(blocks, results) {
      try put(result.bytes)
      checksum = LayerCompression.combine(checksum, result.checksum, secondSize: block.count)
    }
    before = blocks.last ?? []
  }

  private struct Compressed {
    var bytes: [UInt8]
    var checksum: UInt32
  }

  /// Each block on whichever core is free, and the digest of them all on another.
  private mutating func compressAll(
    _ blocks: [[UInt8]], isLast: Bool
  ) throws(WritingError) -> [Compressed] {
    let compression = compression
    let before = before
    let results = Mutex<[Int: Compressed]>([:])
    let digest = Mutex(plain)
    DispatchQueue.concurrentPerform(iterations: blocks.count + 1) { index in
      guard index > 0 else {
        return digest.withLock { digest in for block in blocks { digest.update(block) } }
      }
      let number = index - 1
      let bytes = compression.compress(
        blocks[number], before: number == 0 ? before : blocks[number - 1],
        isLast: isLast && number == blocks.count - 1)
      guard let bytes else { return }
      let result = Compressed(
        bytes: bytes, checksum: LayerCompression.checksum(blocks[number]))
      results.withLock { $0[number] = result }
    }
    plain = digest.withLock { $0 }
    let found = results.withLock { $0 }
    return try blocks.indices.map { (number) throws(WritingError) in
      guard let result = found[number] else {
        throw WritingError(
          .io, cannot: "compress a layer", detail: "\(compression) has no memory")
      }
      return result
    }
  }

  private mutating func put(_ bytes: [UInt8]) throws(WritingError) {
    if compression.format != .none { packed.update(bytes) }
    try file.write(bytes)
  }
}

/// A layer that is written.
struct WrittenLayer {
  /// Of the archive before compression.
  var diffID: Digest
  /// Of the blob.
  var digest: Digest
  /// The blob's.
  var size: UInt64
  var compression: LayerCompression

  var mediaType: String {
    "application/vnd.oci.image.layer.v1.tar" + compression.mediaTypeSuffix
  }
}
