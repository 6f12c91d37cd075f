public import Roots

/// An installed package. Shared, not a value: it is handed out for every file of a root, and has nine lists to copy.
public final class Package: Hashable, Sendable {
  /// Which package manager's database lists it.
  public enum Format: String, Hashable, Sendable {
    case dpkg, apk, rpm
  }

  public let format: Format
  public let name: [UInt8]
  public let version: [UInt8]
  /// As the database writes it: `amd64`, `all`, `x86_64`, `noarch`. Two packages may differ in nothing else.
  public let architecture: [UInt8]
  /// The source package; the name itself where the database names none.
  public let source: [UInt8]
  /// What it depends on (dpkg: Depends and Pre-Depends), all alternatives, without versions and architectures. In apk and rpm
  /// these may be capabilities, such as `so:libz.so.1` or `/bin/sh`; `PackageDatabase.package(named:)` knows who provides them.
  public let depends: [[UInt8]]
  public let recommends: [[UInt8]]
  public let suggests: [[UInt8]]
  /// The virtual names and capabilities it serves, without versions.
  public let provides: [[UInt8]]
  /// Essential: yes, or a Priority of required.
  public let isEssential: Bool
  /// Whether people asked for it by name: it was not installed for another package's sake (apt: extended_states and a Priority below
  /// standard; apk: etc/apk/world). False where nothing records that.
  public let isRequested: Bool
  /// Whether it is no essential package, but one that a system has unless somebody wants less (dpkg: a Priority of important or standard), and was
  /// not installed for another one's sake: whether people asked for it cannot be told.
  public let isStandard: Bool
  /// What the database says of the licence; empty for dpkg, which leaves that to the file `copyright`.
  public let license: [UInt8]

  public init(
    format: Format = .dpkg, name: [UInt8], version: [UInt8], architecture: [UInt8] = [],
    source: [UInt8]? = nil, depends: [[UInt8]] = [], recommends: [[UInt8]] = [],
    suggests: [[UInt8]] = [],
    provides: [[UInt8]] = [], isEssential: Bool = false,
    isRequested: Bool = false, isStandard: Bool = false, license: [UInt8] = []
  ) {
    self.format = format
    self.name = name
    self.version = version
    self.architecture = architecture
    self.source = source ?? name
    self.depends = depends
    self.recommends = recommends
    self.suggests = suggests
    self.provides = provides
    self.isEssential = isEssential
    self.isRequested = isRequested
    self.isStandard = isStandard
    self.license = license
  }

  public static func == (left: Package, right: Package) -> Bool {
    if left === right { return true }
    return left.format == right.format && left.name == right.name && left.version == right.version
      && left.architecture == right.architecture && left.source == right.source
      && left.depends == right.depends && left.recommends == right.recommends
      && left.suggests == right.suggests
      && left.provides == right.provides && left.isEssential == right.isEssential
      && left.isRequested == right.isRequested && left.isStandard == right.isStandard
      && left.license == right.license
  }

  /// What tells packages of one root apart; the rest of them is compared where that is the same.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(BytesKey(name))
    hasher.combine(BytesKey(architecture))
  }
}

/// A configuration file that a package brought and an administrator may have changed.
public struct ConfigurationFile: Hashable, Sendable {
  /// The real path.
  public var path: RootPath
  /// The MD5 digest of what the package brought, 16 bytes; nil where the database does not say.
  public var digest: [UInt8]?

  public init(path: RootPath, digest: [UInt8]? = nil) {
    self.path = path
    self.digest = digest
  }
}

/// What is wrong with a database. What could be read of it is still used.
public struct PackageProblem: Hashable, Sendable, CustomStringConvertible {
  public var file: RootPath
  /// Counted from 1; nil where the whole file is meant.
  public var line: Int?
  public var detail: String

  public init(file: RootPath, line: Int? = nil, detail: String) {
    self.file = file
    self.line = line
    self.detail = detail
  }

  public var description: String {
    guard let line else { return "cannot use all of '\(file)': \(detail)" }
    return "cannot use all of '\(file)': line \(line): \(detail)"
  }
}
