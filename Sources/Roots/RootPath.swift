internal import Glibc

/// A place in a root: absolute, lexically normal, and made of bytes.
///
/// The bytes start with `/`, hold no empty, `.` or `..` component and end in no `/` (but for the root itself, which is `/`).
/// Purely lexical: a `RootPath` says nothing about what is there, and normalising `..` away is only right where no symbolic link
/// comes before it; `Root.resolve(_:from:)` takes the raw bytes and does it properly.
public struct RootPath: Hashable, Comparable, Sendable {
  public let bytes: [UInt8]

  /// `/`.
  public static let root = RootPath(canonical: [slash])

  static let slash = UInt8(ascii: "/")

  /// Normalises `bytes` as if they began with `/`.
  public init(_ bytes: some Collection<UInt8>) {
    if let normal = bytes.withContiguousStorageIfAvailable({ unsafe Self.normal($0) }) {
      self.bytes = normal
    } else {
      self.bytes = unsafe Array(bytes).withUnsafeBufferPointer { unsafe Self.normal($0) }
    }
  }

  private static func normal(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let dot = UInt8(ascii: ".")
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 1)
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, unsafe bytes[end] != slash { end += 1 }
      let length = end - start
      let first = unsafe start < bytes.count ? bytes[start] : 0
      let second = unsafe start + 1 < bytes.count ? bytes[start + 1] : 0
      if length == 2, first == dot, second == dot {
        while let last = result.popLast(), last != slash {}
      } else if length > 1 || (length == 1 && first != dot) {
        result.append(slash)
        unsafe result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<end]))
      }
      start = end + 1
    }
    return result.isEmpty ? [slash] : result
  }

  public init(_ string: String) { self.init(string.utf8) }

  /// `bytes` must already be canonical; nothing is checked.
  package init(canonical bytes: [UInt8]) { self.bytes = bytes }

  public var isRoot: Bool { bytes.count == 1 }

  /// The last component; empty for the root.
  public var name: ArraySlice<UInt8> { bytes[(lastSlash + 1)...] }

  /// The directory it is in; the root's parent is the root.
  public var parent: RootPath {
    let end = lastSlash
    return end <= 0 ? .root : RootPath(canonical: Array(bytes[..<end]))
  }

  public var components: [ArraySlice<UInt8>] { bytes.split(separator: Self.slash) }

  /// `name` below this path. `name` is one component, already canonical.
  public func appending(_ name: some Collection<UInt8>) -> RootPath {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 1 + name.count)
    if !isRoot { result.append(contentsOf: bytes) }
    result.append(Self.slash)
    result.append(contentsOf: name)
    return RootPath(canonical: result)
  }

  public func appending(_ name: String) -> RootPath { appending(name.utf8) }

  /// Whether this is `other` or lies below it.
  public func isWithin(_ other: RootPath) -> Bool {
    if other.isRoot { return true }
    let length = other.bytes.count
    guard bytes.count == length || (bytes.count > length && bytes[length] == Self.slash) else {
      return false
    }
    return unsafe bytes.withUnsafeBytes { left in
      unsafe other.bytes.withUnsafeBytes { right in
        // Canonical bytes are never empty, so both have an address.
        unsafe memcmp(left.baseAddress!, right.baseAddress!, length) == 0
      }
    }
  }

  /// Every directory above it, the root first.
  public var ancestors: [RootPath] {
    if isRoot { return [] }
    var result: [RootPath] = [.root]
    for index in bytes.indices.dropFirst() where bytes[index] == Self.slash {
      result.append(RootPath(canonical: Array(bytes[..<index])))
    }
    return result
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(BytesKey.hash(bytes, seed: 0)) }

  public func _rawHashValue(seed: Int) -> Int { BytesKey.hash(bytes, seed: seed) }

  public static func == (left: RootPath, right: RootPath) -> Bool {
    BytesKey.areEqual(left.bytes, right.bytes)
  }

  /// By bytes, as `LC_ALL=C sort` does.
  public static func < (left: RootPath, right: RootPath) -> Bool {
    BytesKey.precedes(left.bytes, right.bytes)
  }

  private var lastSlash: Int { bytes.lastIndex(of: Self.slash) ?? 0 }
}

extension RootPath: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(value) }
}

extension RootPath: CustomStringConvertible {
  /// For people: bytes that are not UTF-8 become U+FFFD, control characters are escaped as `\xNN`.
  public var description: String { printable(bytes) }
}

/// Bytes from a root as text that is safe to print: invalid UTF-8 becomes U+FFFD, control characters `\xNN`.
public func printable(_ bytes: some Collection<UInt8>) -> String {
  let text = String(decoding: bytes, as: UTF8.self)
  guard text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7f...0x9f).contains($0.value) })
  else { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    if scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) {
      let digits = String(scalar.value, radix: 16)
      result += digits.utf8.count == 1 ? "\\x0\(digits)" : "\\x\(digits)"
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}
