package import Roots

/// Files that only weak evidence speaks for (ownership, a mentioned directory, another object's string), waiting until the strong
/// evidence is exhausted: by then most of what they need is kept anyway, so what each would really cost is known.
package struct Offers {
  package struct Offer {
    /// A real path.
    package var path: RootPath
    package var reasons: [Reason]
    /// Links that must be kept with it for its name to work.
    package var links: [RootPath]
  }

  private var offers: [RootPath: Offer] = [:]

  package mutating func add(_ path: RootPath, _ reason: Reason, links: [RootPath]) {
    var offer = offers[path] ?? Offer(path: path, reasons: [], links: [])
    if !offer.reasons.contains(reason), offer.reasons.count < 8 { offer.reasons.append(reason) }
    for link in links where !offer.links.contains(link) { offer.links.append(link) }
    offers[path] = offer
  }

  package var paths: some Collection<RootPath> { offers.keys }

  /// Everything that waits, sorted by path so that the outcome does not depend on who was analyzed first.
  package mutating func take() -> [Offer] {
    defer { offers = [:] }
    return offers.values.sorted { $0.path < $1.path }
  }
}
