internal import Roots

/// One entry of a tar archive as its headers describe it; its content stays where it is.
struct TarEntry {
  enum Kind {
    case regular, hardLink, symlink, characterDevice, blockDevice, directory, fifo
  }

  /// As it stands in the archive: not normalised, and not to be trusted.
  var name: [UInt8]
  var kind: Kind
  var mode: UInt16
  var uid: UInt32
  var gid: UInt32
  var modified: Entry.Timestamp
  /// For both kinds of links.
  var linkTarget: [UInt8] = []
  var device: Entry.Device?
  /// Sorted by name.
  var attributes: [ExtendedAttribute] = []
  /// Where the content is in the archive, and how much of it is stored.
  var offset: UInt64 = 0
  var storedSize: UInt64 = 0
  /// The size of the file; more than what is stored where it has holes.
  var size: UInt64 = 0
  /// For a file with holes: what is stored, one after the other.
  var extents: [SparseExtent]?
}

/// A piece of a file with holes that is stored.
struct SparseExtent: Hashable, Sendable {
  var offset: UInt64
  var length: UInt64
}
