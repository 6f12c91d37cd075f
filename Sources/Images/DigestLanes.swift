/// A digest that is being computed: how far it is.
struct DigestRun: Sendable {
  let layer: Int
  let check: DigestCheck
  fileprivate(set) var position: UInt64 = 0
  fileprivate var computation: DigestComputation

  init(layer: Int, check: DigestCheck) {
    self.layer = layer
    self.check = check
    computation = DigestComputation(check.expected.algorithm)
  }

  var left: UInt64 { check.blob.size - position }
}

/// Computes digests two at a time, as long as there are two.
struct DigestLanes: ~Copyable {
  private var first = DigestLane()
  private var second = DigestLane()

  /// - Parameters:
  ///   - run: the first.
  ///   - next: what comes next; asked whenever something is done, and while only one is being computed `beside` that.
  ///   - done: told each result.
  ///   - isEnough: asked from time to time.
  /// - Returns: what is unfinished because it was enough.
  mutating func compute(
    _ run: DigestRun, next: (_ beside: Bool) -> DigestRun?,
    done: (DigestRun, PartError?) -> Void, until isEnough: () -> Bool
  ) -> [DigestRun] {
    first.begin(run)
    while !isEnough() {
      first.goOn(next: { next(false) }, done: done)
      second.goOn(next: { next(true) }, done: done)
      if first.isIdle, second.isIdle { return [] }
      DigestLane.step(&first, &second)
    }
    return [first.giveUp(), second.giveUp()].compactMap { $0 }
  }
}

/// One digest, and what was read for it and is not added yet.
@safe private struct DigestLane: ~Copyable {
  private var run: DigestRun?
  private var pieces: BlobPieces?
  private var rest = unsafe UnsafeRawBufferPointer(start: nil, count: 0)

  /// Two of them are in a processor's own cache from the reading to the computing.
  private static let pieceSize = 128 << 10

  var isIdle: Bool { run == nil }

  mutating func begin(_ run: DigestRun) {
    pieces = BlobPieces(run.check.blob, from: run.position, size: Self.pieceSize)
    self.run = run
  }

  /// Sees to it that there are bytes to add, if there is anything to do.
  mutating func goOn(next: () -> DigestRun?, done: (DigestRun, PartError?) -> Void) {
    while unsafe rest.isEmpty {
      if run == nil {
        guard let run = next() else { return }
        begin(run)
      }
      do throws(PartError) {
        if try pieces?.next() == true {
          unsafe rest = pieces?.piece ?? rest
        } else {
          end(done, try verdict())
        }
      } catch {
        end(done, error)
      }
    }
  }

  private mutating func verdict() throws(PartError) -> PartError? {
    guard let run else { return nil }
    var computation = run.computation
    return run.check.failure(for: computation.finish())
  }

  private mutating func end(_ done: (DigestRun, PartError?) -> Void, _ error: PartError?) {
    if let run { done(run, error) }
    run = nil
    pieces = nil
  }

  /// Adds to both.
  static func step(_ first: inout DigestLane, _ second: inout DigestLane) {
    let common = unsafe min(first.rest.count, second.rest.count)
    let count = common / DigestComputation.blockSize * DigestComputation.blockSize
    if count > 0, var firstRun = first.run, var secondRun = second.run {
      unsafe DigestComputation.update(
        &firstRun.computation, first.rest.bytes.extracting(0..<count),
        &secondRun.computation, second.rest.bytes.extracting(0..<count))
      first.added(count, firstRun)
      second.added(count, secondRun)
    } else {
      // Whole blocks stay to be added side by side; less than one is there at an end only.
      let isSecondShort = unsafe second.rest.count == common
      if first.isIdle || (!second.isIdle && isSecondShort) {
        second.addRest()
      } else {
        first.addRest()
      }
    }
  }

  private mutating func addRest() {
    guard var run, unsafe !rest.isEmpty else { return }
    unsafe run.computation.update(rest.bytes)
    unsafe added(rest.count, run)
  }

  private mutating func added(_ count: Int, _ changed: DigestRun) {
    var changed = changed
    changed.position += UInt64(count)
    run = changed
    unsafe rest = UnsafeRawBufferPointer(rebasing: rest[count...])
  }

  /// What is not finished, for another lane.
  mutating func giveUp() -> DigestRun? {
    defer {
      run = nil
      pieces = nil
      unsafe rest = UnsafeRawBufferPointer(start: nil, count: 0)
    }
    return run
  }
}
