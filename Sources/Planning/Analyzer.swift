public import Roots

/// Something that knows one kind of evidence: it looks at a file that is kept and says what that file needs in turn.
///
/// One analyzer, one file, one line in `AllAnalyzers.swift`. Its doc comment says what it reads and why that is evidence.
public protocol Analyzer {
  /// A short stable name, for `--verbose` and the documentation.
  var name: String { get }

  /// Called once before anything is analyzed: what the request alone requires.
  func begin(_ run: Run) throws(PlanningError)

  /// Called some files before `analyze` for most of them: what can be done beside the thread that decides may begin. Nothing may be kept for it.
  func expect(_ path: RootPath, in run: Run) throws(PlanningError)

  /// Called for every kept file that may be read (`standing` above passive), once per standing that it reaches.
  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError)

  /// Called when there is nothing left to analyze; what it keeps starts another round.
  func settle(_ run: Run) throws(PlanningError)

  /// Called once at the end: what must be written anew to be right for what is kept. Keeps nothing that needs analysis.
  func finish(_ run: Run) throws(PlanningError)
}

extension Analyzer {
  public func begin(_ run: Run) throws(PlanningError) {}
  public func expect(_ path: RootPath, in run: Run) throws(PlanningError) {}
  public func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {}
  public func settle(_ run: Run) throws(PlanningError) {}
  public func finish(_ run: Run) throws(PlanningError) {}
}
