extension Object {
  /// The bytes of NT_GNU_BUILD_ID, by which debuggers find what a stripped object lost; nil where it has none. `bytes` must be the file that this was read
  /// from.
  public func buildIdentifier(_ bytes: RawSpan) throws(ELFError) -> [UInt8]? {
    unsafe try bytes.withUnsafeBytes { (buffer) throws(ELFError) in
      unsafe try buildIdentifier(Source(memory: buffer))
    }
  }

  private func buildIdentifier(_ source: Source) throws(ELFError) -> [UInt8]? {
    for segment in segments where segment.type == .note && segment.fileSize > 0 {
      let bytes = try source.bytes(
        at: segment.offset, count: segment.fileSize, "the bytes of the notes")
      for note in notes(in: bytes, alignment: segment.alignment, encoding)
      where note.type == 3 && note.owner.elementsEqual("GNU".utf8) {
        return Array(note.bytes)
      }
    }
    return nil
  }
}
