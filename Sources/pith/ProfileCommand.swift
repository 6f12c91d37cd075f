import ArgumentParser
import Profiles
import SystemPackage

/// `pith profile list|show|check`.
struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Show and check profiles: knowledge about runtimes that is data.",
    subcommands: [List.self, Show.self, Check.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the built-in profiles.")

    func run() throws {
      let summaries = try ProfileLibrary().summaries
      let width = summaries.map(\.name.utf8.count).max() ?? 0
      var text = ""
      for (name, summary) in summaries {
        text += name + String(repeating: " ", count: width - name.utf8.count + 2) + summary + "\n"
      }
      try output(text)
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a built-in profile, to read it or to start one of your own.")

    @Argument(help: "The profile's name.")
    var name: String

    func run() throws {
      // Looked up first, so that a wrong name gets its message.
      _ = try ProfileLibrary().profile(named: name)
      try output(ProfileLibrary.builtInText(name) ?? "")
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check profiles and say all that is wrong with them, by line and column.",
      discussion: """
        Exit status 0 where every file is a profile, 2 where one is not or cannot be read.
        """)

    @Argument(help: ArgumentHelp("The profiles' files.", valueName: "file"))
    var files: [String]

    func run() throws {
      var failed = false
      for file in files {
        do {
          let profile = try readProfile(file: FilePath(file))
          try output("\(file): the profile '\(profile.name)' is well formed\n")
        } catch let error as ProfileError {
          for line in error.lines { report(line) }
          failed = true
        } catch {
          report("pith: \(error)")
          failed = true
        }
      }
      if failed { throw ExitCode.unreadable }
    }
  }
}
