internal import Roots

/// Applies the entries of one layer, in their order, to what the layers below have made.
///
/// Parents are followed through symbolic links inside the tree, absolute ones from its root; names with `..` are errors. What is
/// replaced is replaced whole, but for a directory by a directory, which keeps its content.
struct LayerApplication: ~Copyable {
  private var tree: LayeredTree
  /// Which layer this is.
  private let layer: Int
  /// Plain archives of a root have no whiteouts, only names that begin like one.
  private let hasWhiteouts: Bool
  /// The last directories, by their names in the archive: entries come in the order of the tree, and paths may be long.
  private var recent: [(name: [UInt8], directory: Int)] = []

  /// As many as securejoin and the kernel's own limit of 40 together allow for what umoci unpacks.
  private static let maximumLinks = 255
  private static let whiteout = ".wh.".utf8
  private static let opaque = FileName(".wh..wh..opq".utf8)
  private static let auxiliary = ".wh..wh.".utf8

  init(to tree: consuming LayeredTree, layer: Int, hasWhiteouts: Bool) {
    self.tree = tree
    self.layer = layer
    self.hasWhiteouts = hasWhiteouts
  }

  /// The tree with this layer on top.
  consuming func finish() -> LayeredTree { tree }

  /// How many files the tree has had so far.
  var count: Int { tree.files.count }

  mutating func apply(_ entry: TarEntry) throws(PartError) {
    do throws(PartError) {
      try applyUnnamed(entry)
    } catch {
      var error = error
      if error.entry == nil { error.entry = entry.name }
      throw error
    }
  }

  private mutating func applyUnnamed(_ entry: TarEntry) throws(PartError) {
    if let (name, directory) = recentDirectory(of: entry.name) {
      return try put(entry, name, in: directory)
    }
    let names = FileName.components(of: entry.name)
    if names.contains(.dots) { throw PartError(.malformed, "its name holds '..'") }
    if names.contains(where: { $0.bytes.contains(0) }) {
      throw PartError(.malformed, "its name holds a NUL byte")
    }
    guard let name = names.last else {
      guard entry.kind == .directory else {
        throw PartError(.malformed, "the root would be something else than a directory")
      }
      return describe(LayeredTree.root, by: entry)
    }
    if hasWhiteouts {
      if name == Self.opaque { return try clear(names.dropLast()) }
      // AUFS's own files, which old images hold.
      if names.contains(where: { $0.bytes.starts(with: Self.auxiliary) }) { return }
      if name.bytes.starts(with: Self.whiteout) {
        let target = FileName(name.bytes.dropFirst(Self.whiteout.count))
        if target.bytes.isEmpty { throw PartError(.malformed, "a whiteout of nothing") }
        return try whiteOut(target, in: names.dropLast())
      }
    }
    let directory = try directory(names.dropLast())
    remember(Self.split(entry.name).parent, directory)
    try put(entry, name, in: directory)
  }

  // MARK: - The last directories

  /// Where an entry goes, if it is an ordinary one whose directory was used just before.
  private func recentDirectory(of path: [UInt8]) -> (FileName, Int)? {
    let (parent, name) = Self.split(path)
    if name.isEmpty || name.first == UInt8(ascii: ".") || name.contains(0) { return nil }
    guard let known = recent.first(where: { $0.name.elementsEqual(parent) }) else { return nil }
    return (FileName(name), known.directory)
  }

  /// A directory will be the parent of what follows it.
  private mutating func remember(_ entry: TarEntry, _ directory: Int) {
    remember(entry.name[..<Self.split(entry.name).name.endIndex], directory)
  }

  private mutating func remember(_ name: ArraySlice<UInt8>, _ directory: Int) {
    recent = [(Array(name), directory)] + recent.prefix(1)
  }

  /// At the last slash that something follows.
  private static func split(
    _ path: [UInt8]
  ) -> (parent: ArraySlice<UInt8>, name: ArraySlice<UInt8>) {
    let end = path.lastIndex { $0 != UInt8(ascii: "/") }.map { $0 + 1 } ?? 0
    let slash = path[..<end].lastIndex(of: UInt8(ascii: "/"))
    return (path[..<(slash ?? 0)], path[(slash.map { $0 + 1 } ?? 0)..<end])
  }

  // MARK: - Entries

  private mutating func put(
    _ entry: TarEntry, _ name: FileName, in directory: Int
  ) throws(PartError) {
    if let old = tree.child(name, of: directory) {
      if entry.kind == .directory, tree.files[old].entry.isDirectory {
        describe(old, by: entry)
        tree.touch(name, of: directory, layer: layer)
        remember(entry, old)
        return
      }
      remove(name, of: directory)
    }
    let file = entry.kind == .hardLink ? try linked(entry) : make(entry)
    tree.setChild(name, of: directory, LayeredTree.Slot(file: file, layer: layer))
    if entry.kind == .hardLink { tree.update(file) { $0.entry.linkCount += 1 } }
    if entry.kind == .directory { remember(entry, file) }
  }

  private mutating func make(_ entry: TarEntry) -> Int {
    let number = tree.files.count
    var file = LayeredTree.File(entry: entry.header(identity: LayeredTree.identity(number)))
    file.linkTarget = entry.kind == .symlink ? entry.linkTarget : []
    file.attributes = entry.attributes
    if entry.kind == .regular {
      file.source = LayeredTree.Source(layer: layer, offset: entry.offset, extents: entry.extents)
    }
    return tree.add(file)
  }

