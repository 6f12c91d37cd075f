import ArgumentParser
import Glibc

@main
struct Pith: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pith",
    abstract: "Keep what an application needs to run, and nothing else.",
    subcommands: [])

  /// Parses, runs, and turns every error into one sentence on standard error and an exit status.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as any CustomStringConvertible & Error
      where !(error is ExitCode) && isOurs(error)
    {
      let text = "pith: \(error)\n"
      unsafe fputs(text, stderr)
      Glibc.exit(ExitCode.unreadable.rawValue)
    } catch {
      exit(withError: error)
    }
  }

  /// Errors of pith's modules, as against those of the argument parser, which knows how to show its own.
  private static func isOurs(_ error: any Error) -> Bool {
    !String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }
}
