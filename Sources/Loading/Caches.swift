internal import ELF
internal import Roots

/// The root's ld.so.cache, read when first asked for; as programs of either byte order see it.
final class Caches {
  static let path: RootPath = "/etc/ld.so.cache"

  private let catalogue: Catalogue
  private var read: [Object.ByteOrder: State] = [:]

  enum State {
    case file(LdCacheFile)
    /// There is none, or it is of no use; why, for messages.
    case none(String)
  }

  init(catalogue: Catalogue) { self.catalogue = catalogue }

  func cache(_ order: Object.ByteOrder) throws(LoadingError) -> State {
    if let known = read[order] { return known }
    let state = try open(order)
    read[order] = state
    return state
  }

  /// Whether the root has no cache, as against one that cannot be used.
  func isAbsent(_ order: Object.ByteOrder) throws(LoadingError) -> Bool {
    if case .none(Self.absent) = try cache(order) { return true }
    return false
  }

  private static let absent = "the root has none"

  private func open(_ order: Object.ByteOrder) throws(LoadingError) -> State {
    var found: Resolution?
    do {
      found = try catalogue.root.resolve(Self.path)
    } catch {
      guard error.code == .symlinkLoop else {
        throw LoadingError(path: Self.path, cause: .root(error))
      }
    }
    guard let found, let entry = found.entry else { return .none(Self.absent) }
    guard entry.isRegular else { return .none("\(Self.path): \(entry.kind.withArticle)") }
    let bytes = try reading(Self.path) { () throws(RootError) in
      try catalogue.root.bytes(of: found.path, limit: 64 << 20)
    }
    do {
      return .file(try LdCacheFile(bytes, order: order))
    } catch {
      return .none("\(Self.path): \(error)")
    }
  }
}
