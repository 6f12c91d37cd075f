internal import ELF
internal import Roots

extension Walk {
  /// The interpreter, where `name` is one of its names: it is loaded before anything else.
  ///
  /// glibc's has the name in PT_INTERP and its soname (elf/rtld.c, dl_main); musl's has that name and those of the libraries that are in it.
  func interpreter(
    named name: NameTable.ID, _ requester: Int32
  ) throws(LoadingError) -> Int32? {
    guard let file = setting.interpreter.file else { return nil }
    let bytes = loader.catalogue.names[name]
    guard isInterpreter(bytes, name, file) else { return nil }
    let instance = try load(file, via: .path, by: requester)
    marks.name(name, instance)
    return instance
  }

  private func isInterpreter(_ bytes: [UInt8], _ name: NameTable.ID, _ file: LocatedFile) -> Bool {
    if bytes == setting.interpreter.name { return true }
    if setting.interpreter.isMusl { return Interpreter.Musl.isBuiltIn(bytes) }
    return file.binary.names.soname == name
  }

  /// Puts the interpreter last where nothing needed it, and says so where it is missing.
  func finishInterpreter(_ object: Object) throws(LoadingError) {
    if let file = setting.interpreter.file {
      try load(file, via: .path, by: 0)
      return
    }
    guard let name = object.interpreter else { return }
    let path = SearchPath.absolute(name, from: loader.environment.workingDirectory)
    let why: String =
      switch try loader.catalogue.look(up: path) {
      case .file, .nothing: "no such file"
      case .dangling(let place): "a link to nothing ('\(place)')"
      case .loop: "symbolic links in a loop"
      case .other(let kind): kind.withArticle
      }
    misses.append(
      WalkMiss(
        name: loader.catalogue.names.intern(name), kind: .interpreter, requester: 0,
        considered: [Miss.Considered(stage: "PT_INTERP", outcome: "\(printable(path)): \(why)")]))
  }

  /// What LD_PRELOAD and /etc/ld.so.preload name, before anything that the program needs (ld.so(8); musl has no such file).
  func preload() throws(LoadingError) {
    let isMusl = setting.interpreter.isMusl
    // elf/rtld.c, handle_preload_list; ldso/dynlink.c, load_preload.
    let separators = Array((isMusl ? " \t\n\r\u{b}\u{c}:" : " :").utf8)
    var names = (loader.environment.preload ?? []).split(whereSeparator: separators.contains)
    if !isMusl { names += try preloadFile() }
    for name in names {
      try ask(loader.catalogue.names.intern(Array(name)), .preload, 0)
    }
  }

  /// The names in /etc/ld.so.preload, parted by white space or colons.
  private func preloadFile() throws(LoadingError) -> [ArraySlice<UInt8>] {
    guard case .file(let file) = try loader.catalogue.look(up: Array("/etc/ld.so.preload".utf8))
    else { return [] }
    var bytes = try reading(file.path) { () throws(RootError) in
      try loader.root.bytes(of: file.path, limit: 1 << 20)
    }
    Self.blankComments(&bytes)
    return bytes.split { " \t\n:".utf8.contains($0) }
  }

  /// Puts spaces in the place of what follows a `#`. As ld.so does it (elf/rtld.c, dl_main), which after each comment begins again at the
  /// start of the file and looks only as far as so many bytes remain: a comment near the end, after another, is not taken for one.
  private static func blankComments(_ bytes: inout [UInt8]) {
    var rest = bytes.count
    while rest > 0, var place = bytes[..<rest].firstIndex(of: UInt8(ascii: "#")) {
      rest -= place
      repeat {
        bytes[place] = UInt8(ascii: " ")
        place += 1
        rest -= 1
      } while rest > 0 && bytes[place] != UInt8(ascii: "\n")
    }
  }
}
