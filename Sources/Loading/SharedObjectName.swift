/// What the name of a file says of shared objects, by ld.so(8)'s conventions; whether it is one only its content says.
extension Collection where Element == UInt8 {
  /// `x.so`, `libx.so.1`, `x-2.5.so.0.1`.
  public var namesSharedObject: Bool {
    split(separator: UInt8(ascii: ".")).dropFirst().contains { $0.elementsEqual("so".utf8) }
  }

  /// `x.so`: what is loaded by a name without a version.
  public var namesPlugin: Bool { suffix(3).elementsEqual(".so".utf8) }
}
