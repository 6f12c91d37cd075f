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

  /// What `Entry` and `Source` hold, side by side in three quarters of the space: images have some hundred thousand files.
  struct File {
    private var kind = Entry.Kind.regular
    private var hasDevice = false
    private var hasSource = false
    private var mode: UInt16 = 0
    private var uid: UInt32 = 0
    private var gid: UInt32 = 0
    private var nanoseconds: UInt32 = 0
    private var linkCount: UInt32 = 0
    private var number: UInt32 = 0
    private var layer: UInt32 = 0
    private var size: UInt64 = 0
    private var seconds: Int64 = 0
    /// Of the content; of a device its numbers.
    private var offset: UInt64 = 0
    private var extents: [SparseExtent]?
    var linkTarget: [UInt8] = []
    var attributes: [ExtendedAttribute] = []
    /// For a directory.
    var children: [FileName: Slot] = [:]

    init(entry: Entry) { self.entry = entry }

    /// Its identity is its number in the tree.
    var entry: Entry {
      get {
        Entry(
          kind: kind, mode: mode, uid: uid, gid: gid, size: size,
          modified: Entry.Timestamp(seconds: seconds, nanoseconds: nanoseconds),
          identity: LayeredTree.identity(Int(number)), linkCount: linkCount,
          device: hasDevice
            ? Entry.Device(
              major: UInt32(offset >> 32), minor: UInt32(truncatingIfNeeded: offset)) : nil)
      }
      set {
        (kind, mode, uid, gid) = (newValue.kind, newValue.mode, newValue.uid, newValue.gid)
        (size, linkCount) = (newValue.size, newValue.linkCount)
        seconds = newValue.modified.seconds
        nanoseconds = newValue.modified.nanoseconds
        // There are at most `LayerStack.maximumEntries`.
        number = UInt32(truncatingIfNeeded: newValue.identity.number)
        hasDevice = newValue.device != nil
        if let device = newValue.device {
          offset = UInt64(device.major) << 32 | UInt64(device.minor)
        }
      }
    }

    /// nil for what has no content; a device has none.
    var source: Source? {
      get { hasSource ? Source(layer: Int(layer), offset: offset, extents: extents) : nil }
      set {
        hasSource = newValue != nil
        guard let newValue else { return }
        layer = UInt32(truncatingIfNeeded: newValue.layer)
        offset = newValue.offset
        extents = newValue.extents
      }
    }
  }

  /// A name in a directory.
  struct Slot {
    private let number: UInt32
    private var lastLayer: UInt32

    init(file: Int, layer: Int) {
      number = UInt32(truncatingIfNeeded: file)
      lastLayer = UInt32(truncatingIfNeeded: layer)
    }

    var file: Int { Int(number) }
    /// The last layer that wrote this path or one below it; a layer's whiteouts spare what the same layer wrote.
    var layer: Int {
      get { Int(lastLayer) }
      set { lastLayer = UInt32(truncatingIfNeeded: newValue) }
    }
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
