internal import CLinux
internal import Glibc
internal import Planning
internal import Roots
internal import SystemPackage

/// Gives written files owner, mode, extended attributes and times, in the order in which they do not undo each other: chown(2) clears
/// setuid and security.capability.
///
/// What the system does not allow is counted and told in notes, once for each kind, not once for each file.
struct Attributes {
  private var ownersLost = 0
  private var setIDsDropped = 0
  private var attributesLost: [[UInt8]: (count: Int, cause: Errno)] = [:]
  private var mayChangeOwner = true

  /// Where a file is: open, or a name in an open directory (a link, a device, which opening would follow or wake).
  enum Place {
    case open(FileDescriptor)
    case name([CChar], in: FileDescriptor)
  }

  mutating func apply(
    _ entry: Entry, _ attributes: [ExtendedAttribute], to place: Place
  ) throws(Errno) {
    let hasOwner = try changeOwner(of: place, entry)
    if !entry.isSymlink {
      var mode = mode_t(entry.mode & 0o7777)
      // A setuid program of somebody else is not what was asked for, and dangerous (cp(1) drops the bits too).
      if !hasOwner, entry.isRegular, mode & 0o6000 != 0 {
        mode &= 0o1777
        setIDsDropped += 1
      }
      try check(
        unsafe onPlace(
          place, open: { fchmod($0, mode) }, name: { unsafe fchmodat($0, $1, mode, 0) }))
    }
    for attribute in attributes { set(attribute, on: place) }
    try setTimes(of: place, entry.modified)
  }

  private mutating func changeOwner(of place: Place, _ entry: Entry) throws(Errno) -> Bool {
    if mayChangeOwner {
      let result = unsafe onPlace(
        place, open: { fchown($0, entry.uid, entry.gid) },
        name: { unsafe fchownat($0, $1, entry.uid, entry.gid, AT_SYMLINK_NOFOLLOW) })
      if result == 0 { return true }
      let error = Errno(rawValue: pith_errno())
      // EINVAL: the number means nothing in this user namespace. Some file systems know no owners.
      guard error == .notPermitted || error == .invalidArgument || error == .notSupported else {
        throw error
      }
      if error == .notPermitted, geteuid() != 0 { mayChangeOwner = false }
    }
    if entry.uid == geteuid(), entry.gid == getegid() { return true }
    ownersLost += 1
    return false
  }

  private func setTimes(of place: Place, _ time: Entry.Timestamp) throws(Errno) {
    let modified = timespec(tv_sec: Int(time.seconds), tv_nsec: Int(time.nanoseconds))
    let times = [modified, modified]
    try check(
      unsafe onPlace(
        place, open: { unsafe futimens($0, times) },
        name: { unsafe utimensat($0, $1, times, AT_SYMLINK_NOFOLLOW) }))
  }

  private mutating func set(_ attribute: ExtendedAttribute, on place: Place) {
    let name = attribute.name.map { CChar(bitPattern: $0) } + [0]
    let value = attribute.value
    let result = unsafe onPlace(
      place, open: { unsafe fsetxattr($0, name, value, value.count, 0) },
      name: { directory, file in
        // No call takes a directory and a name.
        let path =
          unsafe Array("/proc/self/fd/\(directory)/".utf8CString.dropLast())
          + UnsafeBufferPointer(start: file, count: strlen(file) + 1)
        return unsafe lsetxattr(path, name, value, value.count, 0)
      })
    if result != 0 {
      let cause = Errno(rawValue: pith_errno())
      attributesLost[attribute.name, default: (0, cause)].count += 1
    }
  }

  private func onPlace(
    _ place: Place, open: (Int32) -> Int32, name: (Int32, UnsafePointer<CChar>) -> Int32
  ) -> Int32 {
    switch place {
    case .open(let descriptor): open(descriptor.rawValue)
    case .name(let file, let directory):
      unsafe file.withUnsafeBufferPointer { unsafe name(directory.rawValue, $0.baseAddress!) }
    }
  }

  private func check(_ result: Int32) throws(Errno) {
    if result != 0 { throw Errno(rawValue: pith_errno()) }
  }

  /// What could not be kept.
  var notes: [Note] {
    var notes: [Note] = []
    if ownersLost > 0 {
      notes.append(
        Note(
          kind: "owners-lost",
          text: "\(ownersLost) files belong to user \(geteuid()) now: only root can give them to "
            + "their owners; run as root to keep these"))
    }
    if setIDsDropped > 0 {
      notes.append(
        Note(
          kind: "set-id-dropped",
          text: "\(setIDsDropped) set-user-ID or set-group-ID programs lost that bit with their "
            + "owner"))
    }
    let lost = attributesLost.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    for (name, (count, cause)) in lost {
      notes.append(
        Note(
          kind: "attribute-lost",
          text: "the extended attribute '\(printable(name))' of \(count) files could not be kept: "
            + "\(cause)"))
    }
    return notes
  }
}
