internal import Glibc
package import SystemPackage

extension RootPath {
  /// A path of this machine as a path in its own root.
  package init(_ path: FilePath) { self.init(Self.bytes(of: path)) }

  /// Exactly as the system has them; `FilePath.string` changes what is not UTF-8.
  static func bytes(of path: FilePath) -> [UInt8] {
    unsafe path.withPlatformString {
      unsafe Array(UnsafeRawBufferPointer(start: $0, count: strlen($0)))
    }
  }
}
