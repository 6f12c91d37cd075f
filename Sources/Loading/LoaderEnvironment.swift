public import Roots

/// The part of a program's environment that its loader reads.
public struct LoaderEnvironment: Hashable, Sendable {
  /// LD_LIBRARY_PATH, as it is.
  public var libraryPath: [UInt8]?
  /// LD_PRELOAD, as it is.
  public var preload: [UInt8]?
  /// What an empty or relative entry of a search path starts from.
  public var workingDirectory: RootPath

  public init(
    libraryPath: [UInt8]? = nil, preload: [UInt8]? = nil, workingDirectory: RootPath = .root
  ) {
    self.libraryPath = libraryPath
    self.preload = preload
    self.workingDirectory = workingDirectory
  }
}
