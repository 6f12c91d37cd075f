import Glibc
import Loading
import LoadingTesting
import Roots
import RootsTesting
import Testing

/// The tables in `Rules`, whose lines the real loaders confirm (`scripts/acceptance loader rules`).
@Suite struct RuleTableTests {
  @Test(arguments: RuleCase.read("glibc.txt"))
  func `glibc 2_36`(_ rule: RuleCase) throws {
    try check(rule, "2.36", debianLoader, at: "/lib64/ld-linux-x86-64.so.2")
  }

  @Test(arguments: RuleCase.read("glibc.txt"))
  func `glibc 2_41`(_ rule: RuleCase) throws {
    try check(rule, "2.41", newDebianLoader, at: "/lib64/ld-linux-x86-64.so.2")
  }

  @Test(arguments: RuleCase.read("musl.txt"))
  func `musl`(_ rule: RuleCase) throws {
    try check(rule, "1.2", muslLoader, at: "/lib/ld-musl-x86_64.so.1")
  }

  private func check(
    _ rule: RuleCase, _ version: String, _ loader: String, at interpreter: RootPath
  ) throws {
    let root = MemoryRoot("\(interpreter) 755 : \(loader)")
    root.addDirectory(rule.directory)
    for file in rule.files { file.add(to: root, interpreter: interpreter) }
    let closure = try Loader(
      described: root, libraryPath: rule.environment["LD_LIBRARY_PATH"],
      preload: rule.environment["LD_PRELOAD"], workingDirectory: rule.directory
    ).closure(of: "/prog/bin/app")
    #expect(rule.result(of: closure, interpreter) == (rule.expected[version] ?? rule.expected[""]))
  }
}

/// One case of a table; `Rules/glibc.txt` says how they are written.
struct RuleCase: CustomTestStringConvertible {
  var name: String
  var environment: [String: String] = [:]
  var directory: RootPath = .root
  var files: [File] = []
  var expected: [String: Set<String>] = [:]

  var testDescription: String { name }

  struct File {
    var path: RootPath
    var kind: Substring
    var words: String

    func add(to root: MemoryRoot, interpreter: RootPath) {
      switch kind {
      case "app": root.addFile(path, Array("elf interp=\(interpreter) \(words)".utf8), mode: 0o755)
      case "elf": root.addFile(path, Array("elf \(words)".utf8))
      case "->": root.addLink(path, to: Array(words.utf8))
      case "dir": root.addDirectory(path)
      case "text": root.addFile(path, Array("text".utf8))
      case "lines": root.addFile(path, Array("\(words.replacing("|", with: "\n"))\n".utf8))
      default: root.addFile(path)
      }
    }
  }

  /// What a closure comes to, as the table puts it.
  func result(of closure: Closure, _ interpreter: RootPath) -> Set<String> {
    let isFatal = closure.missing.contains { miss in
      miss.isRequired && miss.considered.contains { $0.outcome.contains("stops the loader") }
    }
    if isFatal, !interpreter.name.starts(with: "ld-musl".utf8) { return ["fatal"] }
    let mapped = closure.objects.map(\.path).filter { $0 != "/prog/bin/app" && $0 != interpreter }
    let missing = closure.missing.filter { $0.kind != .preload }.map { "!" + printable($0.name) }
    return Set(mapped.map { "\($0)" } + missing)
  }

  static func read(_ table: String) -> [RuleCase] {
    var result: [RuleCase] = []
    for line in sourceText("Rules/\(table)").split(separator: "\n") {
      if line.hasPrefix("## ") {
        result.append(RuleCase(name: String(line.dropFirst(3))))
      } else if !line.hasPrefix("#"), !result.isEmpty {
        result[result.count - 1].add(line)
      }
    }
    return result
  }

  private mutating func add(_ line: Substring) {
    let parts = line.split(separator: " ", maxSplits: 1)
    let rest = parts.count > 1 ? parts[1] : ""
    switch parts[0] {
    case "env":
      let pair = rest.split(separator: "=", maxSplits: 1)
      environment[String(pair[0])] = String(pair[1])
    case "cwd": directory = RootPath(String(rest))
    case "app": files.append(File(path: "/prog/bin/app", kind: "app", words: String(rest)))
    case let first where first.hasPrefix("="):
      expected[String(first.dropFirst())] = Set(rest.split(separator: " ").map(String.init))
    default:
      let kind = rest.split(separator: " ", maxSplits: 1)
      files.append(
        File(
          path: RootPath(String(parts[0])), kind: kind[0],
          words: kind.count > 1 ? String(kind[1]) : ""))
    }
  }
}

/// The text of a file that lies at `path` from this folder.
func sourceText(_ path: String) -> String {
  let folder = #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined()
  guard let file = unsafe fopen(folder + "/" + path, "r") else {
    preconditionFailure("cannot open \(folder)/\(path)")
  }
  defer { unsafe fclose(file) }
  var bytes: [UInt8] = []
  while case let byte = unsafe fgetc(file), byte != EOF { bytes.append(UInt8(byte)) }
  return String(decoding: bytes, as: UTF8.self)
}
