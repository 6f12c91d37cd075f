internal import Loading
internal import Roots

/// Decides which of the offered files stay: those that cost little beyond what is kept anyway.
public struct OfferLimit: Sendable {
  /// What a shared object may bring with all that it needs and is not kept yet, in bytes.
  public var objectBytes: UInt64 = 3 << 19
  /// The largest file of another kind.
  public var fileBytes: UInt64 = 2 << 20

  public init() {}

  /// Judges everything that waits. One decision sees what the decisions before it kept.
  func judge(_ run: Run) throws(PlanningError) {
    for offer in run.takeOffers() {
      let path = offer.path
      let (cost, limit) = try price(of: path, run)
      guard cost <= limit || run.isNamedByConfiguration(path) else {
        run.decline(offer)
        run.note(
          Note(
            kind: "too-costly", path: path,
            text: "left out '\(path)': only weak evidence speaks for it, and with what it needs "
              + "it costs \(cost >> 20).\((cost & 0xfffff) * 10 >> 20) MB"))
        continue
      }
      for reason in offer.reasons {
        try run.keep(path, because: reason, standing: .supporting)
      }
      for link in offer.links {
        try run.keepLink(link, because: Reason(.link, .likely, from: path))
      }
    }
  }

  /// What keeping `path` adds, in bytes, and what it may.
  private func price(
    of path: RootPath, _ run: Run
  ) throws(PlanningError) -> (cost: UInt64, limit: UInt64) {
    let own = try reading { () throws(RootError) in try run.root.entry(at: path)?.size ?? 0 }
    guard try loading({ () throws(LoadingError) in try run.loader.object(at: path) }) != nil else {
      return (own, fileBytes)
    }
    let closure = try loading { () throws(LoadingError) in try run.loader.closure(of: path) }
    var cost: UInt64 = 0
    for object in closure.objects where !run.isKept(object.path) {
      cost += try reading { () throws(RootError) in try run.root.entry(at: object.path)?.size ?? 0 }
    }
    return (cost, objectBytes)
  }
}
