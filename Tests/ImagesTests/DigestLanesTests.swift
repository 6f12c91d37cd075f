import Glibc
import Roots
import RootsTesting
import SystemPackage
import Testing

@testable import Images

/// Digests that are computed side by side are what each is alone.
@Suite struct DigestLanesTests {
  let temporary = TemporaryDirectory()

  @Test(arguments: [false, true])
  func `two at a time are what they are one by one, whatever their sizes`(isOwn: Bool) throws {
    let sizes = [0, 1, 63, 64, 65, 1000, 131_071, 131_072, 131_073, 400_000, 2_097_153, 3_000_000]
    var runs: [DigestRun] = []
    for (number, size) in sizes.enumerated() {
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* $0 &+ number) }
      let algorithm = number % 5 == 4 ? Digest.Algorithm.sha512 : .sha256
      runs.append(
        DigestRun(
          layer: number,
          check: DigestCheck(
            blob: try blob(bytes, isOwn: isOwn), expected: Digest(of: bytes, algorithm: algorithm),
            what: "content", rank: 1)))
    }
    var done: [Int] = []
    var errors: [PartError] = []
    var steps = 0
    // Everything is given up and taken up again on the way.
    while !runs.isEmpty {
      var lanes = DigestLanes()
      let first = runs.removeFirst()
      let left = lanes.compute(
        first, next: { _ in runs.isEmpty ? nil : runs.removeFirst() },
        done: { run, error in
          done.append(run.layer)
          errors += error.map { [$0] } ?? []
        },
        until: {
          steps += 1
          return steps % 7 == 0
        })
      runs += left
    }
    #expect(done.sorted() == Array(sizes.indices))
    #expect(errors.isEmpty, "\(errors)")
  }

  @Test func `the wrong one of two is told`() throws {
    let blobs = try [1, 2].map { try blob(Array(repeating: $0, count: 5000), isOwn: false) }
    let wrong = Digest(of: [7])
    let right = Digest(of: Array(repeating: UInt8(2), count: 5000))
    let runs = [
      DigestRun(
        layer: 0, check: DigestCheck(blob: blobs[0], expected: wrong, what: "content", rank: 1)),
      DigestRun(
        layer: 1, check: DigestCheck(blob: blobs[1], expected: right, what: "content", rank: 1)),
    ]
    var left = [runs[1]]
    var results: [Int: PartError?] = [:]
    var lanes = DigestLanes()
    let unfinished = lanes.compute(
      runs[0], next: { _ in left.popLast() }, done: { results[$0.layer] = .some($1) },
      until: { false })
    #expect(unfinished.isEmpty)
    #expect(results[0]??.code == .mismatch)
    #expect(results[1] == .some(nil))
  }

  private func blob(_ bytes: [UInt8], isOwn: Bool) throws -> Blob {
    let spool = try Spool()
    try spool.write(bytes, at: 0)
    let copy = fcntl(spool.descriptor.rawValue, F_DUPFD_CLOEXEC, 0)
    return Blob(
      taking: FileDescriptor(rawValue: copy), size: UInt64(bytes.count), isOwn: isOwn)
  }
}
