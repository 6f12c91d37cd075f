internal import ELF
internal import Roots

/// A regular file as the loader sees it, read once, however many names lead to it.
final class Binary {
  /// Its place in `Catalogue.binaries`.
  let id: Int32
  let file: SharedObject?
  /// Class, machine and byte order, where the file goes far enough to say so.
  let abi: ABI?
  /// Why it is not read as an object: it is not ELF, or malformed.
  let fault: Fault?
  let names: Names
  /// DT_RPATH where DT_RUNPATH does not void it.
  let rpath: [UInt8]?
  let runpath: [UInt8]?
  /// DF_1_NODEFLIB.
  let ignoresDefaultLibraries: Bool
  /// Whether it says at all which versions it defines, and which.
  let definesVersions: Bool
  private(set) lazy var definedVersions: Set<[UInt8]> = Set(dynamic?.versionsDefined ?? [])

  enum Fault {
    case notELF(isEmpty: Bool)
    case malformed(ELFError)
  }

  /// What it asks for, as numbers.
  struct Names {
    var needed: [NameTable.ID] = []
    var filter: [NameTable.ID] = []
    var auxiliary: [NameTable.ID] = []
    var soname: NameTable.ID?
    /// DT_AUDIT and DT_DEPAUDIT, taken apart at their colons.
    var audit: [NameTable.ID] = []
  }

  init(
    id: Int32, object: Object?, abi: ABI?, fault: Fault?, names: Names
  ) {
    self.id = id
    file = object.map(SharedObject.init)
    self.abi = abi
    self.fault = fault
    self.names = names
    runpath = object?.dynamic?.runpath
    rpath = runpath == nil ? object?.dynamic?.rpath : nil
    ignoresDefaultLibraries = object?.dynamic?.ignoresDefaultLibraries ?? false
    definesVersions = object?.dynamic?.definesVersions ?? false
  }

  var object: Object? { file?.object }
  var dynamic: Dynamic? { file?.object.dynamic }

  var auditors: [NameTable.ID]? { names.audit.isEmpty ? nil : names.audit }

  /// The machine in words, for messages.
  var machineName: String {
    if let object { return object.machineName }
    return abi?.machineName ?? "not an ELF file"
  }
}

/// A name that was opened, and the file that it led to.
final class LocatedFile {
  /// The bytes that were opened, `$ORIGIN` of what is loaded by them.
  let openedAs: [UInt8]
  /// The real path.
  let path: RootPath
  /// Equal for equal real paths, and dense.
  let pathID: Int32
  /// Every symbolic link on the way from `openedAs` to `path`.
  let links: [RootPath]
  /// Directories that `openedAs` enters only to leave them by `..`.
  let detours: [RootPath]
  let binary: Binary

  init(
    openedAs: [UInt8], path: RootPath, pathID: Int32, links: [RootPath], detours: [RootPath],
    binary: Binary
  ) {
    self.openedAs = openedAs
    self.path = path
    self.pathID = pathID
    self.links = links
    self.detours = detours
    self.binary = binary
  }
}
