internal import CZlib

/// Gzip (RFC 1952) by zlib: any number of members one after the other, zeros behind the last.
@safe struct GzipInflater: Inflater, ~Copyable {
  // zlib keeps the address of its stream.
  private let stream: UnsafeMutablePointer<z_stream>
  private var state = State.start

  private enum State {
    /// Before the first member.
    case start
    case member
    /// Between members: another one may begin.
    case between
    /// Behind all members, where only zeros may be.
    case padding
  }

  init() throws(PartError) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 + 16: the largest window, gzip's own header and checks.
    let result = unsafe inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard result == Z_OK else { throw PartError(.io, "zlib has no memory") }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  var isComplete: Bool { state == .between || state == .padding }

  mutating func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(PartError) -> (input: Int, output: Int) {
    if state == .between, let first = unsafe input.first {
      state = first == 0 ? .padding : .member
      if state == .member { unsafe inflateReset(stream) }
    }
    switch state {
    case .start where unsafe input.isEmpty, .between: return (0, 0)
    case .padding:
      guard unsafe input.allSatisfy({ $0 == 0 }) else {
        throw PartError(.malformed, "something that is not gzip follows its last member")
      }
      return (input.count, 0)
    // Within a member zlib may hold output back though all input is used.
    case .start, .member: break
    }
    state = .member
    unsafe stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: Bytef.self))
    unsafe stream.pointee.avail_in = UInt32(clamping: input.count)
    unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
    unsafe stream.pointee.avail_out = UInt32(clamping: output.count)
    let given = unsafe Int(stream.pointee.avail_in)
    let room = unsafe Int(stream.pointee.avail_out)
    let result = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
    switch result {
    case Z_STREAM_END: state = .between
    // Z_BUF_ERROR: nothing could be done, which more input or room changes.
    case Z_OK, Z_BUF_ERROR: break
    default:
      let message = unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "code \(result)"
      throw PartError(.malformed, "its gzip stream is broken: \(message)")
    }
    return unsafe (given - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out))
  }
}
