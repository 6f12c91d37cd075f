internal import ELF
internal import Loading
internal import Roots

/// The symbols of every object of a root, each read once, and the symbols that nothing in their scopes defines.
final class SymbolFiles {
  private let root: any Root
  private let numbers = VersionNumbers()
  private var files: [RootPath: SymbolFile?] = [:]
  private var relocated: [RootPath: Set<Int>] = [:]
  private(set) var findings: [Finding] = []
  /// What plug-ins look up and find neither in themselves nor in what they need.
  private(set) var expected: [Expected] = []
  private var told: Set<Fault> = []
  private var checkedForUse: Set<RootPath> = []

  struct Expected {
    var path: RootPath
    var file: SymbolFile
    var references: [SymbolFile.Reference]
    var rules: SymbolScope.Rules
  }

  private struct Fault: Hashable {
    var path: RootPath
    var symbol: Int32
  }

  init(root: any Root) { self.root = root }

  /// The symbols of a file, nil where they cannot be read.
  func file(_ path: RootPath, _ object: Object) -> SymbolFile? {
    if let known = files[path] { return known }
    var file: SymbolFile?
    do {
      let content = try root.content(at: path)
      file = SymbolFile(try object.symbols(content), soname: object.dynamic?.soname, numbers)
    } catch let error as ELFError {
      findings.append(
        Finding(
          .malformedELF, .error, at: path, subject: Array("symbols".utf8),
          detail: "cannot read its symbols: \(error)"))
    } catch let error as RootError {
      findings.append(Finding(unreadable: error))
    } catch {
      // The two above are all that is thrown.
    }
    files[path] = .some(file)
    return file
  }

  /// Looks up everything that the objects of a closure look up when it starts with LD_BIND_NOW.
  func check(_ closure: Closure, isProgram: Bool) {
    var scope = SymbolScope(files: [], rules: .glibc)
    for object in closure.objects {
      guard let file = file(object.path, object.object) else { return }
      scope.files.append(file)
      if object.path.name.starts(with: "ld-musl-".utf8) { scope.rules = .musl }
    }
    // A plug-in's own libraries are programs' too, or plug-ins of their own.
    let count = isProgram ? scope.files.count : min(1, scope.files.count)
    for index in 0..<count {
      let (missing, used) = lookUp(index, in: scope)
      noteUnused(at: index, of: closure, used, in: scope)
      if missing.isEmpty { continue }
      let path = closure.objects[index].path
      let relocated = relocatedSymbols(path, closure.objects[index].object)
      let real = missing.filter { relocated?.contains(Int($0.symbol)) ?? true }
      if isProgram {
        for reference in real { add(reference, at: index, of: closure, scope.files[index]) }
      } else if !real.isEmpty {
        expected.append(
          Expected(
            path: path, file: scope.files[index], references: real,
            rules: scope.rules))
      }
    }
  }

  /// What an object looks up in vain, and the objects in which it finds the rest.
  private func lookUp(
    _ own: Int, in scope: SymbolScope
  ) -> (missing: [SymbolFile.Reference], used: Set<Int>) {
    var missing: [SymbolFile.Reference] = []
    var used: Set<Int> = []
    var last = -1
    for reference in scope.files[own].references {
      if let place = scope.find(reference, of: own) {
        if place != last { used.insert(place) }
        last = place
      } else if !reference.isWeak {
        missing.append(reference)
      }
    }
    return (missing, used)
  }

  /// As `ldd -u` does: needed libraries of which nothing is used. Told once per object, for the first program that loads it.
  private func noteUnused(
    at index: Int, of closure: Closure, _ used: Set<Int>, in scope: SymbolScope
  ) {
    let object = closure.objects[index]
    guard checkedForUse.insert(object.path).inserted else { return }
    for need in object.needs where need.kind == .needed {
      guard let answer = need.answer, !used.contains(answer.object), answer.object != index,
        // It may be there for what only happens when it is loaded.
        scope.files[answer.object].definesAnything
      else { continue }
      findings.append(
        Finding(
          .unusedDependency, .note, at: object.path, subject: need.name,
          detail: "needs '\(printable(need.name))' and uses nothing of it",
          hint: "link with -Wl,--as-needed"))
    }
  }

  /// The symbols that a loader looks up: those that relocations name. nil where the relocations cannot be read.
  private func relocatedSymbols(_ path: RootPath, _ object: Object) -> Set<Int>? {
    if let known = relocated[path] { return known }
    guard let content = try? root.content(at: path),
      let symbols = try? object.relocatedSymbols(content)
    else { return nil }
    relocated[path] = Set(symbols)
    return relocated[path]
  }

  private func add(
    _ reference: SymbolFile.Reference, at index: Int, of closure: Closure, _ file: SymbolFile
  ) {
    let path = closure.objects[index].path
    guard told.insert(Fault(path: path, symbol: reference.symbol)).inserted else { return }
    var detail = "cannot find the symbol '\(printable(file.name(of: reference)))'"
    let subject = name(of: reference, in: file)
    if let version = numbers.name(of: reference.version) {
      detail += ", version '\(printable(version))'"
    }
    if reference.file >= 0 { detail += " of '\(printable(file.files[Int(reference.file)]))'" }
    if index > 0 { detail += ", when \(closure.objects[0].path) loads it" }
    var finding = Finding(
      .undefinedSymbol, .error, at: path, subject: subject, detail: detail,
      hint: "install the version of the library that it was built with")
    finding.symbols = [subject]
    findings.append(finding)
  }

  /// `name@version`, or the name alone where no version is wanted.
  func name(of reference: SymbolFile.Reference, in file: SymbolFile) -> [UInt8] {
    let name = file.name(of: reference)
    guard let version = numbers.name(of: reference.version) else { return name }
    return name + [UInt8(ascii: "@")] + version
  }
}
