import ArgumentParser
import Loading
import Reporting
import Roots
import SystemPackage

struct TreeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree",
    abstract: "Show which shared libraries a program maps, and how each was found.")

  @OptionGroup var root: RootOptions
  @Argument(help: "Programs or libraries.") var paths: [String]

  func run() throws {
    let source = try root.open()
    let loader = Loader(root: source)
    var real: [RootPath] = []
    for path in paths {
      real.append(try source.resolve(path.utf8).path)
    }
    let forest = try loader.forest(of: real)
    try FileDescriptor.standardOutput.writeAll(forest.json())
  }
}
