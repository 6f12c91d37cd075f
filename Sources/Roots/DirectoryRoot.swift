internal import CLinux
internal import Glibc
public import SystemPackage
internal import Work

/// A directory of this machine as a root.
///
/// Each directory is listed once and each name looked up once; the directory must not change while pith reads it. A directory in
/// which names are often looked for in vain (a loader's search path) is listed, and then says "not there" without a system call.
/// Directories that are expected to be listed are read by another processor meanwhile.
public final class DirectoryRoot: Root {
  public let label: String
  /// As it was given.
  public var path: FilePath { place.beneath.path }
  private let place: Place
  private var entries: [RootPath: Entry?] = [:]
  private var directories: [RootPath: Directory] = [:]
  private var recent = RecentDirectories()
  private let listings = WorkAhead<RootPath, Result<[Name], Errno>>(
    pool: WorkPool(), urgency: .soon)

  /// The open directory, as long as somebody reads in it.
  fileprivate final class Place: Sendable {
    let beneath: Beneath
    let label: String

    init(_ beneath: consuming Beneath, label: String) {
      self.beneath = beneath
      self.label = label
    }

    func open(_ path: RootPath, size: UInt64) throws(RootError) -> Content {
      do throws(Errno) {
        let opened = try beneath.open(path, DirectoryRoot.reading)
        return Content(descriptor: opened, size: size, owned: true)
      } catch {
        throw RootError(.io, cannot: "open", path: path, root: label, cause: error)
      }
    }

    /// What is in a directory, sorted by bytes.
    func names(in path: RootPath, readsLinks: Bool = false) -> Result<[Name], Errno> {
      Result { () throws(Errno) in
        let directory = try beneath.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        return try DirectoryRoot.list(directory, readsLinks: readsLinks)
          .sorted { $0.name.lexicographicallyPrecedes($1.name) }
      }
    }
  }

  /// A fifo that took a file's place meanwhile must not block.
  fileprivate static let reading = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC

  /// A name in a directory, with what readdir(3) says of it, and where a link leads as far as that was read.
  fileprivate struct Name {
    var name: [UInt8]
    var type: UInt8
    var target: [UInt8]?
  }

  /// What is known of one directory.
  private struct Directory {
    var listing: [Child]?
    /// The links in it whose targets were read together with it, in the order of the listing.
    var links: [Name] = []
    /// How many names were looked for in vain.
    var misses = 0
  }

  /// Listing a large directory costs as much as some hundred look-ups, and a small one as much as two.
  private static let missesBeforeListing = 3

  /// `path` may itself be a symbolic link.
  public convenience init(path: FilePath) throws(RootError) {
    try self.init(path: path, avoidingOpenat2: false)
  }

  /// - Parameter avoidingOpenat2: behaves as on a kernel without openat2(2).
  package init(path: FilePath, avoidingOpenat2: Bool) throws(RootError) {
    label = path.string
    do throws(Errno) {
      place = Place(try Beneath(path, avoidingOpenat2: avoidingOpenat2), label: path.string)
    } catch {
      throw RootError(.io, cannot: "open", path: .root, root: path.string, cause: error)
    }
  }

  public func entry(at path: RootPath) throws(RootError) -> Entry? {
    if let known = entries[path] { return known }
    if path.isRoot { return try lookUp(path) }
    let parent = path.parent
    guard try isDirectory(parent) else { return nil }
    return try lookUp(path, in: parent)
  }

  /// Not by recursion: a path may have thousands of components.
  private func isDirectory(_ path: RootPath) throws(RootError) -> Bool {
    if let known = entries[path] { return known?.isDirectory == true }
    for place in path.ancestors + [path] {
      let entry: Entry?
      if let known = entries[place] {
        entry = known
      } else {
        entry = try lookUp(place, in: place.isRoot ? nil : place.parent)
      }
      guard entry?.isDirectory == true else { return false }
    }
    return true
  }

  /// Asks the system, or a listing. `parent` is known to be a directory.
  private func lookUp(_ path: RootPath, in parent: RootPath? = nil) throws(RootError) -> Entry? {
    if let parent, let listing = directories[parent]?.listing, !listing.contains(name: path.name) {
      return nil
    }
    do throws(Errno) {
      let entry = unsafe try recent.withPlace(path, in: place.beneath) {
        (directory, name) throws(Errno) in
        Entry(unsafe try Beneath.status(of: name, in: directory))
      }
      entries[path] = entry
      return entry
    } catch {
      guard Self.meansAbsence(error) else { throw failure("look up", path, error) }
    }
    guard let parent else { return nil }
    directories[parent, default: Directory()].misses += 1
    if directories[parent]?.misses == Self.missesBeforeListing {
      // A directory that may be searched but not listed goes on being asked.
      _ = try? children(of: parent)
    }
    entries[path] = .some(nil)
    return nil
  }

  private static func meansAbsence(_ error: Errno) -> Bool {
    error == .noSuchFileOrDirectory || error == .notDirectory || error == .fileNameTooLong
  }

  public func children(of path: RootPath) throws(RootError) -> [Child]? {
    if let known = directories[path]?.listing { return known }
    if let known = entries[path], known?.isDirectory != true { return nil }
    let names: [Name]
    do throws(Errno) {
      // Opening says whether it is a directory: no need to ask before.
      names = try (listings.take(path) ?? place.names(in: path)).get()
    } catch {
      if Self.meansAbsence(error) || error == .tooManySymbolicLinkLevels { return nil }
      throw failure("list", path, error)
    }
    var listing: [Child] = []
    listing.reserveCapacity(names.count)
    for item in names {
      // Some file systems do not say what a name is.
      var kind = Entry.Kind(directoryType: item.type)
      if kind == nil { kind = try entry(at: path.appending(item.name))?.kind }
      if let kind { listing.append(Child(name: item.name, kind: kind)) }
    }
    directories[path, default: Directory()].listing = listing
    directories[path]?.links = names.filter { $0.target != nil }
    return listing
  }

