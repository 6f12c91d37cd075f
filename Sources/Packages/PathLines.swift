internal import Glibc

/// Calls `body` for each absolute path of a text that has one path a line, with the directory (`/` for names in the root) and the name.
///
/// Lines that are no absolute path, name the root itself, or are longer than a path can be are passed over.
@inline(__always)
func forEachPath(
  in text: Span<UInt8>, _ body: (_ directory: Span<UInt8>, _ name: Span<UInt8>) -> Void
) {
  var start = 0
  while start < text.count {
    let end = index(of: UInt8(ascii: "\n"), in: text, from: start) ?? text.count
    defer { start = end + 1 }
    guard end - start > 1, end - start < maximumPathLength, text[start] == slash else {
      continue
    }
    var nameStart = end
    while text[nameStart - 1] != slash { nameStart -= 1 }
    guard nameStart < end else { continue }
    if nameStart == start + 1, end == nameStart + 1, text[nameStart] == UInt8(ascii: ".") {
      continue
    }
    body(
      text.extracting(start..<max(start + 1, nameStart - 1)), text.extracting(nameStart..<end))
  }
}

/// PATH_MAX of Linux.
let maximumPathLength = 4096

let slash = UInt8(ascii: "/")

/// The first place of `byte` at or after `start`.
@inline(__always)
func index(of byte: UInt8, in text: Span<UInt8>, from start: Int) -> Int? {
  unsafe text.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress, start < buffer.count else { return nil }
    guard let found = unsafe memchr(base + start, Int32(byte), buffer.count - start) else {
      return nil
    }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}

extension Array<UInt8> {
  init(_ span: Span<UInt8>) {
    self = unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
  }
}

/// A 64-bit digest of bytes, good enough that two of a few million paths do not meet by chance. It is the same in every run; an
/// archive made to collide could have a file credited to the wrong one of its own packages, no more.
func pathHash(_ bytes: Span<UInt8>) -> UInt64 {
  var hash = 0x9e37_79b9_7f4a_7c15 ^ UInt64(bytes.count)
  var offset = 0
  while bytes.count - offset >= 8 {
    hash = mix(
      hash, unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    offset += 8
  }
  var rest: UInt64 = 0
  while offset < bytes.count {
    rest = rest << 8 | UInt64(bytes[offset])
    offset += 1
  }
  return mix(hash, rest)
}

/// Folds the 128-bit product, as wyhash does.
@inline(__always)
func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
  let product = (left ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(
    by: right ^ 0xe703_7ed1_a0b4_28db)
  return product.high ^ product.low
}
