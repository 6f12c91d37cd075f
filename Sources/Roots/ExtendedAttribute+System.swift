internal import CLinux
internal import Glibc
internal import SystemPackage

extension ExtendedAttribute {
  /// Those of one file, its last component not followed, sorted by name; none where the file system has none.
  ///
  /// Those that belong to the machine are left out.
  static func list(ofFileNamed path: UnsafePointer<CChar>) throws(Errno) -> [ExtendedAttribute] {
    let names = unsafe try read { unsafe llistxattr(path, $0, $1) }
    guard let names, !names.isEmpty else { return [] }
    var result: [ExtendedAttribute] = []
    for name in names.split(separator: 0) {
      let terminated = name.map { CChar(bitPattern: $0) } + [0]
      let value = unsafe try read { buffer, size in
        unsafe terminated.withUnsafeBufferPointer { name in
          unsafe lgetxattr(path, name.baseAddress!, buffer, size)
        }
      }
      if let value { result.append(ExtendedAttribute(name: Array(name), value: value)) }
    }
    result.removeAll(where: \.belongsToMachine)
    result.sort { $0.name.lexicographicallyPrecedes($1.name) }
    return result
  }

  /// Asks for the size, then for the bytes; nil where there is nothing of the kind.
  private static func read(
    _ call: (UnsafeMutablePointer<CChar>?, Int) -> Int
  ) throws(Errno) -> [UInt8]? {
    var size = call(nil, 0)
    while size > 0 {
      var count = 0
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
        count = unsafe buffer.withMemoryRebound(to: CChar.self) {
          unsafe call($0.baseAddress!, $0.count)
        }
        initialized = max(0, count)
      }
      if count >= 0 { return bytes }
      // It grew between the two calls.
      guard errno == ERANGE else { break }
      size = call(nil, 0)
    }
    if size == 0 { return [] }
    let error = Errno(rawValue: errno)
    if error == .notSupported || error == .noData { return nil }
    throw error
  }
}
