import ArgumentParser

/// The application's command line as the parser leaves it: everything from the first word that is no option of pith's.
///
/// A word with a dash at the front is a slip of the hand and no application, but for those after `--`.
///
/// - Throws: the command's help where that was asked for; `ValidationError` for an option that is not known.
func checkWords(_ words: inout [String], of command: any ParsableCommand.Type) throws {
  guard let first = words.first, first.hasPrefix("-") else { return }
  switch first {
  case "--": words.removeFirst()
  case "--help", "-h": throw CleanExit.helpRequest(command)
  default:
    throw ValidationError(
      "unknown option '\(first)'; options come before the application's words, which '--' can set apart"
    )
  }
}