  /// A directory that is there keeps its content and its number.
  private mutating func describe(_ number: Int, by entry: TarEntry) {
    tree.update(number) { file in
      file.entry = entry.header(identity: LayeredTree.identity(number))
      file.attributes = entry.attributes
    }
  }

  /// The file that a hard link is to be another name of.
  private func linked(_ entry: TarEntry) throws(PartError) -> Int {
    let names = FileName.components(of: entry.linkTarget)
    if names.contains(.dots) { throw PartError(.malformed, "the file it links to holds '..'") }
    guard let name = names.last, let directory = try existing(names.dropLast()),
      let file = tree.child(name, of: directory)
    else {
      throw PartError(
        .missing, "it is a hard link to '\(printable(entry.linkTarget))', which is not there")
    }
    guard !tree.files[file].entry.isDirectory else {
      throw PartError(
        .malformed, "it is a hard link to '\(printable(entry.linkTarget))', a directory")
    }
    return file
  }

  // MARK: - Whiteouts

  private mutating func whiteOut(
    _ name: FileName, in parent: ArraySlice<FileName>
  ) throws(PartError) {
    guard let directory = try existing(parent) else { return }
    removeUntouched(name, of: directory)
  }

  /// An opaque directory: nothing that lower layers had in it is there.
  private mutating func clear(_ names: ArraySlice<FileName>) throws(PartError) {
    guard let directory = try existing(names) else { return }
    for name in tree.files[directory].children.keys { removeUntouched(name, of: directory) }
  }

  /// Removes a name and what is below it, but for what this very layer has written, wherever its entry stands.
  private mutating func removeUntouched(_ name: FileName, of directory: Int) {
    var pending = [(name, directory)]
    while let (name, directory) = pending.popLast() {
      guard let slot = tree.files[directory].children[name] else { continue }
      if slot.layer != layer {
        remove(name, of: directory)
      } else {
        pending += tree.files[slot.file].children.keys.map { ($0, slot.file) }
      }
    }
  }

  private mutating func remove(_ name: FileName, of directory: Int) {
    recent = []
    tree.remove(name, of: directory)
  }

  // MARK: - Directories

  /// The directory that an entry is in, made where it is missing; what is in its way gives way.
  private mutating func directory(_ names: ArraySlice<FileName>) throws(PartError) -> Int {
    var directory = LayeredTree.root
    for place in try follow(names) {
      if let child = tree.child(place.name, of: directory), tree.files[child].entry.isDirectory {
        tree.touch(place.name, of: directory, layer: layer)
        directory = child
        continue
      }
      remove(place.name, of: directory)
      var entry = LayeredTree.implicitDirectory(tree.files.count)
      // As mkdir(2) makes it in a directory with setgid.
      let above = tree.files[directory].entry
      if above.mode & 0o2000 != 0 {
        entry.mode |= 0o2000
        entry.gid = above.gid
      }
      let made = tree.add(LayeredTree.File(entry: entry))
      tree.setChild(place.name, of: directory, LayeredTree.Slot(file: made, layer: layer))
      directory = made
    }
    return directory
  }

  /// What names lead to; nil where nothing is there.
  private func existing(_ names: ArraySlice<FileName>) throws(PartError) -> Int? {
    let way = try follow(names)
    guard let last = way.last else { return LayeredTree.root }
    return last.file
  }

  /// A component on a way without links, and what is there.
  private struct Place {
    var name: FileName
    /// nil where nothing is there, or above it.
    var file: Int?
  }

  /// Where names lead, links followed. `..` in a link goes up by one name, whatever is there, and never above the root.
  private func follow(_ names: ArraySlice<FileName>) throws(PartError) -> [Place] {
    var pending = Array(names.reversed())
    var way: [Place] = []
    var links = 0
    while let name = pending.popLast() {
      if name == .dots {
        _ = way.popLast()
        continue
      }
      let directory = way.isEmpty ? LayeredTree.root : way[way.count - 1].file
      let file = directory.flatMap { tree.child(name, of: $0) }
      guard let file, tree.files[file].entry.isSymlink else {
        way.append(Place(name: name, file: file))
        continue
      }
      links += 1
      if links > Self.maximumLinks {
        throw PartError(.malformed, "its directory lies behind symbolic links in a circle")
      }
      let target = tree.files[file].linkTarget
      if target.first == UInt8(ascii: "/") { way = [] }
      pending += FileName.components(of: target).reversed()
    }
    return way
  }
}

extension TarEntry {
  /// What the tree says of it.
  fileprivate func header(identity: Entry.Identity) -> Entry {
    let kind: Entry.Kind =
      switch self.kind {
      case .regular, .hardLink: .regular
      case .symlink: .symlink
      case .characterDevice: .characterDevice
      case .blockDevice: .blockDevice
      case .directory: .directory
      case .fifo: .fifo
      }
    return Entry(
      kind: kind, mode: kind == .symlink ? 0o777 : mode, uid: uid, gid: gid,
      size: kind == .symlink ? UInt64(linkTarget.count) : size, modified: modified,
      identity: identity, linkCount: 1, device: device)
  }
}
