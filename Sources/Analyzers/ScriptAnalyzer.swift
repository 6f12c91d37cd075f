internal import Planning
internal import Roots

/// Scripts: the interpreter that `#!` names, and what a shell script runs.
///
/// execve(2) starts the interpreter with at most one argument; `env` and `env -S` name the real one in that argument.
final class ScriptAnalyzer: Analyzer {
  let name = "script"

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    let start = try reading { () throws(RootError) in
      try run.root.prefix(of: file.path, limit: 512)
    }
    guard start.starts(with: Array("#!".utf8)) else { return }
    let line = start.dropFirst(2).prefix { $0 != UInt8(ascii: "\n") }
    let words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d })
    guard let interpreter = words.first else { return }
    let required: Evidence =
      file.reasons.contains { $0.evidence == .required } ? .required : .likely
    let reason = Reason(.interpreter, required, from: file.path, detail: Array(line))
    if case .absent(let path) = try run.keep(
      interpreter, because: reason, standing: file.standing)
    {
      run.miss(Missing(name: path.bytes, from: file.path, rule: .interpreter))
    }
    if RootPath(interpreter).name.elementsEqual("env".utf8) {
      let real = words.dropFirst().first {
        $0.first != UInt8(ascii: "-") && !$0.contains(UInt8(ascii: "="))
      }
      if let real, let path = try run.program(named: real) {
        try run.keep(path, because: reason, standing: file.standing)
      }
    }
  }
}
