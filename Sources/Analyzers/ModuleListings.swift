internal import Planning
internal import Roots

/// What there is in directories of modules, each listed once: most places where a module could be do not have it.
final class ModuleListings {
  private let root: any Root
  private var names: [RootPath: Set<[UInt8]>] = [:]

  init(root: any Root) { self.root = root }

  /// Whether `relative` below `directory` is a regular file; links are followed.
  func hasFile(_ relative: [UInt8], in directory: RootPath) -> RootPath? {
    let path = RootPath(directory.bytes + [UInt8(ascii: "/")] + relative)
    guard children(of: path.parent, within: directory).contains(Array(path.name)) else {
      return nil
    }
    return (try? root.resolve(path).entry)?.isRegular == true ? path : nil
  }

  /// The names in the directory `relative` below `directory`; none where it is not there.
  func names(in relative: [UInt8], below directory: RootPath) -> Set<[UInt8]> {
    children(
      of: RootPath(directory.bytes + [UInt8(ascii: "/")] + relative), within: directory)
  }

  private func children(of directory: RootPath, within top: RootPath) -> Set<[UInt8]> {
    if let known = names[directory] { return known }
    var result: Set<[UInt8]> = []
    // What its parent does not list need not be asked for.
    let isListed =
      directory.bytes.count <= top.bytes.count
      || children(of: directory.parent, within: top).contains(Array(directory.name))
    if isListed, let real = try? root.resolve(directory), real.entry?.isDirectory == true {
      for child in (try? root.children(of: real.path)) ?? [] { result.insert(child.name) }
    }
    names[directory] = result
    return result
  }
}
