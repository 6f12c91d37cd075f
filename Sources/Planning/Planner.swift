internal import Loading
internal import Profiles
public import Roots

/// Works out what a request needs of a root: the worklist to its fixed point.
public struct Planner {
  /// Asked in this order for each file.
  public var analyzers: [any Analyzer]
  /// What judges the files that only weak evidence speaks for.
  public var limit = OfferLimit()
  /// How many reasons are kept per file: the first ones tell the story.
  public var reasonLimit = 12

  /// Called before each file that is looked at, with how many were before it: for people who wait.
  public var watch: (Int) -> Void = { _ in }

  public init(analyzers: [any Analyzer]) { self.analyzers = analyzers }

  /// - Throws: where the root or the request cannot be read. What is required and not there is in `Plan.missing` instead.
  public func plan(_ request: Request, of root: any Root) throws(PlanningError) -> Plan {
    let run = try run(request, of: root)
    return run.plan()
  }

  /// The finished run, for those who ask more of it than the plan: what was declined and why.
  public func run(_ request: Request, of root: any Root) throws(PlanningError) -> Run {
    var environment = LoaderEnvironment(workingDirectory: request.workingDirectory)
    environment.libraryPath = request.variable("LD_LIBRARY_PATH").map(Array.init)
    environment.preload = request.variable("LD_PRELOAD").map(Array.init)
    var dropped: [Glob] = []
    for pattern in request.drop {
      do { dropped.append(try Glob(pattern)) } catch { throw .request("--drop: \(error)") }
    }
    let library: ProfileLibrary
    do { library = try ProfileLibrary() } catch { throw .input("\(error)") }
    for profile in request.ownProfiles { library.add(profile) }
    let run = Run(
      root: root, loader: Loader(root: root, environment: environment), request: request,
      dropped: dropped, profiles: ActiveProfiles(library: library),
      reasonLimit: reasonLimit)
    for analyzer in analyzers { try analyzer.begin(run) }
    var seen = 0
    while true {
      while let file = run.next() {
        watch(seen)
        seen += 1
        for path in run.upcoming() {
          for analyzer in analyzers { try analyzer.expect(path, in: run) }
        }
        for analyzer in analyzers { try analyzer.analyze(file, in: run) }
      }
      for analyzer in analyzers {
        try analyzer.settle(run)
        if run.hasWork { break }
      }
      if run.hasWork { continue }
      try limit.judge(run)
      if !run.hasWork { break }
    }
    for analyzer in analyzers { try analyzer.finish(run) }
    return run
  }
}
