public import Roots

/// Weak evidence, which waits until the strong is exhausted; see `Offers`.
extension Run {
  /// Waits with a file (a real path) that weak evidence speaks for until the strong is exhausted; see `Offers`.
  ///
  /// - Parameters:
  ///   - links: those by which it is meant: of what is kept anyway they are kept at once.
  public func offer(
    _ path: RootPath, because reason: Reason, links: [RootPath] = []
  ) throws(PlanningError) {
    guard judged[path]?.contains(reason) != true else { return }
    guard allows(reason, path: path, asked: path) else {
      declined[path, default: []].append(reason)
      return
    }
    guard records[path]?.standing ?? .passive < .supporting else {
      for link in links { try enter(link, because: Reason(.link, reason.evidence, from: path)) }
      return
    }
    offers.add(path, reason, links: links)
  }

  /// What waits for the end, in no order.
  package var offeredPaths: some Collection<RootPath> { offers.paths }

  /// Says that configuration lists the plug-ins of a directory that are loaded, and not this one.
  package func passOver(_ path: RootPath) { passedOver.insert(path) }

  package func isPassedOver(_ path: RootPath) -> Bool { passedOver.contains(path) }

  package func takeOffers() -> [Offers.Offer] { offers.take() }

  /// Refuses an offer; the same reasons do not raise it again.
  package func decline(_ offer: Offers.Offer) {
    declined[offer.path, default: []].append(contentsOf: offer.reasons)
    judged[offer.path, default: []].append(contentsOf: offer.reasons)
  }
}
