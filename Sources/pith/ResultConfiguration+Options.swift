import Images
import Planning
import Roots
import Writing

extension ResultConfiguration {
  /// The configuration of a result: the source's with what the command line says.
  init(
    options: RequestOptions, words: [String], opened: OpenedRoot, plan: Plan,
    time: ReproducibleTime?, platform: Platform?
  ) throws {
    self.init()
    source = try options.configurationJSON() ?? opened.image?.configurationJSON
    environment = options.environment
    user = options.user
    workingDirectory = options.workdir
    if !words.isEmpty { entrypoint = words }
    created = time?.text
    createdBy = (["pith shrink"] + words).joined(separator: " ")
    labels = [("pith.version", pithVersion)]
    if let image = opened.image {
      if let digest = image.digest {
        labels.append(("org.opencontainers.image.base.digest", "\(digest)"))
      }
      if let name = image.name { labels.append(("org.opencontainers.image.base.name", name)) }
      labels.append(("pith.source.configuration", "\(Digest(of: image.configurationJSON))"))
    }
    if let known = try platform ?? Self.platform(of: plan, in: opened.root) {
      self.platform = known
    }
  }

  /// The machine of what the application starts, else of any program that is kept.
  private static func platform(of plan: Plan, in root: any Root) throws -> Platform? {
    let programs = plan.entries.filter { $0.entry.isExecutable && $0.origin == .root }
    let started = programs.filter { $0.reasons.contains { $0.rule == .commandLine } }
    for item in started + programs {
      if let platform = Platform(elfHeader: try root.prefix(of: item.path, limit: 20)) {
        return platform
      }
    }
    return nil
  }
}