  public func expect(childrenOf path: RootPath) {
    guard listings.isOfUse, directories[path]?.listing == nil else { return }
    let place = place
    // Who goes through a tree asks where its links lead: quickly told while their directory is open.
    listings.add(path) { place.names(in: path, readsLinks: true) }
  }

  /// Reads and closes `directory`.
  ///
  /// - Parameter readsLinks: whether the targets of links are read as well, as far as that is possible.
  fileprivate static func list(
    _ directory: FileDescriptor, readsLinks: Bool
  ) throws(Errno) -> [Name] {
    guard let stream = unsafe fdopendir(directory.rawValue) else {
      let error = Errno(rawValue: pith_errno())
      try? directory.close()
      throw error
    }
    defer { unsafe closedir(stream) }
    var result: [Name] = []
    while true {
      errno = 0
      guard let item = unsafe readdir(stream) else {
        let error = Errno(rawValue: pith_errno())
        if error.rawValue != 0 { throw error }
        return result
      }
      let name = unsafe withUnsafeBytes(of: &item.pointee.d_name) { bytes in
        unsafe Array(bytes.prefix { $0 != 0 })
      }
      if name == [UInt8(ascii: ".")] || name == [UInt8(ascii: "."), UInt8(ascii: ".")] { continue }
      var target: [UInt8]?
      if readsLinks, unsafe Int32(item.pointee.d_type) == DT_LNK {
        // What cannot be read is told to who asks for it.
        target = unsafe try? Beneath.withCString(name[...]) { (name) throws(Errno) in
          unsafe try Beneath.linkTarget(of: name, in: directory.rawValue)
        }
      }
      unsafe result.append(Name(name: name, type: item.pointee.d_type, target: target))
    }
  }

  public func linkTarget(at path: RootPath) throws(RootError) -> [UInt8] {
    if !path.isRoot, let links = directories[path.parent]?.links, !links.isEmpty,
      let target = links.first(named: path.name, \.name)?.target
    {
      return target
    }
    do throws(Errno) {
      return unsafe try recent.withPlace(path, in: place.beneath) {
        (directory, name) throws(Errno) in
        unsafe try Beneath.linkTarget(of: name, in: directory)
      }
    } catch {
      // EINVAL: what is there is no link.
      if error == .invalidArgument || Self.meansAbsence(error) {
        throw RootError(.wrongKind, cannot: "read the link", path: path, root: label)
      }
      throw failure("read the link", path, error)
    }
  }

  public func content(at path: RootPath) throws(RootError) -> Content {
    guard let entry = try entry(at: path), entry.isRegular else {
      throw RootError(.wrongKind, cannot: "read", path: path, root: label)
    }
    do throws(Errno) {
      let opened = unsafe try recent.withPlace(path, in: place.beneath) {
        (directory, name) throws(Errno) in
        let opened = unsafe openat(directory, name, Self.reading)
        guard opened >= 0 else { throw Errno(rawValue: pith_errno()) }
        return FileDescriptor(rawValue: opened)
      }
      return Content(descriptor: opened, size: entry.size, owned: true)
    } catch {
      throw failure("open", path, error)
    }
  }

  public func kind(at path: RootPath) throws(RootError) -> Entry.Kind? {
    if let known = entries[path] { return known?.kind }
    if !path.isRoot, let listing = directories[path.parent]?.listing {
      return listing.kind(of: path.name)
    }
    return try entry(at: path)?.kind
  }

  public func deferredContent(at path: RootPath) throws(RootError) -> DeferredContent {
    guard let entry = try entry(at: path), entry.isRegular else {
      throw RootError(.wrongKind, cannot: "read", path: path, root: label)
    }
    let place = place
    return DeferredContent(path: path, root: label, size: entry.size) { () throws(RootError) in
      try place.open(path, size: entry.size)
    }
  }

  public func extendedAttributes(at path: RootPath) throws(RootError) -> [ExtendedAttribute] {
    guard try entry(at: path) != nil else {
      throw failure("read the attributes of", path, .noSuchFileOrDirectory)
    }
    do throws(Errno) {
      return unsafe try place.beneath.withName(of: path) { (name) throws(Errno) in
        unsafe try ExtendedAttribute.list(ofFileNamed: name)
      }
    } catch {
      throw failure("read the attributes of", path, error)
    }
  }

  private func failure(_ action: String, _ path: RootPath, _ cause: Errno) -> RootError {
    RootError(.io, cannot: action, path: path, root: label, cause: cause)
  }
}

extension [Child] {
  /// Whether a sorted listing has `name`.
  fileprivate func contains(name: ArraySlice<UInt8>) -> Bool { kind(of: name) != nil }

  /// What a sorted listing has of that name; nil where it has nothing.
  package func kind(of name: ArraySlice<UInt8>) -> Entry.Kind? {
    first(named: name, \.name)?.kind
  }
}

extension Array {
  /// The one of that name, in an array that is sorted by `nameOf`.
  @inline(__always)
  fileprivate func first(
    named name: ArraySlice<UInt8>, _ nameOf: (Element) -> [UInt8]
  ) -> Element? {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if nameOf(self[middle]).lexicographicallyPrecedes(name) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < endIndex && nameOf(self[low]).elementsEqual(name) ? self[low] : nil
  }
}
