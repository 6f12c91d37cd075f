internal import ELF
internal import Planning
internal import Roots
internal import Scanning

/// Modules written in C, which import others by strings (`PyImport_ImportModule("decimal")`).
enum PythonExtension {
  /// The strings of an extension that are names of modules of its environment, sorted.
  static func names(
    in path: RootPath, _ object: Object, _ importer: PythonImporter, _ texts: ObjectTexts,
    _ run: Run
  ) throws(PlanningError) -> [[UInt8]] {
    let scan = try texts.scan(path, object, run)
    var result: [[UInt8]] = []
    for name in Set(scan.words).union(scan.names).sortedByBytes() {
      guard name.count >= 3,
        name.allSatisfy({ PythonTokens.isNameByte($0) || $0 == UInt8(ascii: ".") })
      else { continue }
      let top = name.prefix { $0 != UInt8(ascii: ".") }
      if try importer.environment.topLevel(top).isEmpty { continue }
      result.append(name)
    }
    return result
  }
}
