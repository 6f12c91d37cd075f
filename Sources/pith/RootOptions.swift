import ArgumentParser
import Roots
import SystemPackage

/// `--root SOURCE`, shared by every command that reads one root.
struct RootOptions: ParsableArguments {
  @Option(
    name: .customLong("root"),
    help: ArgumentHelp(
      "What to read: a directory, or dir:PATH.", valueName: "source"))
  var source = "/"

  /// Opens what `--root` names.
  func open() throws -> any Root {
    var path = source
    if path.hasPrefix("dir:") { path.removeFirst(4) }
    return try DirectoryRoot(path: FilePath(path))
  }
}
