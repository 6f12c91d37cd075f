internal import ELF
internal import Roots

/// The dynamic loaders that the programs of a root name, each read once.
final class Interpreters {
  private let catalogue: Catalogue
  private var known: [Key: Interpreter] = [:]

  private struct Key: Hashable {
    var name: [UInt8]
    var abi: ABI
  }

  init(catalogue: Catalogue) { self.catalogue = catalogue }

  /// The loader that an object is started with: its own, or for a library the one that programs of its machine have in this root.
  func interpreter(
    of object: Object, workingDirectory: RootPath
  ) throws(LoadingError) -> Interpreter {
    let abi = ABI(object)
    if let name = object.interpreter {
      return try interpreter(named: name, abi, workingDirectory)
    }
    if let known = known[Key(name: [], abi: abi)] { return known }
    let interpreter = try usual(for: object, abi, workingDirectory)
    known[Key(name: [], abi: abi)] = interpreter
    return interpreter
  }

  private func usual(
    for object: Object, _ abi: ABI, _ workingDirectory: RootPath
  ) throws(LoadingError) -> Interpreter {
    for name in abi.interpreters {
      let found = try interpreter(named: Array(name.utf8), abi, workingDirectory)
      // Two libraries with one name: i386's ld-linux.so.2 is alpha's too.
      if let file = found.file, file.binary.abi == abi { return found }
    }
    return Interpreter(
      id: nextID(), name: [], file: nil, kind: .glibc(Interpreter.Glibc(assumedFor: abi)),
      abi: abi)
  }

  private func interpreter(
    named name: [UInt8], _ abi: ABI, _ workingDirectory: RootPath
  ) throws(LoadingError) -> Interpreter {
    let key = Key(name: name, abi: abi)
    if let known = known[key] { return known }
    let path = SearchPath.absolute(name, from: workingDirectory)
    var file: LocatedFile?
    if case .file(let found) = try catalogue.look(up: path) { file = found }
    let interpreter = Interpreter(
      id: nextID(), name: name, file: file, kind: try kind(name, file, abi), abi: abi)
    known[key] = interpreter
    return interpreter
  }

  private func kind(
    _ name: [UInt8], _ file: LocatedFile?, _ abi: ABI
  ) throws(LoadingError) -> Interpreter.Kind {
    if let musl = Interpreter.Musl(interpreter: name) { return .musl(musl) }
    guard let file else { return .glibc(Interpreter.Glibc(assumedFor: abi)) }
    return .glibc(
      try reading(file.path) { () throws(RootError) in
        try catalogue.root.withContent(of: file.path) { (bytes) throws(RootError) in
          Interpreter.Glibc(bytes: bytes, abi: abi)
        }
      })
  }

  private func nextID() -> Int32 { Int32(known.count) }
}
