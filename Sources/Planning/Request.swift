public import Profiles
public import Roots

/// What somebody asks pith to keep running: the words of a command line with the configuration that an image gives it.
public struct Request: Sendable {
  /// What starts in the result, each as in an image's ENTRYPOINT and CMD together; usually one.
  public var commands: [Command] = []
  /// `NAME=value`, as in the image configuration.
  public var environment: [[UInt8]] = []
  /// As in the image configuration: a name or number, perhaps `:group`.
  public var user: [UInt8]?
  public var workingDirectory: RootPath = .root
  public var volumes: [RootPath] = []
  /// Globs of `--keep` and `--drop`.
  public var keep: [[UInt8]] = []
  public var drop: [[UInt8]] = []
  /// The names of the profiles asked for, besides those that come in by themselves.
  public var profiles: [String] = []
  /// Profiles that are not built in, or take the place of those that are.
  public var ownProfiles: [Profile] = []
  /// The weakest evidence that still keeps a file.
  public var evidence: Evidence = .likely
  public var metadata: Metadata = .full

  public init() {}

  /// What is kept for those who look at the result from outside: scanners, package managers, lawyers.
  public enum Metadata: String, Sendable, CaseIterable {
    /// The package databases cut to what is kept, what names the distribution, and the licences of those packages.
    case full
    /// Without the licences.
    case packages
    case none
  }

  /// One command line.
  public struct Command: Hashable, Sendable {
    public var words: [[UInt8]]
    /// Where it was said: "the command line", "Entrypoint", "Healthcheck".
    public var source: String

    public init(words: [[UInt8]], source: String) {
      self.words = words
      self.source = source
    }
  }

  /// The value of an environment variable; the last one said counts.
  public func variable(_ name: String) -> ArraySlice<UInt8>? {
    let prefix = Array(name.utf8) + [UInt8(ascii: "=")]
    return environment.last { $0.starts(with: prefix) }?.dropFirst(prefix.count)
  }

  /// The directories of PATH, in order; what container runtimes set where the configuration says nothing.
  public var searchPath: [RootPath] {
    let value =
      variable("PATH").map(Array.init)
      ?? Array("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin".utf8)
    return value.split(separator: UInt8(ascii: ":")).map { part in
      part.first == UInt8(ascii: "/")
        ? RootPath(part) : RootPath(workingDirectory.bytes + [UInt8(ascii: "/")] + part)
    }
  }
}
