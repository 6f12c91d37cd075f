/// What lstat(2) says of one name in a root.
public struct Entry: Hashable, Sendable {
  public enum Kind: String, Sendable {
    case regular, directory, symlink, characterDevice, blockDevice, fifo, socket
  }

  /// Two entries with equal identities are hard links to one file.
  public struct Identity: Hashable, Sendable {
    /// The device, or the layer.
    public var volume: UInt64
    /// The inode, or the offset in the layer.
    public var number: UInt64

    public init(volume: UInt64, number: UInt64) {
      self.volume = volume
      self.number = number
    }
  }

  /// Seconds and nanoseconds since 1970, as in struct timespec.
  public struct Timestamp: Hashable, Sendable {
    public var seconds: Int64
    public var nanoseconds: UInt32

    public init(seconds: Int64, nanoseconds: UInt32 = 0) {
      self.seconds = seconds
      self.nanoseconds = nanoseconds
    }
  }

  public var kind: Kind
  /// The twelve permission bits: setuid, setgid, sticky and rwx three times.
  public var mode: UInt16
  public var uid: UInt32
  public var gid: UInt32
  /// Bytes of content for a regular file, bytes of the target for a symlink, else 0.
  public var size: UInt64
  public var modified: Timestamp
  public var identity: Identity
  /// How many names the file has in its root, as far as the root says; 1 where it cannot tell.
  public var linkCount: UInt32
  /// Major and minor number of a device.
  public var device: Device?

  public struct Device: Hashable, Sendable {
    public var major: UInt32
    public var minor: UInt32

    public init(major: UInt32, minor: UInt32) {
      self.major = major
      self.minor = minor
    }
  }

  public init(
    kind: Kind, mode: UInt16, uid: UInt32 = 0, gid: UInt32 = 0, size: UInt64 = 0,
    modified: Timestamp = Timestamp(seconds: 0), identity: Identity, linkCount: UInt32 = 1,
    device: Device? = nil
  ) {
    self.kind = kind
    self.mode = mode
    self.uid = uid
    self.gid = gid
    self.size = size
    self.modified = modified
    self.identity = identity
    self.linkCount = linkCount
    self.device = device
  }

  public var isDirectory: Bool { kind == .directory }
  public var isSymlink: Bool { kind == .symlink }
  public var isRegular: Bool { kind == .regular }
  public var isExecutable: Bool { kind == .regular && mode & 0o111 != 0 }
}

/// One extended attribute, such as `security.capability`.
public struct ExtendedAttribute: Hashable, Sendable {
  public var name: [UInt8]
  public var value: [UInt8]

  public init(name: [UInt8], value: [UInt8]) {
    self.name = name
    self.value = value
  }

  /// Whether it says something of the machine and not of the root: a SELinux label, which is the machine's policy's, an NFS server's
  /// access list, overlayfs's own marks. Such attributes are neither read nor written.
  package var belongsToMachine: Bool {
    name.elementsEqual("security.selinux".utf8) || name.elementsEqual("system.nfs4_acl".utf8)
      || name.starts(with: "trusted.overlay.".utf8) || name.starts(with: "user.overlay.".utf8)
  }
}
