internal import Roots

/// Modules that may never be loaded: what they take from others is followed when all else is, and until then they are read on another processor.
struct Postponed {
  private var seen: Set<RootPath> = []
  private var waiting: [RootPath] = []

  /// Answers whether the file is new.
  @discardableResult
  mutating func add(_ file: RootPath) -> Bool {
    guard seen.insert(file).inserted else { return false }
    waiting.append(file)
    return true
  }

  /// Those that were added since the last time.
  mutating func take() -> [RootPath] {
    defer { waiting = [] }
    return waiting
  }
}
