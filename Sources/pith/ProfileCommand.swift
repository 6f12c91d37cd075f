import ArgumentParser
import Profiles
import SystemPackage

/// `pith profile list|show|check`.
struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Show and check profiles: knowledge about runtimes that is data.",
    subcommands: [List.self, Show.self, ProfileCheckCommand.self])

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
}
