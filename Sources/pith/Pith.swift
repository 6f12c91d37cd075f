import ArgumentParser
import Glibc

@main
struct Pith: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pith",
    abstract: "Keep what an application needs to run, and nothing else.",
    version: pithVersion,
    subcommands: [
      TreeCommand.self, ShrinkCommand.self, PlanCommand.self, WhyCommand.self, AuditCommand.self,
      DiffCommand.self,
      ProfileCommand.self,
    ])

  /// Parses, runs, and turns every error into one sentence on standard error and an exit status.
  static func main() {
    do {
      var command = try parseAsRoot(LongCommandLine.current.parsed)
      try command.run()
      ProgressLine.shared.end()
    } catch let error where isOurs(error) {
      report("pith: \(error)")
      Glibc.exit(ExitCode.unreadable.rawValue)
    } catch {
      ProgressLine.shared.end()
      exit(withError: error)
    }
  }

  /// Errors of pith's modules, as against those of the argument parser, which knows how to show its own.
  private static func isOurs(_ error: any Error) -> Bool {
    !String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }
}
