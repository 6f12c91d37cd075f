import ArgumentParser
import Loading
import Reporting
import Roots
import SystemPackage
import Terminal

struct TreeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree",
    abstract: "Show which shared libraries a program maps, and where and how each was found.",
    discussion: """
      A PATH without a slash is looked up in the root's PATH; of a script, the interpreter is shown.

      EXAMPLES:
        pith tree node
        pith tree --root ROOT /usr/bin/curl /usr/lib/x86_64-linux-gnu/libnss_files.so.2
        pith tree --root ROOT --env LD_LIBRARY_PATH=/opt/lib --format json /opt/bin/server
        pith tree --format dot ls | dot -Tsvg > ls.svg
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, dot }

  @OptionGroup var root: RootOptions

  @Option(help: "How to show it: text, json (pith.tree/1) or dot (Graphviz).")
  var format = Format.text

  @Option(
    name: .customLong("env"),
    help: ArgumentHelp(
      "A variable of the program's environment (LD_LIBRARY_PATH, LD_PRELOAD, PATH); repeatable.",
      valueName: "name=value"))
  var environment: [String] = []

  @Option(help: ArgumentHelp("Where relative names start from.", valueName: "path"))
  var workdir = "/"

  @Flag(help: "Follow the libraries that dlopen notes name, too.")
  var dlopen = false

  @Argument(help: ArgumentHelp("Programs or libraries.", valueName: "path"))
  var paths: [String]

  func run() throws {
    let source = try root.open()
    // Only the text tells of versions.
    let loader = Loader(
      root: source, environment: try loaderEnvironment(),
      reader: ELFReader(withVersions: format == .text))
    let objects = TreeSubjects(
      root: source, searchPath: value(of: "PATH") ?? TreeSubjects.defaultSearchPath)
    var subjects: [RootPath] = []
    var isUnreadable = false
    for path in paths + LongCommandLine.current.heldBack {
      do {
        subjects.append(try objects.subject(path, loader))
      } catch {
        report("pith: \(error)")
        isUnreadable = true
      }
    }
    let misses = try show(subjects, loader)
    // The process ends here: to take the caches apart, object by object, would be a seventh of its time.
    unsafe _ = Unmanaged.passRetained(loader)
    for miss in misses { report("pith: \(miss.text)") }
    if isUnreadable { throw ExitCode.unreadable }
    if misses.contains(where: \.isRequired) { throw ExitCode.missing }
  }

  /// Writes the result to standard output; returns what is missing.
  private func show(_ subjects: [RootPath], _ loader: Loader) throws -> [Miss] {
    switch format {
    case .json:
      let forest = try loader.forest(of: subjects, dlopen: dlopen)
      try output(forest.json())
      return forest.missing
    case .dot:
      let forest = try loader.forest(of: subjects, dlopen: dlopen)
      try output(forest.dot())
      return forest.missing
    case .text:
      let style = TextStyle.standardOutput()
      var misses: [Miss] = []
      for (index, subject) in subjects.enumerated() {
        let closure = try loader.closure(of: subject, dlopen: dlopen)
        try output((index > 0 ? "\n" : "") + closure.text(style))
        misses += closure.missing.filter { !misses.contains($0) }
        for version in closure.versions { report("pith: \(version.text)") }
      }
      return misses
    }
  }

  private func loaderEnvironment() throws -> LoaderEnvironment {
    for variable in environment where !variable.contains("=") {
      throw ValidationError("'--env \(variable)' has no '=': write NAME=VALUE")
    }
    return LoaderEnvironment(
      libraryPath: value(of: "LD_LIBRARY_PATH").map { Array($0.utf8) },
      preload: value(of: "LD_PRELOAD").map { Array($0.utf8) },
      workingDirectory: RootPath(workdir))
  }

  private func value(of name: String) -> String? {
    environment.last { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
  }
}
