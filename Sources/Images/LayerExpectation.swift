/// What a layer must be.
struct LayerExpectation: Sendable {
  /// For messages: its digest, or its name in the archive.
  var label: String
  /// Of the layer as it is stored.
  var digest: Digest?
  /// Of the layer unpacked.
  var diffID: Digest?

  /// What is to be checked of the layer as it is stored, which is also what it unpacks to where it `isPlain`.
  func checks(of blob: Blob, isPlain: Bool) -> [DigestCheck] {
    var digests = digest.map { [$0] } ?? []
    if isPlain, let diffID, diffID != digest { digests.append(diffID) }
    return digests.enumerated().map {
      DigestCheck(blob: blob, expected: $0.element, what: "content", rank: 1 + $0.offset)
    }
  }
}

/// A digest that some content must have.
struct DigestCheck: Sendable {
  let blob: Blob
  let expected: Digest
  /// For messages: the blob's content, or what it unpacked to.
  let what: String
  /// Its place among the failures of one layer.
  let rank: Int

  /// `mismatch` where the digest that was found is another.
  func failure(for found: Digest) -> PartError? {
    if found == expected { return nil }
    return PartError(.mismatch, "its \(what) has the digest \(found) and must have \(expected)")
  }
}
