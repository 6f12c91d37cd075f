internal import ELF
internal import Roots

/// The files that the loader has looked at: each path followed once, each file read once.
final class Catalogue {
  let root: any Root
  private let reader: any ObjectReader
  var names = NameTable()
  private(set) var binaries: [Binary] = []
  private var binaryOf: [Entry.Identity: Binary] = [:]
  /// Files that are not ELF, of which nothing else is of interest to who asks for objects: most of a root's.
  private var others: Set<Entry.Identity> = []
  private var pathIDs: [RootPath: Int32] = [:]
  private var directories: [[UInt8]: Directory] = [:]
  /// By the number of the file: closures are put together often, and most of them have the same libraries.
  private var notes: [Int32: [DlopenNote]] = [:]

  init(root: any Root, reader: any ObjectReader) {
    self.root = root
    self.reader = reader
  }

  /// What a name leads to, as open(2) would find it.
  enum Lookup {
    case file(LocatedFile)
    case nothing
    /// A symbolic link that leads nowhere; the place that would have to be there.
    case dangling(RootPath)
    case loop
    /// Something that is no regular file.
    case other(Entry.Kind)
  }

  /// Follows `path`, absolute, as it is written.
  func look(up path: [UInt8]) throws(LoadingError) -> Lookup {
    guard let last = path.lastIndex(of: slash), last + 1 < path.count else { return .nothing }
    let directory = try directory(last == 0 ? [slash] : Array(path[..<last]))
    return try look(up: Array(path[(last + 1)...]), in: directory, as: path)
  }

  /// Follows `name`, which has no slash, in a directory.
  func look(
    up name: [UInt8], in directory: Directory, as path: [UInt8]? = nil
  ) throws(LoadingError) -> Lookup {
    guard let real = directory.real, let kind = directory.kind(of: name) else { return .nothing }
    let resolution: Resolution
    do {
      if kind == .symlink {
        resolution = try root.resolve(name, from: real)
      } else {
        let place = real.appending(name)
        resolution = Resolution(path: place, entry: try root.entry(at: place))
      }
    } catch {
      if error.code == .symlinkLoop { return .loop }
      throw LoadingError(path: real.appending(name), cause: .root(error))
    }
    guard let entry = resolution.entry else {
      return resolution.links.isEmpty ? .nothing : .dangling(resolution.path)
    }
    guard entry.isRegular else { return .other(entry.kind) }
    return .file(
      LocatedFile(
        openedAs: path ?? directory.path(of: name), path: resolution.path,
        pathID: pathID(resolution.path), links: directory.links + resolution.links,
        detours: directory.detours,
        binary: try binary(at: resolution.path, entry)))
  }

  /// The file at a real path.
  func binary(at path: RootPath, _ entry: Entry) throws(LoadingError) -> Binary {
    if let known = binaryOf[entry.identity] { return known }
    let binary = try read(path, entry)
    binaryOf[entry.identity] = binary
    binaries.append(binary)
    return binary
  }

  /// The file at a real path where it begins as ELF does.
  func objectFile(at path: RootPath, _ entry: Entry) throws(LoadingError) -> Binary? {
    if others.contains(entry.identity) { return nil }
    if let known = binaryOf[entry.identity] { return known }
    let binary = try read(path, entry)
    if case .notELF = binary.fault {
      others.insert(entry.identity)
      return nil
    }
    binaryOf[entry.identity] = binary
    binaries.append(binary)
    return binary
  }

  /// The dlopen notes of a file, read when asked for the first time.
  func dlopenNotes(of file: LocatedFile) throws(LoadingError) -> [DlopenNote] {
    guard let object = file.binary.object else { return [] }
    if let known = notes[file.binary.id] { return known }
    let read = try reader.dlopenNotes(of: object, at: file.path, in: root)
    notes[file.binary.id] = read
    return read
  }

  /// The directory that `path`, absolute and as it is written, leads to.
  func directory(_ path: [UInt8]) throws(LoadingError) -> Directory {
    if let known = directories[path] { return known }
    let directory = try Directory(path, in: root)
    directories[path] = directory
    return directory
  }

  private func pathID(_ path: RootPath) -> Int32 {
    if let known = pathIDs[path] { return known }
    let id = Int32(pathIDs.count)
    pathIDs[path] = id
    return id
  }

  private func read(_ path: RootPath, _ entry: Entry) throws(LoadingError) -> Binary {
    let id = Int32(binaries.count)
    let object: Object?
    do {
      object = try reader.object(at: path, in: root)
    } catch {
      guard case .elf(let malformed) = error.cause else { throw error }
      return Binary(
        id: id, object: nil, abi: try header(of: path), fault: .malformed(malformed), names: .init()
      )
    }
    guard let object else {
      return Binary(
        id: id, object: nil, abi: nil, fault: .notELF(isEmpty: entry.size == 0), names: .init())
    }
    var ids = Binary.Names()
    if let dynamic = object.dynamic {
      ids.needed = dynamic.needed.map { names.intern($0) }
      ids.filter = dynamic.filter.map { names.intern($0) }
      ids.auxiliary = dynamic.auxiliary.map { names.intern($0) }
      ids.soname = dynamic.soname.map { names.intern($0) }
      ids.audit = (dynamic.audit + dynamic.depaudit)
        .flatMap { $0.split(separator: UInt8(ascii: ":")) }.map { names.intern(Array($0)) }
    }
    return Binary(id: id, object: object, abi: ABI(object), fault: nil, names: ids)
  }

  /// What the header of a file says that goes wrong further on: a loader looks at that first.
  private func header(of path: RootPath) throws(LoadingError) -> ABI? {
    let bytes = try reading(path) { () throws(RootError) in try root.prefix(of: path, limit: 20) }
    guard bytes.count == 20, let elfClass = Object.Class(rawValue: bytes[4]),
      let order = Object.ByteOrder(rawValue: bytes[5])
    else { return nil }
    let machine = UInt16(bytes[18]) | UInt16(bytes[19]) << 8
    return ABI(
      elfClass: elfClass, machine: Machine(rawValue: order == .big ? machine.byteSwapped : machine),
      byteOrder: order)
  }
}
