internal import Loading
internal import Packages
internal import Roots

/// Decides which of the offered files stay: those that cost little beyond what is kept anyway.
public struct OfferLimit: Sendable {
  /// What a shared object may bring with all that it needs and is not kept yet, in bytes.
  public var objectBytes: UInt64 = 3 << 19
  /// The same for a program that nothing speaks for but its lying in a server's package.
  public var toolBytes: UInt64 = 3 << 18
  /// All of these together.
  public var toolsBytes: UInt64 = 3 << 19
  /// All of those of packages that people asked for beside the server's.
  public var clientsBytes: UInt64 = 3 << 20
  /// The same for one that a library of the same package opens by its name.
  public var siblingBytes: UInt64 = 4 << 20
  /// The same for one of the application's own where the configuration names others beside it.
  public var unlistedBytes: UInt64 = 5 << 19
  /// The same for one that is built from the application's own source.
  public var packageBytes: UInt64 = 32 << 20
  /// The largest file of another kind.
  public var fileBytes: UInt64 = 2 << 20

  public init() {}

  /// Judges everything that waits. One decision sees what the decisions before it kept.
  func judge(_ run: Run) throws(PlanningError) {
    let offers = run.takeOffers()
    if offers.isEmpty { return }
    var authority = OfferAuthority(run)
    // What those that stay need, and what comes with them only later.
    var expected: Set<RootPath> = []
    for offer in offers {
      let path = offer.path
      if run.isPassedOver(path), run.request.evidence < .possible, !isNamed(offer),
        !run.isKept(path)
      {
        run.decline(offer)
        run.note(
          Note(
            kind: "not-loaded", path: path,
            text:
              "left out '\(path)': configuration says which of the plug-ins beside it are loaded, "
              + "and not this one"))
        continue
      }
      let (cost, limit, objects, standing) = try price(
        of: offer, besides: expected, &authority, run)
      // What another kept meanwhile costs nothing, and the links that lead to it next to nothing.
      let isKept = run.keptFile(at: path)?.standing ?? .passive >= .supporting
      guard
        run.request.evidence == .possible || isKept || cost <= limit
          || run.isNamedByConfiguration(path) || isDescribed(offer)
      else {
        run.decline(offer)
        run.note(
          Note(
            kind: "too-costly", path: path,
            text: "left out '\(path)': only weak evidence speaks for it, and with what it needs "
              + "it costs \(cost >> 20).\(((cost & 0xfffff) * 10) >> 20) MB"))
        continue
      }
      let isIdle = try isIdle(offer, run)
      for reason in offer.reasons {
        try run.keep(path, because: reason, standing: isIdle ? .passive : standing)
      }
      for link in offer.links {
        try run.keepLink(link, because: Reason(.link, .likely, from: path))
      }
      expected.formUnion(objects)
    }
  }

  /// Whether a program in /etc lies among configuration and nothing says its name: it is for who starts a service (a unit, a script in /etc/init.d), and what
  /// it runs is not followed until something names it. A directory of nothing but programs is one of hooks, which are started one after another.
  private func isIdle(_ offer: Offers.Offer, _ run: Run) throws(PlanningError) -> Bool {
    let path = offer.path
    guard path.isWithin("/etc"), !run.isReadHook(path), run.packages.owner(of: path) != nil,
      offer.reasons.allSatisfy({ reason in
        reason.rule.rawValue == "package"
          || (reason.rule.rawValue == "mention" && reason.detail != nil)
      }), !isNamed(offer)
    else { return false }
    let siblings = try reading { () throws(RootError) in
      try run.root.children(of: path.parent) ?? []
    }
    for sibling in siblings where sibling.kind == .regular {
      let entry = try reading { () throws(RootError) in
        try run.root.entry(at: path.parent.appending(sibling.name))
      }
      if entry?.isExecutable == false { return true }
    }
    return false
  }

  /// Whether something says its name rather than its directory or its package.
  private func isNamed(_ offer: Offers.Offer) -> Bool {
    offer.reasons.contains { reason in
      // A libtool archive has the name of what it came with.
      if reason.from.map(LibtoolArchive.isOne) ?? false { return false }
      return reason.rule == .dlopen
        || reason.detail.map { RootPath($0).name.elementsEqual(offer.path.name) } ?? false
    }
  }

