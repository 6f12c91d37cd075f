internal import CLibYAML

extension YAMLNode {
  /// Reads the one document in `bytes`; nil where there is none.
  ///
  /// Anchors, aliases and tags are refused: a profile needs none, and without them a document cannot be larger than its text.
  ///
  /// - Parameter lastKey: where given, reading stops after this key of the outermost mapping, and what follows is not looked at.
  static func read(_ bytes: Span<UInt8>, stopAfter lastKey: String? = nil) throws(ProfileProblem)
    -> YAMLNode?
  {
    guard bytes.count <= YAMLLimits.bytes else {
      throw ProfileProblem(
        at: TextPlace(line: 1, column: 1),
        "it has \(bytes.count) bytes, more than the \(YAMLLimits.bytes) that a profile may have")
    }
    return try unsafe bytes.withUnsafeBufferPointer { buffer throws(ProfileProblem) in
      var events = try unsafe YAMLEvents(buffer)
      defer { unsafe events.close() }
      return try unsafe events.document(stopAfter: lastKey)
    }
  }
}

/// The events of one document. The bytes must outlive it, and `close` must be called once.
@unsafe
private struct YAMLEvents {
  private var parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeBufferPointer<UInt8>
  private var nodes = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(ProfileProblem) {
    unsafe self.bytes = bytes
    unsafe parser = .allocate(capacity: 1)
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      throw ProfileProblem(at: TextPlace(line: 1, column: 1), "out of memory")
    }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  func close() {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  mutating func document(stopAfter lastKey: String?) throws(ProfileProblem) -> YAMLNode? {
    _ = try unsafe next()
    guard case .start = try unsafe next().kind else { return nil }
    let event = try unsafe next()
    let (node, stopped) = try unsafe node(event, depth: 0, stopAfter: lastKey)
    if stopped { return node }
    _ = try unsafe next()
    let after = try unsafe next()
    if case .start = after.kind {
      throw ProfileProblem(at: after.place, "a second document begins; a profile is one document")
    }
    return node
  }

  private mutating func node(
    _ event: Event, depth: Int, stopAfter lastKey: String? = nil
  ) throws(ProfileProblem) -> (YAMLNode, stopped: Bool) {
    unsafe nodes += 1
    if unsafe nodes > YAMLLimits.nodes {
      throw ProfileProblem(at: event.place, "more than \(YAMLLimits.nodes) entries")
    }
    if depth > YAMLLimits.depth {
      throw ProfileProblem(at: event.place, "nested more than \(YAMLLimits.depth) deep")
    }
    switch event.kind {
    case .scalar(let text):
      return (YAMLNode(content: .scalar(text), place: event.place), false)
    case .sequence:
      var items: [YAMLNode] = []
      while true {
        let next = try unsafe next()
        if case .end = next.kind { break }
        items.append(try unsafe node(next, depth: depth + 1).0)
      }
      return (YAMLNode(content: .sequence(items), place: event.place), false)
    case .mapping:
      var pairs: [(key: YAMLNode, value: YAMLNode)] = []
      while true {
        let next = try unsafe next()
        if case .end = next.kind { break }
        let key = try unsafe node(next, depth: depth + 1).0
        let following = try unsafe self.next()
        let value = try unsafe node(following, depth: depth + 1).0
        pairs.append((key, value))
        if let lastKey, key.scalar == lastKey {
          return (YAMLNode(content: .mapping(pairs), place: event.place), true)
        }
      }
      return (YAMLNode(content: .mapping(pairs), place: event.place), false)
    case .start, .end:
      throw ProfileProblem(at: event.place, "the document ends too early")
    }
  }

  private struct Event {
    enum Kind {
      case start, end, sequence, mapping
      case scalar(String)
    }

    var kind: Kind
    var place: TextPlace
  }

  private mutating func next() throws(ProfileProblem) -> Event {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw unsafe failure() }
    defer { unsafe yaml_event_delete(&event) }
    let place = unsafe TextPlace(event.start_mark)
    func refuse(anchor: Bool, tag: Bool) throws(ProfileProblem) {
      if anchor {
        throw ProfileProblem(at: place, "an anchor ('&'): profiles have none")
      }
      if tag { throw ProfileProblem(at: place, "a tag ('!'): profiles have none") }
    }
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT, YAML_DOCUMENT_START_EVENT:
      return Event(kind: .start, place: place)
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      unsafe try refuse(anchor: scalar.anchor != nil, tag: scalar.tag != nil)
      // libyaml has checked that it is UTF-8.
      let text = unsafe String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      return Event(kind: .scalar(text), place: place)
    case YAML_SEQUENCE_START_EVENT:
      let start = unsafe event.data.sequence_start
      unsafe try refuse(anchor: start.anchor != nil, tag: start.tag != nil)
      return Event(kind: .sequence, place: place)
    case YAML_MAPPING_START_EVENT:
      let start = unsafe event.data.mapping_start
      unsafe try refuse(anchor: start.anchor != nil, tag: start.tag != nil)
      return Event(kind: .mapping, place: place)
    case YAML_ALIAS_EVENT:
      throw ProfileProblem(at: place, ProfileProblem.aliasText)
    default:
      return Event(kind: .end, place: place)
    }
  }

  /// What libyaml says went wrong, and where.
  private func failure() -> ProfileProblem {
    let parser = unsafe parser.pointee
    let text = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "not YAML"
    if unsafe parser.error == YAML_READER_ERROR {
      // The reader looks ahead and knows only the byte.
      let before = unsafe bytes.prefix(parser.problem_offset)
      let line = unsafe before.count { $0 == UInt8(ascii: "\n") }
      let start = unsafe (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
      return ProfileProblem(
        at: unsafe TextPlace(line: line + 1, column: before.count - start + 1),
        "not UTF-8 text: \(text)")
    }
    let context = unsafe parser.context.map { unsafe String(cString: $0) }
    if context == "while scanning an alias" {
      return ProfileProblem(at: unsafe TextPlace(parser.context_mark), ProfileProblem.aliasText)
    }
    return ProfileProblem(
      at: unsafe TextPlace(parser.problem_mark),
      "not YAML: \(text)" + (context.map { " " + $0 } ?? ""))
  }
}

extension TextPlace {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}

extension ProfileProblem {
  /// What people who write `- *.so` have to know.
  fileprivate static let aliasText =
    "an alias ('*'): profiles have none; a pattern begins with '/'"
}
