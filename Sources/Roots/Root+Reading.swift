internal import CLinux
internal import Glibc
internal import SystemPackage

extension Root {
  /// The first `limit` bytes of a regular file, or all where it is shorter.
  public func prefix(of path: RootPath, limit: Int) throws(RootError) -> [UInt8] {
    let content = try content(at: path)
    return try content.bytes(Int(min(UInt64(limit), content.size)), of: path, in: label)
  }

  /// The whole of a regular file.
  ///
  /// - Throws: `tooLarge` where it has more than `limit` bytes.
  public func bytes(of path: RootPath, limit: Int = 64 << 20) throws(RootError) -> [UInt8] {
    let content = try content(at: path)
    guard content.size <= UInt64(limit) else {
      throw RootError(
        .tooLarge, cannot: "read", path: path, root: label,
        detail: "it has \(content.size) bytes, more than the \(limit) that such a file may have")
    }
    return try content.bytes(Int(content.size), of: path, in: label)
  }

  /// Hands the whole content of a regular file to `body`, mapped rather than read where it is large. The bytes are valid only inside.
  public func withContent<Result>(
    of path: RootPath, _ body: (RawSpan) throws(RootError) -> Result
  ) throws(RootError) -> Result {
    let content = try content(at: path)
    return try content.withBytes(of: path, in: label, body)
  }

  /// Hands a part of a regular file to `body` piece by piece, each with its place in the file, so that memory does not grow with the file.
  ///
  /// A piece ends behind a byte `separator`: what stands between two of them is whole in one piece, but for what is longer than 16 MB.
  /// The bytes are valid only inside.
  public func forEachPiece(
    of path: RootPath, in range: Range<UInt64>, endingWith separator: UInt8, size: Int = 1 << 20,
    _ body: (RawSpan, UInt64) throws(RootError) -> Void
  ) throws(RootError) {
    let content = try content(at: path)
    try content.forEachPiece(
      in: range, endingWith: separator, size: size, of: path, in: label, body)
  }
}

extension Content {
  /// As `Root.withContent(of:_:)`.
  func withBytes<Result>(
    of path: RootPath, in root: String, _ body: (RawSpan) throws(RootError) -> Result
  ) throws(RootError) -> Result {
    guard size > 256 << 10 else {
      let bytes = try bytes(Int(size), of: path, in: root)
      return unsafe try body(bytes.span.bytes)
    }
    let page = UInt64(sysconf(Int32(_SC_PAGESIZE)))
    let start = offset / page * page
    let skipped = Int(offset - start)
    var status = stat()
    guard
      // Touching a page behind the end of a file that shrank would be a SIGBUS; reading it is an error.
      unsafe fstat(descriptor.rawValue, &status) == 0,
      UInt64(max(0, status.st_size)) >= start,
      UInt64(status.st_size) - start >= UInt64(skipped),
      UInt64(status.st_size) - start - UInt64(skipped) >= size,
      let address = unsafe mmap(
        nil, Int(size) + skipped, PROT_READ, MAP_PRIVATE, descriptor.rawValue,
        Int(start)),
      unsafe address != MAP_FAILED
    else {
      let bytes = try bytes(Int(size), of: path, in: root)
      return unsafe try body(bytes.span.bytes)
    }
    let length = Int(size) + skipped
    defer { unsafe munmap(address, length) }
    unsafe madvise(address, length, Int32(MADV_SEQUENTIAL))
    let buffer = unsafe UnsafeRawBufferPointer(start: address + skipped, count: Int(size))
    return unsafe try body(buffer.bytes)
  }

  /// As `Root.forEachPiece(of:in:endingWith:size:_:)`.
  func forEachPiece(
    in range: Range<UInt64>, endingWith separator: UInt8, size piece: Int,
    of path: RootPath, in root: String, _ body: (RawSpan, UInt64) throws(RootError) -> Void
  ) throws(RootError) {
    let end = min(range.upperBound, self.size)
    guard range.lowerBound < end else { return }
    var buffer = [UInt8](repeating: 0, count: Int(min(UInt64(piece), end - range.lowerBound)))
    // Where in the file the buffer begins, and how much of it is filled.
    var (start, filled) = (range.lowerBound, 0)
    while start < end {
      let wanted = Int(min(UInt64(buffer.count - filled), end - start - UInt64(filled)))
      filled += try read(
        at: start + UInt64(filled), count: wanted, &buffer, filled, of: path, in: root)
      var taken = filled
      if start + UInt64(filled) < end {
        taken = buffer[..<filled].lastIndex(of: separator).map { $0 + 1 } ?? 0
        if taken == 0, buffer.count < 16 << 20 {
          buffer += [UInt8](repeating: 0, count: buffer.count)
          continue
        }
        if taken == 0 { taken = filled }
      }
      unsafe try body(buffer.span.bytes.extracting(0..<taken), start)
      // In place: a slice of the buffer would hold on to it, and all of it be copied.
      unsafe buffer.withUnsafeMutableBytes { buffer in
        _ = unsafe memmove(buffer.baseAddress!, buffer.baseAddress! + taken, filled - taken)
      }
      start += UInt64(taken)
      filled -= taken
    }
  }

  /// Fills a part of a buffer whole.
  private func read(
    at offset: UInt64, count: Int, _ buffer: inout [UInt8], _ position: Int,
    of path: RootPath, in root: String
  ) throws(RootError) -> Int {
    var done = 0
    while done < count {
      let result = unsafe buffer.withUnsafeMutableBytes { buffer in
        unsafe pread(
          descriptor.rawValue, buffer.baseAddress! + position + done, count - done,
          off_t(self.offset + offset) + off_t(done))
      }
      if result < 0, pith_errno() == EINTR { continue }
      guard result > 0 else {
        throw RootError(
          result == 0 ? .truncated : .io, cannot: "read", path: path, root: root,
          cause: result == 0 ? nil : Errno(rawValue: pith_errno()),
          detail: result == 0 ? "it became shorter while it was read" : nil)
      }
      done += result
    }
    return done
  }

  /// The first `count` bytes, which any thread may read.
  ///
  /// - Parameters:
  ///   - path: how an error calls the file.
  ///   - root: how it calls the root.
  package func bytes(
    _ count: Int, of path: RootPath, in root: String
  ) throws(RootError) -> [UInt8] {
    var done = 0
    var cause: Errno?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while done < count {
        let result = unsafe pread(
          descriptor.rawValue, buffer.baseAddress! + done, count - done,
          off_t(offset) + off_t(done))
        if result < 0 {
          let error = Errno(rawValue: errno)
          if error == .interrupted { continue }
          cause = error
          break
        }
        if result == 0 { break }
        done += result
      }
      initialized = done
    }
    guard done == count else {
      throw RootError(
        cause == nil ? .truncated : .io, cannot: "read", path: path, root: root, cause: cause,
        detail: cause == nil ? "it ended after \(done) of \(count) bytes" : nil)
    }
    return bytes
  }
}
