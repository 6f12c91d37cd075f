internal import CLinux
internal import Glibc

extension Entry {
  /// From struct stat.
  init(_ status: stat) {
    let kind: Kind =
      switch status.st_mode & S_IFMT {
      case S_IFDIR: .directory
      case S_IFLNK: .symlink
      case S_IFCHR: .characterDevice
      case S_IFBLK: .blockDevice
      case S_IFIFO: .fifo
      case S_IFSOCK: .socket
      default: .regular
      }
    let isDevice = kind == .characterDevice || kind == .blockDevice
    self.init(
      kind: kind, mode: UInt16(truncatingIfNeeded: status.st_mode & 0o7777), uid: status.st_uid,
      gid: status.st_gid,
      size: kind == .regular || kind == .symlink ? UInt64(max(0, status.st_size)) : 0,
      modified: Timestamp(
        seconds: Int64(status.st_mtim.tv_sec),
        nanoseconds: UInt32(truncatingIfNeeded: status.st_mtim.tv_nsec)),
      identity: Identity(volume: UInt64(status.st_dev), number: UInt64(status.st_ino)),
      linkCount: UInt32(truncatingIfNeeded: status.st_nlink),
      device: isDevice
        ? Device(number: UInt64(status.st_rdev)) : nil)
  }
}

extension Entry.Device {
  /// From glibc's dev_t, as makedev(3) packs it.
  public init(number: UInt64) {
    self.init(
      major: UInt32(truncatingIfNeeded: (number >> 8 & 0xfff) | (number >> 32 & 0xffff_f000)),
      minor: UInt32(truncatingIfNeeded: (number & 0xff) | (number >> 12 & 0xffff_ff00)))
  }

  /// glibc's dev_t, as makedev(3) packs it.
  public var number: UInt64 {
    let major = UInt64(major)
    let minor = UInt64(minor)
    return (major & 0xfff) << 8 | (major & 0xffff_f000) << 32
      | (minor & 0xff) | (minor & 0xffff_ff00) << 12
  }
}

extension Entry.Kind {
  /// From readdir(3)'s d_type; nil where the file system does not say.
  init?(directoryType: UInt8) {
    switch Int(directoryType) {
    case DT_REG: self = .regular
    case DT_DIR: self = .directory
    case DT_LNK: self = .symlink
    case DT_CHR: self = .characterDevice
    case DT_BLK: self = .blockDevice
    case DT_FIFO: self = .fifo
    case DT_SOCK: self = .socket
    default: return nil
    }
  }
}
