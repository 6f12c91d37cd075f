internal import Archives
internal import Planning
internal import Roots
internal import Work

/// A kept file that may say what code of Erlang is called.
struct ErlangSource {
  private var path: RootPath
  private var form: Form
  private let run: Run

  static let largestText: UInt64 = 1 << 20
  private static let largest = 64 << 20

  private enum Form {
    case module
    case resource
    case bootScript
    case archive
    /// `#!`, perhaps a line of options, and then a source, a module or an archive; escript(1).
    case script
    case text(ErlangText.Kind)
  }

  /// - Parameter isText: whether what has no ending of a known kind is read as text.
  init?(path: RootPath, isText: Bool, run: Run) throws(PlanningError) {
    self.path = path
    self.run = run
    let name = path.name
    if name.hasSuffix(".beam") {
      form = .module
    } else if name.hasSuffix(".app") {
      form = .resource
    } else if name.hasSuffix(".boot") {
      form = .bootScript
    } else if name.hasSuffix(".ez") {
      form = .archive
    } else if Self.terms.contains(where: { name.hasSuffix($0) }) {
      form = .text(.erlang)
    } else if Self.elixir.contains(where: { name.hasSuffix($0) }) {
      form = .text(.elixir)
    } else if isText {
      form = .script
    } else {
      return nil
    }
  }

  private static let terms = [
    ".erl", ".hrl", ".config", ".args", ".rel", ".app.src", ".escript", ".lfe",
  ]
  private static let elixir = [".ex", ".exs", ".eex", ".heex", ".leex"]

  func follow(_ reach: ErlangReach) throws(PlanningError) {
    guard let entry = try reading({ () throws(RootError) in try run.root.entry(at: path) }),
      entry.isRegular, entry.size <= UInt64(try isText() ? Int(Self.largestText) : Self.largest),
      let bytes = try? run.root.bytes(of: path, limit: Self.largest)
    else { return }
    switch form {
    case .module: try reach.read(module: bytes, at: path)
    case .resource: try reach.read(resource: bytes, at: path)
    case .bootScript: try reach.read(bootScript: bytes, at: path)
    case .archive: try follow(archive: bytes, reach)
    case .script: try follow(script: bytes, reach)
    case .text(let kind): try follow(text: bytes, kind, reach)
    }
  }

  /// Whether only text is looked for, of which much is not read at all: what has no known ending and begins like no script can be anything.
  private func isText() throws(PlanningError) -> Bool {
    switch form {
    case .text: true
    case .script: try !run.isScript(path)
    case .module, .resource, .bootScript, .archive: false
    }
  }

  private func follow(
    text: [UInt8], _ kind: ErlangText.Kind, _ reach: ErlangReach
  ) throws(PlanningError) {
    guard UInt64(text.count) <= Self.largestText else { return }
    try reach.read(text, kind, at: path)
  }

  private func follow(script: [UInt8], _ reach: ErlangReach) throws(PlanningError) {
    guard script.starts(with: "#!".utf8) else {
      let start = script.prefix(4096)
      guard !start.contains(0) else { return }
      return try follow(text: script, .other, reach)
    }
    let line = script.prefix { $0 != 0x0a }
    let program = line.split(whereSeparator: { $0 == 0x20 || $0 == UInt8(ascii: "/") })
    func names(_ name: String) -> Bool { program.contains { $0.elementsEqual(name.utf8) } }
    if names("elixir") || names("iex") { return try follow(text: script, .elixir, reach) }
    guard names("escript") else { return try follow(text: script, .other, reach) }
    try reach.read(Array("escript erl_eval".utf8), .erlang, at: path)
    // The second and third line may be a comment and options.
    var body = script.dropFirst(line.count + 1)
    while body.first == UInt8(ascii: "%") {
      let comment = body.prefix { $0 != 0x0a }
      try reach.read(Array(comment), .other, at: path)
      body = body.dropFirst(comment.count + 1)
    }
    if body.starts(with: "PK".utf8) {
      try follow(archive: Array(body), reach)
    } else if body.starts(with: "FOR1".utf8) {
      try reach.read(module: Array(body), at: path)
    } else {
      try follow(text: script, .erlang, reach)
    }
  }

  private func follow(archive: [UInt8], _ reach: ErlangReach) throws(PlanningError) {
    let bytes = unsafe archive.span.bytes
    // What cannot be read as an archive is something else.
    guard let directory = try? ZipDirectory(of: bytes) else { return }
    let limit = Self.largest
    let known = reach.known
    func module(_ entry: ZipDirectory.Entry) -> @Sendable () -> BeamFile? {
      {
        let bytes = unsafe archive.span.bytes
        let content = try? directory.content(of: entry, in: bytes, limit: limit)
        return content.flatMap { BeamFile($0, .atoms, known: known) }
      }
    }
    let modules = WorkAhead<Int, BeamFile?>(pool: reach.pool, urgency: .soon)
    if modules.isOfUse {
      for (index, entry) in directory.entries.enumerated() where entry.name.hasSuffix(".beam") {
        modules.add(index, module(entry))
      }
    }
    for (index, entry) in directory.entries.enumerated() {
      if entry.name.hasSuffix(".beam") {
        let file = modules.take(index) ?? module(entry)()
        if let file { try reach.read(file, at: path) }
      } else if entry.name.hasSuffix(".app"),
        let content = try? directory.content(of: entry, in: bytes, limit: limit)
      {
        try reach.read(resource: content, at: path)
      }
    }
  }
}