  /// Whether a libtool archive that is kept describes it: libltdl opens the one through the other.
  private func isDescribed(_ offer: Offers.Offer) -> Bool {
    offer.reasons.contains { $0.from.map(LibtoolArchive.isOne) ?? false }
  }

  /// What keeping an offer adds, in bytes, and what it may; with the objects that it needs, and as what it is kept.
  private typealias Price = (
    cost: UInt64, limit: UInt64, objects: [RootPath], standing: KeptFile.Standing
  )

  private func price(
    of offer: Offers.Offer, besides expected: Set<RootPath>, _ authority: inout OfferAuthority,
    _ run: Run
  ) throws(PlanningError) -> Price {
    let path = offer.path
    let own = try reading { () throws(RootError) in try run.root.entry(at: path)?.size ?? 0 }
    guard try loading({ () throws(LoadingError) in try run.loader.object(at: path) }) != nil else {
      guard let interpreter = try interpreter(of: path, run), !run.isKept(interpreter) else {
        return (own, fileBytes, [], .supporting)
      }
      // What a script of the application's own source runs is a part of it.
      guard isRun(offer, run) else { return (own, 0, [], .supporting) }
      return (own + (try run.bytesAdded(by: [interpreter])), packageBytes, [], .supporting)
    }
    let closure = try loading { () throws(LoadingError) in try run.loader.closure(of: path) }
    if run.needsDisplayAlone(closure) { return (own, 0, [], .supporting) }
    let objects = closure.objects.map(\.path)
    let cost = try run.bytesAdded(by: Set(objects).subtracting(expected))
    switch try authority.word(for: offer, run) {
    case .none: return (cost, 0, objects, .supporting)
    case .tool:
      let limit = min(toolBytes, toolsBytes - min(toolsBytes, authority.toolBytes))
      if cost <= limit { authority.toolBytes += cost }
      return (cost, limit, objects, .supporting)
    case .client:
      let limit = min(toolBytes, clientsBytes - min(clientsBytes, authority.clientBytes))
      if cost <= limit { authority.clientBytes += cost }
      return (cost, limit, objects, .supporting)
    case .object: return (cost, objectBytes, objects, .supporting)
    case .unlisted: return (cost, unlistedBytes, objects, .supporting)
    case .sibling: return (cost, siblingBytes, objects, .supporting)
    case .application: return (cost, packageBytes, objects, .supporting)
    case .partner: return (cost, packageBytes, objects, .leading)
    }
  }

  /// Whether a kept script of the application's own source has it as a command.
  private func isRun(_ offer: Offers.Offer, _ run: Run) -> Bool {
    offer.reasons.contains { reason in
      guard reason.rule.rawValue == "shell-command", let from = reason.from,
        let owner = run.packages.owner(of: from), run.isKept(from)
      else { return false }
      return run.leadingSources().contains(owner.source)
        && run.packages.owner(of: offer.path)?.source == owner.source
    }
  }

  /// What runs a script; nil where it is none. A script that only weak evidence speaks for brings no interpreter with it.
  private func interpreter(of path: RootPath, _ run: Run) throws(PlanningError) -> RootPath? {
    let start = try run.head(of: path)
    guard start.starts(with: Array("#!".utf8)) else { return nil }
    // What cannot be executed is read by whoever knows its format, whatever its first line says.
    let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
    guard entry?.isExecutable == true else { return nil }
    let words = start.dropFirst(2).prefix { $0 != UInt8(ascii: "\n") }
      .split(whereSeparator: { $0 == 0x20 || $0 == 0x09 })
    guard let interpreter = words.first else { return nil }
    var real = try reading { () throws(RootError) in try run.root.resolve(interpreter).path }
    if RootPath(interpreter).name.elementsEqual("env".utf8), let name = words.dropFirst().first,
      let program = try run.program(named: name)
    {
      real = try reading { () throws(RootError) in try run.root.resolve(program).path }
    }
    return real
  }
}
