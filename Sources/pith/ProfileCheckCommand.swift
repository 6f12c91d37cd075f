import ArgumentParser
import Profiles
import Roots
import SystemPackage

/// `pith profile check`.
struct ProfileCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check profiles, and try what their patterns match in a root.",
    discussion: """
      Says all that is wrong with each file, by line and column. With --root it also says where the \
      profile would come in by itself, and what each pattern stands for there.

      Exit status 0 where every file is a profile, 2 where one is not or cannot be read.

      EXAMPLES:
        pith profile check mine.yaml
        pith profile check --root ROOT mine.yaml
      """)

  @Option(help: ArgumentHelp("A root to try the profiles in.", valueName: "source"))
  var root: String?

  @Argument(help: ArgumentHelp("The profiles' files.", valueName: "file"))
  var files: [String]

  func run() throws {
    let library = try ProfileLibrary()
    var source: (any Root)?
    if let root { source = try RootOptions.open(root) }
    var failed = false
    for file in files {
      do {
        let profile = try readProfile(file: FilePath(file))
        for need in profile.needs where need != profile.name {
          _ = try library.profile(named: need)
        }
        try output("\(file): the profile '\(profile.name)' is well formed\n")
        if let source { try show(ProfileTrial(of: profile, in: source)) }
      } catch let error as ProfileError {
        for line in error.lines.isEmpty ? ["\(file): \(error)"] : error.lines { report(line) }
        failed = true
      } catch let error as ProfileFileError {
        report("pith: \(error)")
        failed = true
      }
    }
    if failed { throw ExitCode.unreadable }
  }

  private func show(_ trial: ProfileTrial) throws {
    var text = ""
    for (match, cause) in zip(trial.matches, trial.causes) {
      let names = match.bindings.sorted { $0.key < $1.key }
        .map { "$\($0.key) = '\(printable($0.value))'" }
      let meaning = names.isEmpty ? "" : ", " + names.joined(separator: ", ")
      text += "  comes in through \(cause)\(meaning)\n"
    }
    if trial.matches.isEmpty { text += "  no file of the root brings it in\n" }
    for item in trial.items {
      let amount = item.isFound ? "\(item.files) files, \(size(item.bytes))" : "nothing"
      text += "  \(item.key)  \(printable(item.pattern)): \(amount)\n"
    }
    try output(text)
  }

  private func size(_ bytes: UInt64) -> String {
    bytes < 1 << 20
      ? "\((bytes + 1023) >> 10) KB" : "\(bytes >> 20).\(((bytes >> 10) & 1023) * 10 / 1024) MB"
  }
}
