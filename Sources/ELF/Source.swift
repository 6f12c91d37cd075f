internal import Glibc

/// The bytes of one ELF file, wherever they are; no read leaves them.
struct Source {
  @safe private enum Place {
    case descriptor(Int32, offset: UInt64)
    case memory(UnsafeRawBufferPointer)
  }

  private let place: Place
  let size: UInt64
  /// The first bytes, which hold the headers of nearly every file, and often all that is asked for.
  private(set) var head: [UInt8] = []

  /// One small read costs less than mapping the file, and finds the program headers of all but unusual files.
  private static let headSize: UInt64 = 4096

  init(descriptor: Int32, offset: UInt64, size: UInt64) throws(ELFError) {
    guard offset <= UInt64(off_t.max), size <= UInt64(off_t.max) - offset else {
      throw ELFError(.io, "its place in the file that holds it is beyond what a file can have")
    }
    place = .descriptor(descriptor, offset: offset)
    self.size = size
    head = try load(at: 0, count: Int(min(size, Self.headSize)), "its first bytes")
  }

  /// `bytes` must outlive the source.
  init(memory bytes: UnsafeRawBufferPointer) throws(ELFError) {
    unsafe place = .memory(bytes)
    size = UInt64(bytes.count)
    head = try load(at: 0, count: Int(min(size, Self.headSize)), "its first bytes")
  }

  /// `count` bytes from `offset` on; `what` names them in the error.
  func bytes(
    at offset: UInt64, count: UInt64, _ what: @autoclosure () -> String
  ) throws(ELFError) -> [UInt8] {
    guard offset <= size, count <= size - offset else {
      throw ELFError(.malformed, "\(what()) end outside the file", offset: offset)
    }
    // No table of a real file comes near this, and nothing may make us take any amount of memory.
    guard count <= 1 << 28 else {
      throw ELFError(.malformed, "\(what()) have \(count) bytes", offset: offset)
    }
    if offset + count <= UInt64(head.count) {
      return Array(head[Int(offset)..<Int(offset + count)])
    }
    return try load(at: offset, count: Int(count), what())
  }

  /// Both numbers are checked by the callers.
  private func load(
    at offset: UInt64, count: Int, _ what: @autoclosure () -> String
  ) throws(ELFError) -> [UInt8] {
    switch place {
    case .memory(let bytes):
      return unsafe [UInt8](UnsafeRawBufferPointer(rebasing: bytes[Int(offset)...].prefix(count)))
    case .descriptor(let descriptor, let start):
      var done = 0
      var cause: Int32 = 0
      let result = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        guard let address = buffer.baseAddress else { return }
        while done < count {
          let read = unsafe pread(
            descriptor, address + done, count - done, off_t(start + offset) + off_t(done))
          if read < 0, errno == EINTR { continue }
          if read < 0 { cause = errno }
          if read <= 0 { break }
          done += read
        }
        initialized = done
      }
      if cause != 0 {
        throw ELFError(
          .io, "cannot read \(what()): \(unsafe String(cString: strerror(cause)))", offset: offset)
      }
      guard done == count else {
        throw ELFError(.io, "the file became shorter while it was read", offset: offset)
      }
      return result
    }
  }
}
