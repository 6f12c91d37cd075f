import Analyzers
import ArgumentParser
import Images
import Planning
import Profiles
import Roots
import SystemPackage

/// What is to be kept running: the options that `shrink`, `plan` and `why` share.
struct RequestOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "An OCI image configuration that says what runs; an image has its own.", valueName: "file"))
  var config: String?

  @Option(
    name: .customLong("env"),
    help: ArgumentHelp(
      "An environment variable of the result; repeatable.", valueName: "NAME=value"))
  var environment: [String] = []

  @Option(help: ArgumentHelp("The user it runs as.", valueName: "user[:group]"))
  var user: String?

  @Option(help: ArgumentHelp("The working directory.", valueName: "path"))
  var workdir: String?

  @Option(
    help: ArgumentHelp(
      "A further command that must run, as one string; repeatable.", valueName: "command"))
  var entrypoint: [String] = []

  @Option(
    name: .customLong("profile"),
    help: ArgumentHelp(
      "A built-in profile by name, or a profile's file; repeatable.", valueName: "name|file"))
  var profiles: [String] = []

  @Option(help: ArgumentHelp("Keep what matches, whatever else; repeatable.", valueName: "glob"))
  var keep: [String] = []

  @Option(
    help: ArgumentHelp(
      "Leave out what matches, unless a program cannot start without it; repeatable.",
      valueName: "glob"))
  var drop: [String] = []

  @Option(help: "The weakest evidence that still keeps a file: required, likely or possible.")
  var evidence: Evidence = .likely

  @Option(
    help: """
      What tells others which packages the result is made of: full (databases and licences), packages, or none.
      """)
  var metadata: Request.Metadata = .full

  /// The request that these options, the configuration and the words make.
  ///
  /// - Parameter image: the root's own configuration, where it is an image; `--config` takes its place.
  func request(words: [String], image own: ImageConfiguration? = nil) throws -> Request {
    var request = Request()
    var image = own ?? ImageConfiguration()
    if let config { image = try read(configuration: config) ?? image }
    request.environment = (image.environment + environment).map { Array($0.utf8) }
    request.user = (user ?? image.user).map { Array($0.utf8) }
    if let directory = workdir ?? image.workingDirectory {
      request.workingDirectory = RootPath(directory)
    }
    request.volumes = image.volumes.map { RootPath($0) }
    request.keep = keep.map { Array($0.utf8) }
    request.drop = drop.map { Array($0.utf8) }
    for text in profiles {
      if text.contains("/") || text.hasSuffix(".yaml") || text.hasSuffix(".yml") {
        let profile = try readProfile(file: FilePath(text))
        request.ownProfiles.append(profile)
        request.profiles.append(profile.name)
      } else {
        request.profiles.append(text)
      }
    }
    request.evidence = evidence
    request.metadata = metadata
    if !words.isEmpty {
      request.commands.append(command(words, "the command line"))
    } else if !(image.entrypoint + image.command).isEmpty {
      request.commands.append(command(image.entrypoint + image.command, "the image configuration"))
    }
    switch image.healthcheck.first {
    case "CMD":
      request.commands.append(command(Array(image.healthcheck.dropFirst()), "Healthcheck"))
    case "CMD-SHELL":
      request.commands.append(
        command(["/bin/sh", "-c"] + image.healthcheck.dropFirst(), "Healthcheck"))
    default: break
    }
    for line in entrypoint {
      request.commands.append(
        command(line.split(separator: " ").map(String.init), "--entrypoint"))
    }
    if request.commands.isEmpty, profiles.isEmpty {
      throw ValidationError(
        "nothing says what must run: give the command line after the options, or --config, or --profile"
      )
    }
    return request
  }

  /// The first given option that decides what is kept, as it is spelled.
  var givenForPlan: String? {
    if evidence != .likely { return "--evidence" }
    if metadata != .full { return "--metadata" }
    let lists = [(profiles, "--profile"), (keep, "--keep"), (drop, "--drop")]
    return lists.first { !$0.0.isEmpty }?.1
  }

  /// The first given option that an image's configuration is made from, too, as it is spelled.
  var givenForConfiguration: String? {
    if config != nil { return "--config" }
    if user != nil { return "--user" }
    if workdir != nil { return "--workdir" }
    return environment.isEmpty ? entrypoint.isEmpty ? nil : "--entrypoint" : "--env"
  }

  /// The planner with every analyzer, which says how far it is.
  func planner() -> Planner {
    ProgressLine.shared.begin("planning")
    var planner = Planner(analyzers: allAnalyzers())
    planner.watch = { ProgressLine.shared.advance(to: $0) }
    return planner
  }

  private func command(_ words: [String], _ source: String) -> Request.Command {
    Request.Command(words: words.map { Array($0.utf8) }, source: source)
  }

  /// The configuration that `--config` names, as it is.
  func configurationJSON() throws -> [UInt8]? {
    guard let path = config else { return nil }
    do {
      let file = try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
      return try file.closeAfter { try readAll(file) }
    } catch let error as Errno {
      throw CommandError("cannot read the image configuration '\(path)': \(error)")
    }
  }

  private func read(configuration path: String) throws -> ImageConfiguration? {
    do {
      return try configurationJSON().map { try ImageConfiguration(json: $0) }
    } catch let error as ImageConfigurationError {
      throw CommandError("cannot read the image configuration '\(path)': \(error)")
    }
  }
}

/// A failure of the command line's own work, worded for people.
struct CommandError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
