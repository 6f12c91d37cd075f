/// Which names and files a walk has met, in arrays that all walks of a loader share: a mark counts only in the walk that set it.
final class Marks {
  private var walk: Int32 = 0
  private var names: [Mark] = []
  private var binaries: [Mark] = []

  private struct Mark {
    var walk: Int32 = 0
    var instance: Int32 = -1
  }

  /// Forgets everything.
  func begin() { walk += 1 }

  /// What answers a name; nil where nothing does yet.
  func instance(named name: NameTable.ID) -> Int32? {
    let index = Int(name)
    guard index < names.count, names[index].walk == walk else { return nil }
    return names[index].instance
  }

  /// Lets `instance` answer a name, unless another does already.
  func name(_ name: NameTable.ID, _ instance: Int32) {
    let index = Int(name)
    while index >= names.count { names.append(contentsOf: repeatElement(Mark(), count: 1024)) }
    if names[index].walk != walk { names[index] = Mark(walk: walk, instance: instance) }
  }

  func instance(of binary: Binary) -> Int32? {
    let index = Int(binary.id)
    guard index < binaries.count, binaries[index].walk == walk else { return nil }
    return binaries[index].instance
  }

  func load(_ binary: Binary, as instance: Int32) {
    let index = Int(binary.id)
    while index >= binaries.count {
      binaries.append(contentsOf: repeatElement(Mark(), count: 1024))
    }
    if binaries[index].walk != walk { binaries[index] = Mark(walk: walk, instance: instance) }
  }
}
