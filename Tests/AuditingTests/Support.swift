internal import Auditing
internal import ELFTesting
internal import Loading
internal import Roots
internal import RootsTesting

/// A root with a loader for x86-64 programs, and what the lines say.
func root(_ text: String = "") -> MemoryRoot {
  let root = MemoryRoot(text)
  root.addFile(
    "/lib64/ld-linux-x86-64.so.2",
    ObjectBuilder.library("ld-linux-x86-64.so.2") {
      $0.stackFlags = 6
      // Its default directories, which are read from its bytes.
      $0.readOnlyData = Array("\0/lib/\0/usr/lib/\0".utf8)
    })
  return root
}

/// The findings that are no notes, as `severity kind path subject`.
func audit(
  _ root: MemoryRoot, at starts: [RootPath] = [], notes: Bool = false,
  environment: LoaderEnvironment = LoaderEnvironment()
) throws -> [String] {
  try Auditor(root: root, environment: environment).findings(at: starts)
    .filter { notes || $0.severity < .note }
    .map {
      "\($0.severity.rawValue) \($0.kind.rawValue) \($0.path) \(printable($0.subject))"
    }
}
