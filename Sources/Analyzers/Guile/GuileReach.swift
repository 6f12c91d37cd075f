internal import Planning
internal import Roots
internal import Scanning

/// Which modules of Guile are reached, by what sources say.
final class GuileReach {
  private let run: Run
  private let library: GuileLibrary
  private var reached: Set<[UInt8]> = []
  private var queue: [[UInt8]] = []
  /// Whether sources may be compiled as they are loaded: then languages are found by computed names.
  private var compiles = false

  private static let largest = 16 << 20

  init(run: Run, library: GuileLibrary) {
    self.run = run
    self.library = library
  }

  /// What is loaded before any program.
  func start(by cause: RootPath) throws(PlanningError) {
    for name in ["ice-9/boot-9", "ice-9/command-line", "ice-9/eval", "ice-9/psyntax-pp"] {
      try reach(Array(name.utf8), from: cause)
    }
    try drain()
  }

  func reachAll(by cause: RootPath) throws(PlanningError) {
    for name in library.modules.keys.sortedByBytes() {
      try reach(name, from: cause)
    }
    for name in library.extensions.keys.sortedByBytes() {
      try keep(extension: name, from: cause)
    }
    queue = []
  }

  /// The compiler, with the languages that a profile does not leave out.
  func reachCompiler(by cause: RootPath?) throws(PlanningError) {
    if compiles { return }
    compiles = true
    try reach(Array("system/base/compile".utf8), from: cause)
    try reach(below: Array("language".utf8), from: cause)
    try drain()
  }

  /// Code of an application.
  func read(_ path: RootPath) throws(PlanningError) {
    let isCompiled = path.name.hasSuffix(".go")
    guard let source = try isCompiled ? names(inCompiled: path) : source(at: path) else { return }
    try follow(source, from: path, isOwn: false)
    try drain()
  }

  /// Code in a command line.
  func read(text: [UInt8]) throws(PlanningError) {
    try follow(
      GuileSource(unsafe text.span.bytes, first: library.first), from: nil, isOwn: false)
    try drain()
  }

  // MARK: Inside

  private func drain() throws(PlanningError) {
    while let name = queue.popLast() {
      let paths = library.modules[name] ?? []
      let sources = paths.filter { !$0.name.hasSuffix(".go") }
      for path in sources.isEmpty ? paths : sources {
        let source =
          try path.name.hasSuffix(".go") ? names(inCompiled: path) : source(at: path)
        if let source { try follow(source, from: path, isOwn: library.own.contains(name)) }
      }
    }
  }

  private func follow(
    _ source: GuileSource, from path: RootPath?, isOwn: Bool
  ) throws(PlanningError) {
    for name in source.names.union(source.strings).sortedByBytes() {
      if library.modules[name] != nil { try reach(name, from: path) }
      if let plain = Self.withoutEnding(name), library.modules[plain] != nil {
        try reach(plain, from: path)
      }
      try keep(extension: name, from: path)
      // What asks for the compiler itself; Guile's own start only mentions it.
      if !isOwn,
        name.starts(with: "system/base/compile".utf8) || name.starts(with: "language/".utf8)
      {
        try reachCompiler(by: path)
      }
    }
    for prefix in source.computed.sortedByBytes() {
      if prefix.contains(UInt8(ascii: "/")) {
        try reach(below: prefix, from: path)
      } else if !isOwn, library.first.contains(prefix) {
        try reach(below: prefix, from: path)
      }
    }
  }

  /// `(include-from-path "sxml/upstream/SSAX.scm")`.
  private static func withoutEnding(_ name: [UInt8]) -> [UInt8]? {
    name.hasSuffix(".scm") ? Array(name.dropLast(4)) : nil
  }

  private func reach(below prefix: [UInt8], from path: RootPath?) throws(PlanningError) {
    let start = prefix + [UInt8(ascii: "/")]
    for name in library.modules.keys.sortedByBytes()
    where name.starts(with: start) {
      try reach(name, from: path)
    }
  }

  private func reach(_ name: [UInt8], from path: RootPath?) throws(PlanningError) {
    guard !reached.contains(name) else { return }
    let paths = (library.modules[name] ?? []).filter { !run.isLeftOut($0) }
    guard !paths.isEmpty else { return }
    reached.insert(name)
    queue.append(name)
    for file in paths {
      try run.keep(
        file, because: Reason(.guileModule, .likely, from: path, detail: name),
        standing: .supporting)
    }
  }

  private func keep(extension name: [UInt8], from path: RootPath?) throws(PlanningError) {
    let short = name.prefix { $0 != UInt8(ascii: ".") }
    for file in library.extensions[Array(short)] ?? [] {
      let reason = Reason(.guileModule, .likely, from: path, detail: name)
      try run.keepLink(file, because: reason)
      try run.keep(file, because: reason)
    }
  }

  private func source(at path: RootPath) throws(PlanningError) -> GuileSource? {
    let entry = try reading { () throws(RootError) in try run.root.resolve(path).entry }
    guard let entry, entry.isRegular, entry.size <= UInt64(Self.largest) else { return nil }
    return try reading { () throws(RootError) in
      try run.root.withContent(of: try run.root.resolve(path).path) { (text) throws(RootError) in
        GuileSource(text, first: library.first)
      }
    }
  }

  /// A compiled module without its source: its strings are the parts of names, and a module all of whose parts are there counts.
  private func names(inCompiled path: RootPath) throws(PlanningError) -> GuileSource? {
    let entry = try reading { () throws(RootError) in try run.root.resolve(path).entry }
    guard let entry, entry.isRegular, entry.size <= UInt64(Self.largest) else { return nil }
    var strings: Set<[UInt8]> = []
    try reading { () throws(RootError) in
      try run.root.withContent(of: try run.root.resolve(path).path) { (bytes) throws(RootError) in
        unsafe Strings.forEach(in: bytes, lengths: 1...127) { string in
          if unsafe string.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) {
            unsafe strings.insert(Array(string))
          }
        }
      }
    }
    var source = GuileSource(unsafe [UInt8]().span.bytes, first: [])
    for name in library.modules.keys
    where name.split(separator: UInt8(ascii: "/")).allSatisfy({ strings.contains(Array($0)) }) {
      source.names.insert(name)
    }
    source.strings = strings
    return source
  }
}

extension Reason.Rule {
  /// A module of Guile that something names.
  static let guileModule = Reason.Rule(rawValue: "guile-module")
}
