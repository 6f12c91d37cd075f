internal import Dispatch
internal import Synchronization

/// What a layer must be.
struct LayerExpectation: Sendable {
  /// For messages: its digest, or its name in the archive.
  var label: String
  /// Of the layer as it is stored.
  var digest: Digest?
  /// Of the layer unpacked.
  var diffID: Digest?
}

/// How much may be unpacked in all: a small archive can unpack to anything.
final class UnpackingLimit: Sendable {
  let bytes: UInt64
  private let used = Atomic<UInt64>(0)

  init(bytes: UInt64) { self.bytes = bytes }

  func use(_ count: Int) throws(PartError) {
    let total = used.wrappingAdd(UInt64(count), ordering: .relaxed).newValue
    guard total <= bytes else {
      throw PartError(
        .tooLarge, "unpacked, it has more than \(bytes) bytes; --max-size allows more")
    }
  }
}

/// Unpacks one layer into a spool, or takes it as it is where it is not compressed, and checks its digests.
///
/// Two threads: one unpacks, the other computes the digest of what came out and writes it. On the way memory holds a few pieces.
struct LayerUnpacking {
  let blob: Blob
  let expectation: LayerExpectation
  let limit: UnpackingLimit

  private static let pieceSize = 1 << 20
  private static let piecesUnderWay = 4

  /// The plain archive.
  func run() throws(PartError) -> Blob {
    switch try Compression(of: blob) {
    case .none:
      try checkPlain()
      return blob
    case .gzip:
      var inflater = try GzipInflater()
      return try unpack(&inflater)
    case .zstd:
      var inflater = try ZstdInflater()
      return try unpack(&inflater)
    }
  }

  private func checkPlain() throws(PartError) {
    for expected in Set([expectation.digest, expectation.diffID].compactMap { $0 }) {
      var computation = DigestComputation(expected.algorithm)
      try forEachPiece { computation.update($0) }
      try Self.compare(computation.finish(), expected, what: "content")
    }
  }

  private func unpack(_ inflater: inout some Inflater & ~Copyable) throws(PartError) -> Blob {
    let spool = try Spool()
    let sink = SpoolSink(spool: spool, algorithm: expectation.diffID?.algorithm ?? .sha256)
    let slots = DispatchSemaphore(value: Self.piecesUnderWay)
    let queue = DispatchQueue(label: "spool")
    let outcome = Result { () throws(PartError) in
      try inflateAll(&inflater) { (piece) throws(PartError) in
        try limit.use(piece.count)
        slots.wait()
        queue.async {
          sink.take(piece)
          slots.signal()
        }
      }
    }
    // Everything that is under way uses the spool.
    queue.sync {}
    let digest = try outcome.get()
    let (unpacked, size) = try sink.finish()
    if let expected = expectation.digest { try Self.compare(digest, expected, what: "content") }
    if let expected = expectation.diffID {
      try Self.compare(unpacked, expected, what: "unpacked content")
    }
    return try spool.blob(size: size)
  }

  /// Hands what comes out to `take`, and returns the digest of what went in.
  private func inflateAll(
    _ inflater: inout some Inflater & ~Copyable,
    _ take: ([UInt8]) throws(PartError) -> Void
  ) throws(PartError) -> Digest {
    var computation = DigestComputation(expectation.digest?.algorithm ?? .sha256)
    var output = OutputPiece(size: Self.pieceSize)
    try forEachPiece { (piece) throws(PartError) in
      if expectation.digest != nil { computation.update(piece) }
      var position = 0
      while true {
        let used = unsafe try output.fill { (buffer) throws(PartError) in
          unsafe try piece.withUnsafeBufferPointer { (piece) throws(PartError) in
            unsafe try inflater.inflate(
              UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: piece[position...])),
              into: buffer)
          }
        }
        position += used.input
        if output.isFull { try take(output.next()) }
        // What is left inside comes out with the next call, so only an idle one ends the piece.
        if used == (0, 0) { break }
      }
      guard position == piece.count else {
        throw PartError(.malformed, "its compressed stream stands still")
      }
    }
    guard inflater.isComplete else {
      throw PartError(.truncated, "its compressed stream ends too early")
    }
    try take(output.next())
    return computation.finish()
  }

  private func forEachPiece(_ body: ([UInt8]) throws(PartError) -> Void) throws(PartError) {
    var position: UInt64 = 0
    while position < blob.size {
      let piece = try blob.bytes(
        at: position, count: Int(min(UInt64(Self.pieceSize), blob.size - position)))
      try body(piece)
      position += UInt64(piece.count)
    }
  }

  private static func compare(
    _ found: Digest, _ expected: Digest, what: String
  ) throws(PartError) {
    guard found != expected else { return }
    throw PartError(.mismatch, "its \(what) has the digest \(found) and must have \(expected)")
  }
}

/// A buffer that is filled and given away.
private struct OutputPiece {
  private let size: Int
  private var bytes: [UInt8]
  private var count = 0

  init(size: Int) {
    self.size = size
    bytes = Self.fresh(size)
  }

  private static func fresh(_ size: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: size) { _, count in count = size }
  }

  var isFull: Bool { count == size }

  mutating func fill(
    _ body: (UnsafeMutableRawBufferPointer) throws(PartError) -> (input: Int, output: Int)
  ) throws(PartError) -> (input: Int, output: Int) {
    let start = count
    let used = try unsafe bytes.withUnsafeMutableBufferPointer { (buffer) throws(PartError) in
      try unsafe body(
        UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[start...])))
    }
    count += used.output
    return used
  }

  /// What is in it; it is empty then.
  mutating func next() -> [UInt8] {
    bytes.removeLast(size - count)
    let full = bytes
    bytes = Self.fresh(size)
    count = 0
    return full
  }
}

/// Takes unpacked pieces one after the other, writes them and computes their digest.
private final class SpoolSink: Sendable {
  private let spool: Spool
  private let state: Mutex<State>

  private struct State {
    var computation: DigestComputation
    var size: UInt64 = 0
    var failure: PartError?
  }

  init(spool: Spool, algorithm: Digest.Algorithm) {
    self.spool = spool
    state = Mutex(State(computation: DigestComputation(algorithm)))
  }

  func take(_ piece: [UInt8]) {
    state.withLock { state in
      guard state.failure == nil else { return }
      do throws(PartError) {
        state.computation.update(piece)
        try spool.write(piece, at: state.size)
        state.size += UInt64(piece.count)
      } catch {
        state.failure = error
      }
    }
  }

  func finish() throws(PartError) -> (Digest, UInt64) {
    let (digest, size, failure) = state.withLock { state in
      (state.computation.finish(), state.size, state.failure)
    }
    if let failure { throw failure }
    return (digest, size)
  }
}
