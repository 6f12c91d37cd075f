internal import CCrypto

extension Checksum.Algorithm {
  /// The digest of some content.
  public func digest(of content: RawSpan) -> [UInt8] {
    unsafe content.withUnsafeBytes { content in
      let start = content.baseAddress
      let count = content.count
      switch self {
      case .md5:
        var context = MD5_CTX()
        var result = [UInt8](repeating: 0, count: 16)
        unsafe MD5_Init(&context)
        unsafe MD5_Update(&context, start, count)
        unsafe MD5_Final(&result, &context)
        return result
      case .sha1:
        var context = SHA_CTX()
        var result = [UInt8](repeating: 0, count: 20)
        unsafe SHA1_Init(&context)
        unsafe SHA1_Update(&context, start, count)
        unsafe SHA1_Final(&result, &context)
        return result
      case .sha256:
        var context = SHA256_CTX()
        var result = [UInt8](repeating: 0, count: 32)
        unsafe SHA256_Init(&context)
        unsafe SHA256_Update(&context, start, count)
        unsafe SHA256_Final(&result, &context)
        return result
      }
    }
  }
}
