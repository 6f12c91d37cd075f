internal import Planning
internal import Roots

/// Where packages lie that a path file's code leads to: an editable installation (PEP 660) brings a module with a table of names and places, and a path
/// file that imports it at every start.
///
/// Builders write such tables in forms of their own; all have the name of the package and the path of its directory, or of its module, as strings.
enum PythonRedirections {
  /// The directories to search so that the packages that `file` redirects are found under their names, in the order in which they stand there.
  static func directories(
    named file: PythonPathFile, in site: RootPath, version: PythonSource.Version, _ run: Run
  ) -> [RootPath] {
    var result: [RootPath] = []
    for statement in PythonSource(reading: file.code, version: version).imports
    where statement.level == 0 && !statement.module.contains(UInt8(ascii: ".")) {
      let module = site.appending(statement.module + Array(".py".utf8))
      guard let found = try? run.root.resolve(module), found.entry?.isRegular == true,
        let text = try? run.root.bytes(of: found.path, limit: 1 << 20)
      else { continue }
      var names: Set<[UInt8]> = []
      var paths: [[UInt8]] = []
      unsafe CodeLiterals.forEach(in: text.span.bytes) { literal in
        let word = Array(text[literal.range])
        if word.first == UInt8(ascii: "/") { paths.append(word) } else { names.insert(word) }
      }
      for path in paths {
        guard let directory = searched(path, names, run), !result.contains(directory) else {
          continue
        }
        result.append(directory)
      }
    }
    return result
  }

  /// `/src/a/b` is searched for `a.b` from `/src`, and for `b` from `/src/a`; `__init__.py` stands for its directory.
  private static func searched(
    _ path: [UInt8], _ names: Set<[UInt8]>, _ run: Run
  ) -> RootPath? {
    guard let found = try? run.root.resolve(path), let entry = found.entry else { return nil }
    var place = found.path
    var name: [UInt8] = []
    if entry.isRegular {
      guard place.name.suffix(3).elementsEqual(".py".utf8) else { return nil }
      let module = Array(place.name.dropLast(3))
      place = place.parent
      if !module.elementsEqual("__init__".utf8) {
        if names.contains(module) { return place }
        name = module
      }
    }
    var result: RootPath?
    for _ in 0..<8 where !place.isRoot {
      name = Array(place.name) + (name.isEmpty ? [] : [UInt8(ascii: ".")] + name)
      place = place.parent
      // The whole name of a part of a namespace counts, not its last part.
      if names.contains(name) { result = place }
    }
    return result
  }
}
