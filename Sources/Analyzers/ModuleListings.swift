internal import Planning
internal import Roots

/// Which files there are in directories of modules, each listed once: most places where a module could be do not have it.
final class ModuleListings {
  private let root: any Root
  private var names: [RootPath: Set<[UInt8]>] = [:]

  init(root: any Root) { self.root = root }

  /// Whether `relative` below `directory` is a regular file; links are followed.
  func hasFile(_ relative: [UInt8], in directory: RootPath) -> RootPath? {
    let path = RootPath(directory.bytes + [UInt8(ascii: "/")] + relative)
    guard children(of: path.parent).contains(Array(path.name)) else { return nil }
    return (try? root.resolve(path).entry)?.isRegular == true ? path : nil
  }

  private func children(of directory: RootPath) -> Set<[UInt8]> {
    if let known = names[directory] { return known }
    var result: Set<[UInt8]> = []
    if let real = try? root.resolve(directory), real.entry?.isDirectory == true {
      for child in (try? root.children(of: real.path)) ?? [] { result.insert(child.name) }
    }
    names[directory] = result
    return result
  }
}
