internal import Roots

/// The tree that results from unpacking layers one over the other, in memory: names, headers, and where the contents are.
///
/// Directories have one name, other files may have several. Built by `apply` (LayeredTree+Applying.swift), by the rules of the OCI image
/// specification (layer.md) where it says something, and else as umoci unpacks.
struct LayeredTree {
  /// Where the content of a file is.
  struct Source {
    var layer: Int
    var offset: UInt64
    /// For a file with holes: what is stored, one after the other.
    var extents: [SparseExtent]?
  }

  struct File {
    var entry: Entry
    var linkTarget: [UInt8] = []
    var attributes: [ExtendedAttribute] = []
    var source: Source?
    /// For a directory.
    var children: [FileName: Slot] = [:]
  }

  /// A name in a directory.
  struct Slot {
    var file: Int
    /// The last layer that wrote this path or one below it; a layer's whiteouts spare what the same layer wrote.
    var layer: Int
  }

  /// The root is the first. Files that later layers removed stay, without a name.
  private(set) var files: [File] = []
  static let root = 0

  /// A layer's directories that no entry describes, and the root: as a fresh directory, without a time of its own.
  static func implicitDirectory(_ number: Int) -> Entry {
    Entry(kind: .directory, mode: 0o755, identity: identity(number))
  }

  static func identity(_ number: Int) -> Entry.Identity {
    Entry.Identity(volume: 0, number: UInt64(number))
  }

  init() { _ = add(File(entry: Self.implicitDirectory(Self.root))) }

  /// What a name in a directory is; nil where it is not there.
  func child(_ name: FileName, of directory: Int) -> Int? { files[directory].children[name]?.file }

  // MARK: - Changes

  mutating func add(_ file: File) -> Int {
    files.append(file)
    return files.count - 1
  }

  mutating func update(_ number: Int, _ change: (inout File) -> Void) { change(&files[number]) }

  mutating func setChild(_ name: FileName, of directory: Int, _ slot: Slot) {
    files[directory].children[name] = slot
  }

  mutating func touch(_ name: FileName, of directory: Int, layer: Int) {
    files[directory].children[name]?.layer = layer
  }

  /// Removes a name with everything below it.
  mutating func remove(_ name: FileName, of directory: Int) {
    guard let slot = files[directory].children.removeValue(forKey: name) else { return }
    var pending = [slot.file]
    while let file = pending.popLast() {
      if files[file].entry.isDirectory {
        pending.append(contentsOf: files[file].children.values.map(\.file))
        files[file].children = [:]
      } else {
        files[file].entry.linkCount -= 1
      }
    }
  }
}
