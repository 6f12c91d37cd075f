internal import CLinux
internal import Glibc
public import SystemPackage

/// A directory of this machine as a root.
///
/// Each directory is listed once and each name looked up once; the directory must not change while pith reads it.
public final class DirectoryRoot: Root {
  public let label: String
  private let directory: FileDescriptor
  private var listings: [RootPath: [Child]?] = [:]
  private var entries: [RootPath: Entry?] = [:]
  private var lacksOpenat2 = false

  public init(path: FilePath) throws(RootError) {
    label = path.string
    do {
      directory = try FileDescriptor.open(
        path, .readOnly, options: [.directory, .closeOnExec])
    } catch {
      throw RootError(
        .io, cannot: "open", path: .root, root: path.string, cause: error as? Errno)
    }
  }

  deinit { try? directory.close() }

  public func entry(at path: RootPath) throws(RootError) -> Entry? {
    if let known = entries[path] { return known }
    if !path.isRoot, try entry(at: path.parent)?.isDirectory != true {
      entries[path] = .some(nil)
      return nil
    }
    var status = stat()
    let name = relative(path)
    let result = unsafe name.withUnsafeBufferPointer {
      unsafe fstatat(directory.rawValue, $0.baseAddress!, &status, AT_SYMLINK_NOFOLLOW)
    }
    if result != 0 {
      let error = Errno(rawValue: pith_errno())
      guard error == .noSuchFileOrDirectory || error == .notDirectory || error == .fileNameTooLong
      else { throw RootError(.io, cannot: "look up", path: path, root: label, cause: error) }
      entries[path] = .some(nil)
      return nil
    }
    let entry = Entry(status)
    entries[path] = entry
    return entry
  }

  public func children(of path: RootPath) throws(RootError) -> [Child]? {
    if let known = listings[path] { return known }
    guard try entry(at: path)?.isDirectory == true else {
      listings[path] = .some(nil)
      return nil
    }
    let opened = try open(path, O_RDONLY | O_DIRECTORY, action: "list")
    guard let stream = unsafe fdopendir(opened.rawValue) else {
      throw failure("list", path)
    }
    defer { unsafe closedir(stream) }
    var result: [Child] = []
    while let item = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &item.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: UInt8.self, capacity: 256) { pointer in
          unsafe Array(
            UnsafeBufferPointer(
              start: pointer,
              count: strlen(UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))))
        }
      }
      if name == [UInt8(ascii: ".")] || name == [UInt8(ascii: "."), UInt8(ascii: ".")] { continue }
      let kind: Entry.Kind? =
        switch unsafe Int(item.pointee.d_type) {
        case 8: .regular
        case 4: .directory
        case 10: .symlink
        case 2: .characterDevice
        case 6: .blockDevice
        case 1: .fifo
        case 12: .socket
        default: try entry(at: path.appending(name))?.kind
        }
      if let kind { result.append(Child(name: name, kind: kind)) }
    }
    result.sort { $0.name.lexicographicallyPrecedes($1.name) }
    listings[path] = result
    return result
  }

  public func linkTarget(at path: RootPath) throws(RootError) -> [UInt8] {
    guard try entry(at: path)?.isSymlink == true else {
      throw RootError(.wrongKind, cannot: "read the link", path: path, root: label)
    }
    let name = relative(path)
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe name.withUnsafeBufferPointer { name in
      unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe readlinkat(
          directory.rawValue, name.baseAddress!,
          bytes.baseAddress!.assumingMemoryBound(to: CChar.self),
          bytes.count)
      }
    }
    if count < 0 { throw failure("read the link", path) }
    return Array(buffer[..<count])
  }

  public func content(at path: RootPath) throws(RootError) -> Content {
    guard let entry = try entry(at: path), entry.isRegular else {
      throw RootError(.wrongKind, cannot: "read", path: path, root: label)
    }
    let opened = try open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, action: "open")
    return Content(descriptor: opened, size: entry.size, owned: true)
  }

  public func extendedAttributes(at path: RootPath) throws(RootError) -> [ExtendedAttribute] { [] }

  private func open(_ path: RootPath, _ flags: Int32, action: String) throws(RootError)
    -> FileDescriptor
  {
    let name = relative(path)
    let result = unsafe name.withUnsafeBufferPointer {
      unsafe pith_open_beneath(directory.rawValue, $0.baseAddress!, flags, 0)
    }
    if result < 0 { throw failure(action, path) }
    return FileDescriptor(rawValue: result)
  }

  private func failure(_ action: String, _ path: RootPath) -> RootError {
    RootError(
      .io, cannot: action, path: path, root: label, cause: Errno(rawValue: pith_errno()))
  }

  /// As the `at` system calls want it: relative, NUL-terminated, `.` for the root.
  private func relative(_ path: RootPath) -> [CChar] {
    if path.isRoot { return [CChar(bitPattern: UInt8(ascii: ".")), 0] }
    var result: [CChar] = []
    result.reserveCapacity(path.bytes.count)
    for byte in path.bytes.dropFirst() { result.append(CChar(bitPattern: byte)) }
    result.append(0)
    return result
  }
}

extension Entry {
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
  init(number: UInt64) {
    self.init(
      major: UInt32(truncatingIfNeeded: (number >> 8 & 0xfff) | (number >> 32 & 0xffff_f000)),
      minor: UInt32(truncatingIfNeeded: (number & 0xff) | (number >> 12 & 0xffff_ff00)))
  }
}
