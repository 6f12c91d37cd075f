import Loading
import Roots

/// Finds the objects that the words of `pith tree` mean.
struct TreeSubjects {
  let root: any Root
  let searchPath: String

  static let defaultSearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  /// The real path of the object that `word` means: a path, or a name in PATH; for a script, its interpreter.
  func subject(_ word: String, _ loader: Loader) throws -> RootPath {
    var path = try find(word)
    // As many interpreters as Linux follows (fs/exec.c).
    for _ in 0..<5 {
      if try loader.object(at: path) != nil { return path }
      guard let line = try interpreterLine(of: path) else {
        throw CommandError("cannot show '\(path)': it is neither an ELF file nor a script")
      }
      let interpreter = try find(line.interpreter)
      report("pith: '\(path)' is a script: showing its interpreter '\(interpreter)'")
      path = interpreter
    }
    throw CommandError("cannot show '\(word)': scripts that run scripts, more than five deep")
  }

  private func find(_ word: String) throws -> RootPath {
    if word.utf8.contains(UInt8(ascii: "/")) {
      let resolution = try root.resolve(word.utf8)
      guard let entry = resolution.entry else {
        throw CommandError("cannot find '\(word)' in \(root.label)\(dangling(word, resolution))")
      }
      guard entry.isRegular else {
        throw CommandError("cannot show '\(word)': it is no regular file")
      }
      return resolution.path
    }
    for directory in searchPath.split(separator: ":") {
      let resolution = try root.resolve((directory + "/" + word).utf8)
      if let entry = resolution.entry, entry.isExecutable { return resolution.path }
    }
    throw CommandError(
      "cannot find '\(word)' in the PATH of \(root.label) (\(searchPath)): give a path with a slash"
    )
  }

  private func dangling(_ word: String, _ resolution: Resolution) -> String {
    resolution.links.isEmpty ? "" : ": it leads to '\(resolution.path)', which is not there"
  }

  /// The first line of a script, taken apart; nil where the file is none.
  private func interpreterLine(of path: RootPath) throws -> (
    interpreter: String, argument: String?
  )? {
    // BINPRM_BUF_SIZE of Linux.
    let head = try root.prefix(of: path, limit: 256)
    guard head.starts(with: "#!".utf8) else { return nil }
    let line = head.dropFirst(2).prefix { $0 != UInt8(ascii: "\n") }
    let words = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let first = words.first else { return nil }
    let interpreter = String(decoding: first, as: UTF8.self)
    let argument = words.count > 1 ? String(decoding: words[1], as: UTF8.self) : nil
    // env(1) starts what its argument names.
    if interpreter.hasSuffix("/env"), let argument, !argument.hasPrefix("-"),
      !argument.contains("=")
    {
      return (argument, nil)
    }
    return (interpreter, argument)
  }
}
