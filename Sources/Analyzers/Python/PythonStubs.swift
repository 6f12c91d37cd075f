internal import Planning
internal import Roots

/// Packages that import a part of themselves when somebody uses its name: which parts there are is read from the stub beside the source while it runs.
extension PythonImporter {
  /// Keeps the stub and what it imports.
  func followStub(_ asker: Asker) throws(PlanningError) {
    guard let stub = try keepStub(asker),
      let source = try sources.source(at: stub, for: environment.installation.version)
    else { return }
    for var item in source.imports {
      // It waits, and may fail.
      item.place.insert(.function)
      item.attempt = item.attempt ?? 0
      if try isWanted(item, asker) { try follow(item, asker) }
    }
  }

  /// Keeps `x.pyi` of the asker's `x.py`; answers nil where there is none.
  @discardableResult
  func keepStub(_ asker: Asker) throws(PlanningError) -> RootPath? {
    guard let path = asker.path, path.name.suffix(3).elementsEqual(".py".utf8) else { return nil }
    return try run.keep(
      RootPath(path.bytes + [UInt8(ascii: "i")]),
      because: Reason(.pythonImport, .likely, from: path), standing: .passive
    ).path
  }
}
