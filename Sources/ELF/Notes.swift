/// Splits the content of a PT_NOTE segment into its notes; a note that ends outside it ends the walk.
func notes(in bytes: [UInt8], alignment: UInt64, _ encoding: Encoding) -> [Note] {
  // Names and descriptions are padded to 4 bytes, or to 8 where the segment says so (GNU properties).
  let unit = alignment == 8 ? 8 : 4
  var result: [Note] = []
  var position = 0
  while bytes.count - position >= 12 {
    let nameSize = Int(encoding.integer(bytes, at: position) as UInt32)
    let size = Int(encoding.integer(bytes, at: position + 4) as UInt32)
    let type: UInt32 = encoding.integer(bytes, at: position + 8)
    let start = padded(position + 12 + nameSize, to: unit)
    guard start + size <= bytes.count, position + 12 + nameSize <= bytes.count else { break }
    let name = bytes[(position + 12)..<(position + 12 + nameSize)].prefix { $0 != 0 }
    result.append(
      Note(type: type, owner: Array(name), position: start, bytes: bytes[start..<(start + size)]))
    position = min(padded(start + size, to: unit), bytes.count)
  }
  return result
}

struct Note {
  var type: UInt32
  var owner: [UInt8]
  /// Of `bytes`, from the start of the segment.
  var position: Int
  var bytes: ArraySlice<UInt8>
}

private func padded(_ position: Int, to unit: Int) -> Int { (position + unit - 1) / unit * unit }

extension Object {
  /// The FDO dlopen notes, in order: the libraries that it opens by itself. The file must be the one that this was read from.
  public func dlopenNotes(
    descriptor: Int32, offset: UInt64 = 0, size: UInt64
  ) throws(ELFError) -> [DlopenNote] {
    try dlopenNotes(Source(descriptor: descriptor, offset: offset, size: size))
  }

  /// The FDO dlopen notes, in order: the libraries that it opens by itself. `bytes` must be the file that this was read from.
  public func dlopenNotes(_ bytes: RawSpan) throws(ELFError) -> [DlopenNote] {
    unsafe try bytes.withUnsafeBytes { (buffer) throws(ELFError) in
      unsafe try dlopenNotes(Source(memory: buffer))
    }
  }

  private func dlopenNotes(_ source: Source) throws(ELFError) -> [DlopenNote] {
    var result: [DlopenNote] = []
    for segment in segments where segment.type == .note && segment.fileSize > 0 {
      let bytes = try source.bytes(
        at: segment.offset, count: segment.fileSize, "the bytes of the notes")
      for note in notes(in: bytes, alignment: segment.alignment, encoding)
      where note.type == 0x407c_0c0a && note.owner.elementsEqual("FDO".utf8) {
        guard let entries = DlopenNote.parse(note.bytes) else {
          throw ELFError(
            .malformed, "a dlopen note is not the JSON that its specification asks for",
            offset: segment.offset + UInt64(note.position))
        }
        result.append(contentsOf: entries)
      }
    }
    return result
  }
}
