/// Decodes a DEFLATE stream of any length in little memory: the input comes in pieces, and so does what it holds.
@safe
public struct InflateStream: ~Copyable {
  private var decoder = InflateDecoder()
  /// The last 32 KB that were given out, then what was not yet.
  private let window: UnsafeMutableRawBufferPointer
  /// Where in it the stream may begin, how much was given out, and how much is there.
  private var places: (start: Int, given: Int, written: Int) = (0, 0, 0)

  private static let history = 32 << 10
  /// What comes out at once: enough for a call of the system, little enough for a processor's cache.
  private static let pieceSize = 256 << 10
  private static let longestMatch = 258

  public init() {
    unsafe window = .allocate(byteCount: Self.history + Self.pieceSize, alignment: 4096)
    // Its own bytes, not what the memory held before, whatever a decoder may get wrong.
    unsafe window.initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit { unsafe window.deallocate() }

  /// Why a call ended.
  public enum Stop: Sendable {
    /// The piece of input is used up.
    case needsInput
    /// Something is to be given out first.
    case needsRoom
    /// The stream is complete; what follows it is not touched.
    case end
  }

  /// Decodes from `position` on, which moves with it.
  public mutating func decode(
    _ input: RawSpan, from position: inout Int
  ) throws(ArchiveError) -> Stop {
    let stop = try onPlaces(input, &position) { (decoder, places) throws(ArchiveError) in
      try decoder.run(&places)
    }
    return switch stop {
    case .needsInput: .needsInput
    case .needsRoom: .needsRoom
    case .end: .end
    }
  }

  /// Gives out what came out since the last call, and makes room.
  public mutating func takeOutput<Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Void
  ) throws(Failure) {
    if places.written > places.given {
      let output = unsafe UnsafeRawBufferPointer(
        rebasing: window[places.given..<places.written])
      try body(unsafe output.bytes)
      places.given = places.written
    }
    let shift = places.written - Self.history
    guard shift > 0, unsafe window.count - places.written < Self.longestMatch else { return }
    unsafe window.copyMemory(from: UnsafeRawBufferPointer(rebasing: window[shift..<places.written]))
    places = (max(0, places.start - shift), Self.history, Self.history)
  }

  /// The next byte of the input where no stream is: before it, or behind its end. nil where the piece of input is used up.
  public mutating func nextByte(_ input: RawSpan, from position: inout Int) -> UInt8? {
    onPlaces(input, &position) { decoder, places in decoder.takeByte(&places) }
  }

  /// Begins another stream, which shares nothing with what came before.
  public mutating func restart() {
    decoder.restart()
    places.start = places.written
  }

  private mutating func onPlaces<Result, Failure: Error>(
    _ input: RawSpan, _ position: inout Int,
    _ body: (inout InflateDecoder, inout InflateDecoder.Places) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe input.withUnsafeBytes { (input) throws(Failure) in
      var all = unsafe InflateDecoder.Places(
        input: input, output: window, start: places.start, written: places.written)
      all.position = position
      defer {
        position = all.position
        places.written = all.written
      }
      return try body(&decoder, &all)
    }
  }
}
