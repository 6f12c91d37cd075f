internal import Loading
internal import Packages
internal import Roots

/// Whose word there is for an offered object: what its libraries may cost follows from that.
struct OfferAuthority {
  enum Word {
    /// Nobody's who could mean it.
    case none
    /// Nobody's but the package's, which has it beside a server.
    case tool
    /// The same of a package that people asked for beside the server's own.
    case client
    /// Somebody's.
    case object
    /// The application's, of one that its configuration does not name where it names others: such a list may be about something else.
    case unlisted
    /// That of a library which opens, by its name, another one of its own package, or has plug-ins there: they are one thing in several files.
    case sibling
    /// The application's: its libraries were installed for it.
    case application
    /// The same of a program that a plug-in of the application starts: it does a part of the application's work.
    case partner
  }

  private let sources: Set<[UInt8]>
  private let requestedSources: Set<[UInt8]>
  /// What the tools of servers that stay came to so far.
  var toolBytes: UInt64 = 0
  /// The same of the clients beside them.
  var clientBytes: UInt64 = 0
  /// See `isPassedOver`.
  private var selections: [Place: Bool] = [:]

  private struct Place: Hashable {
    var directory: RootPath
    var package: Package
  }

  init(_ run: Run) {
    sources = run.leadingSources()
    requestedSources = Set(run.packages.requested.map(\.source))
  }

  mutating func word(for offer: Offers.Offer, _ run: Run) throws(PlanningError) -> Word {
    if offer.reasons.allSatisfy({ $0.rule.rawValue == "server-tool" }) {
      return isClient(offer, run) ? .client : .tool
    }
    // A library where the loader looks for all of them is mapped for whoever needs it or says its name; that its package is the application's says nothing.
    if offer.reasons.allSatisfy({ $0.rule.rawValue == "package" }), isLibrary(offer.path),
      !run.isPrivate(offer.path.parent)
    {
      return .none
    }
    guard offer.reasons.contains(where: { $0.rule != .dlopen }),
      let owner = run.packages.owner(of: offer.path)
    else { return isSibling(offer, run) ? .sibling : .object }
    if sources.contains(owner.source) {
      return try isPassedOver(offer.path, owner, run) ? .unlisted : .application
    }
    // Plug-ins of another source, in a directory that the application reads: who asked for that package by name means them. So does who asked by
    // name for the very package whose plug-ins a library of it reads.
    let readers = offer.reasons.filter { $0.rule != .dlopen && $0.rule.rawValue != "program" }
    if owner.isRequested, readers.contains(where: { $0.rule.rawValue == "mention" }) {
      return .application
    }
    let isRead = readers.contains { $0.from.flatMap { run.standing(of: $0) } == .leading }
    if isRead && requestedSources.contains(owner.source) { return .application }
    if requestedSources.contains(owner.source), isConfigured(readers, owner.source, run) {
      return isProgram(offer.path) && run.isPrivate(offer.path.parent) ? .partner : .application
    }
    // Where a string says the directory, that is what speaks for it.
    return offer.reasons.allSatisfy { $0.rule == .libraryPlugin } ? .sibling : .object
  }

  /// Whether a plug-in's own configuration says where it lies.
  private func isConfigured(_ reasons: [Reason], _ source: [UInt8], _ run: Run) -> Bool {
    reasons.contains { reason in
      reason.rule.rawValue == "configuration-file"
        && reason.from.flatMap { run.packages.owner(of: $0) }?.source == source
    }
  }

  private func isClient(_ offer: Offers.Offer, _ run: Run) -> Bool {
    guard let owner = run.packages.owner(of: offer.path), owner.isRequested else { return false }
    return offer.reasons.allSatisfy { reason in
      reason.from.flatMap { run.packages.owner(of: $0) } != owner
    }
  }

  private func isProgram(_ path: RootPath) -> Bool { !path.name.namesSharedObject }

  private func isSibling(_ offer: Offers.Offer, _ run: Run) -> Bool {
    guard let owner = run.packages.owner(of: offer.path) else { return false }
    return offer.reasons.contains { reason in
      guard reason.rule == .dlopen, let from = reason.from, run.packages.owner(of: from) == owner
      else { return false }
      return reason.detail?.elementsEqual(offer.path.name) ?? false
    }
  }

  /// `libx.so.1`
  private func isLibrary(_ path: RootPath) -> Bool {
    path.name.starts(with: "lib".utf8) && path.name.namesSharedObject
  }

  /// Whether the configuration names at least two of the plug-ins that a package has in this directory, as a list of those that are used does,
  /// and not this one: who names it is asked elsewhere.
  private mutating func isPassedOver(
    _ path: RootPath, _ package: Package, _ run: Run
  ) throws(PlanningError) -> Bool {
    let place = Place(directory: path.parent, package: package)
    if let known = selections[place] { return known }
    var named = 0
    for file in run.packages.files(of: package) where file.parent == place.directory {
      if run.isNamedWholeByConfiguration(file) { named += 1 }
      if named == 2 { break }
    }
    selections[place] = named == 2
    return named == 2
  }
}
