internal import ELF
internal import Roots

/// What all searches of one program have in common.
final class Setting {
  let id: Int32
  let interpreter: Interpreter
  let abi: ABI
  /// LD_LIBRARY_PATH.
  let libraryPath: SearchList?
  /// Where the loader looks last.
  let defaults: SearchList
  /// The flags of ld.so.cache entries that it takes; none for musl, which has no cache.
  let cacheFlags: [UInt32]

  init(
    id: Int32, interpreter: Interpreter, abi: ABI, libraryPath: SearchList?, defaults: SearchList
  ) {
    self.id = id
    self.interpreter = interpreter
    self.abi = abi
    self.libraryPath = libraryPath
    self.defaults = defaults
    cacheFlags = interpreter.isMusl ? [] : abi.cacheFlags(interpreter: interpreter.name)
  }
}

/// Where an object's names are searched. Two objects with equal contexts find the same files.
struct SearchContext: Hashable {
  /// Number of the `Setting`.
  var setting: Int32
  /// The lists of the object and of those that loaded it, the nearest first: a number in `Chains`; -1 for none. For glibc their
  /// DT_RPATH, and none where the object has a DT_RUNPATH; for musl either.
  var chain: Int32
  /// The object's own DT_RUNPATH: a list's number; -1 for none. Unused by musl.
  var runpath: Int32
  /// DF_1_NODEFLIB.
  var ignoresDefaults: Bool
}

/// The lists of an object's loaders, as shared tails.
struct Chains {
  struct Link: Hashable {
    var list: Int32
    var next: Int32
  }

  private var links: [Link] = []
  private var ids: [Link: Int32] = [:]

  /// `list` before `chain`.
  mutating func prepend(_ list: SearchList, to chain: Int32) -> Int32 {
    let link = Link(list: list.id, next: chain)
    if let known = ids[link] { return known }
    let id = Int32(links.count)
    links.append(link)
    ids[link] = id
    return id
  }

  /// `chain` with `list` at its end, unless that is in it.
  mutating func append(_ list: SearchList, to chain: Int32) -> Int32 {
    if chain < 0 { return prepend(list, to: -1) }
    let link = links[Int(chain)]
    if link.list == list.id { return chain }
    let rest = append(list, to: link.next)
    if rest == link.next { return chain }
    let id = Int32(links.count)
    let result = Link(list: link.list, next: rest)
    if let known = ids[result] { return known }
    links.append(result)
    ids[result] = id
    return id
  }

  /// The numbers of the lists in `chain`, the nearest first.
  func lists(_ chain: Int32) -> [Int32] {
    var result: [Int32] = []
    var next = chain
    while next >= 0 {
      result.append(links[Int(next)].list)
      next = links[Int(next)].next
    }
    return result
  }
}
