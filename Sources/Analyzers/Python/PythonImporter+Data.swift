internal import Loading
internal import Planning
internal import Roots

/// Data of a kind that profiles leave out, which a module reads all the same.
extension PythonImporter {
  /// A source that is compiled while the program runs (`(Path(__file__).parent / "kernels.cu").read_text()`), a header, a stub: a file of the module's
  /// own package by its name. What lies in a directory that profiles leave out (`tests`) stays out, and so does what a source names that was compiled: that was
  /// read then (`include "parser.pxi"`).
  func followSources(namedBy source: PythonSource, _ asker: Asker) throws(PlanningError) {
    guard asker.role == .library, let path = asker.path, !path.name.namesSharedObject else {
      return
    }
    for literal in source.orderedLiterals where Self.isFileName(literal) {
      let name = Array(literal.split(separator: UInt8(ascii: "/")).last ?? [])
      for file in try run.index.paths(named: name)
      where run.isLeftOut(file) && !run.isLeftOut(file.parent) {
        guard units.areOfOnePackage(file, path) else { continue }
        try run.keep(
          file, because: Reason(.pythonPackage, .likely, from: path, detail: literal),
          standing: .passive)
      }
    }
  }

  /// `x.c`, `a/x.cu`: what profiles leave out by kind has a short extension.
  private static func isFileName(_ literal: [UInt8]) -> Bool {
    guard literal.count <= 64, literal.first != UInt8(ascii: "/"),
      let dot = literal.lastIndex(of: UInt8(ascii: ".")), dot > 0, literal.count - dot <= 4,
      literal.count - dot > 1
    else { return false }
    return literal[(dot + 1)...].allSatisfy { PythonTokens.isNameByte($0) && $0 < 0x80 }
  }
}
