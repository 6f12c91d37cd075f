internal import FoundationEssentials
public import Roots

extension Plan {
  /// Reads pith.plan/1, as `json()` writes it. Members that are not known are passed over.
  ///
  /// Times, link counts and devices stand in the root and not in a plan: `taken(from:)` looks them up.
  ///
  /// - Throws: `input`, with what is wrong and where.
  public init(json: [UInt8]) throws(PlanningError) {
    let document: PlanDocument
    do {
      document = try JSONDecoder().decode(PlanDocument.self, from: Data(json))
    } catch {
      throw .input(Self.explain(error))
    }
    guard document.schema == "pith.plan/1" else {
      throw .input("its schema is '\(document.schema)', not 'pith.plan/1'")
    }
    self.init()
    var seen: Set<RootPath> = []
    for item in document.entries {
      let entry = try item.planned()
      if !seen.insert(entry.path).inserted { throw .input("'\(entry.path)' is there twice") }
      entries.append(entry)
    }
    entries.sort { $0.path < $1.path }
    missing = try document.missing.map { item throws(PlanningError) in try item.missing() }
    notes = try document.notes.map { item throws(PlanningError) in try item.note() }
  }

  private static func explain(_ error: any Error) -> String {
    switch error {
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "\(place(context)): \(context.debugDescription)"
    case DecodingError.keyNotFound(let key, let context):
      "\(place(context)): it has no '\(key.stringValue)'"
    case DecodingError.dataCorrupted(let context):
      "\(place(context)): \(context.debugDescription)\(context.underlyingError.map { " (\($0))" } ?? "")"
    default: "\(error)"
    }
  }

  /// `entries[3].size`, or what stands for the whole document.
  private static func place(_ context: DecodingError.Context) -> String {
    var text = ""
    for key in context.codingPath {
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
    return text.isEmpty ? "the document" : text
  }

  /// This plan with what only the root knows of each entry: times, hard links, devices.
  ///
  /// Mode and owner are the plan's. An entry that the root no longer has as the plan says it (gone, of another kind, of another size,
  /// a link to elsewhere) is an error: what the plan was made from is not there any more.
  public func taken(from root: any Root) throws(PlanningError) -> Plan {
    var result = self
    for index in entries.indices where entries[index].origin == .root {
      let planned = entries[index]
      let found = try reading { () throws(RootError) in try root.entry(at: planned.path) }
      guard let found else { throw Self.changed(planned, root, "it is not there") }
      guard found.kind == planned.entry.kind else {
        throw Self.changed(
          planned, root, "it is a \(found.kind.rawValue) and was a \(planned.entry.kind.rawValue)")
      }
      if found.isRegular, found.size != planned.entry.size {
        throw Self.changed(
          planned, root, "it has \(found.size) bytes and had \(planned.entry.size)")
      }
      if found.isSymlink {
        let target = try reading { () throws(RootError) in
          try root.linkTarget(at: planned.path)
        }
        guard target == planned.linkTarget else {
          throw Self.changed(planned, root, "it leads to '\(printable(target))'")
        }
      }
      var entry = found
      entry.mode = planned.entry.mode
      entry.uid = planned.entry.uid
      entry.gid = planned.entry.gid
      result.entries[index].entry = entry
    }
    return result
  }

  private static func changed(
    _ entry: PlannedEntry, _ root: any Root, _ how: String
  ) -> PlanningError {
    .input(
      "'\(entry.path)' of '\(root.label)' is not what the plan says: \(how); make the plan anew")
  }
}

// The members' names are pith.plan/1's.
private struct PlanDocument: Decodable {
  var schema: String
  var entries: [PlanItem]
  var missing: [MissingItem]
  var notes: [NoteItem]
}

private struct PlanItem: Decodable {
  var path: String
  var pathBytes: String?
  var kind: String
  var size: UInt64
  var mode: String
  var uid: UInt32
  var gid: UInt32
  var modified: String?
  var target: String?
  var targetBytes: String?
  var content: String?
  var reasons: [ReasonItem]

  func planned() throws(PlanningError) -> PlannedEntry {
    let place = try absolute(path, pathBytes)
    guard let kind = Entry.Kind(rawValue: kind) else {
      throw .input("'\(place)': there is no kind '\(self.kind)'")
    }
    guard let mode = UInt16(mode, radix: 8), mode <= 0o7777 else {
      throw .input("'\(place)': '\(self.mode)' is no mode")
    }
    var entry = Entry(
      kind: kind, mode: mode, uid: uid, gid: gid, size: size,
      identity: Entry.Identity(volume: 0, number: 0))
    var origin = PlannedEntry.Origin.root
    if let content {
      let bytes = try decoded(content, "content of '\(place)'")
      origin = .written(bytes)
      if entry.isRegular { entry.size = UInt64(bytes.count) }
    }
    if let modified { entry.modified = try timestamp(modified, of: place) }
    return PlannedEntry(
      path: place, entry: entry, linkTarget: try bytes(target, targetBytes), origin: origin,
      reasons: try reasons.map { item throws(PlanningError) in try item.reason() })
  }

  private func timestamp(
    _ text: String, of place: RootPath
  ) throws(PlanningError) -> Entry.Timestamp {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count <= 2, let seconds = Int64(parts[0]) {
      guard parts.count == 2 else { return Entry.Timestamp(seconds: seconds) }
      if parts[1].utf8.count == 9, let nanoseconds = UInt32(parts[1]) {
        return Entry.Timestamp(seconds: seconds, nanoseconds: nanoseconds)
      }
    }
    throw .input("'\(place)': '\(text)' is no time: seconds since 1970, with nine decimals or none")
  }
}

private struct ReasonItem: Decodable {
  var rule: String
  var evidence: String
  var from: String?
  var fromBytes: String?
  var detail: String?
  var detailBytes: String?

  func reason() throws(PlanningError) -> Reason {
    guard let evidence = Evidence(rawValue: evidence) else {
      throw .input("there is no evidence '\(self.evidence)': required, likely or possible")
    }
    return Reason(
      Reason.Rule(rawValue: rule), evidence, from: try bytes(from, fromBytes).map { RootPath($0) },
      detail: try bytes(detail, detailBytes))
  }
}

private struct MissingItem: Decodable {
  struct Place: Decodable {
    var place: String
    var outcome: String
  }

  var name: String
  var nameBytes: String?
  var rule: String
  var from: String?
  var fromBytes: String?
  var considered: [Place]

  func missing() throws(PlanningError) -> Missing {
    Missing(
      name: try bytes(name, nameBytes) ?? [], from: try bytes(from, fromBytes).map { RootPath($0) },
      rule: Reason.Rule(rawValue: rule),
      considered: considered.map { Missing.Considered(place: $0.place, outcome: $0.outcome) })
  }
}

private struct NoteItem: Decodable {
  var kind: String
  var path: String?
  var pathBytes: String?
  var text: String

  func note() throws(PlanningError) -> Note {
    Note(kind: kind, path: try bytes(path, pathBytes).map { RootPath($0) }, text: text)
  }
}

/// The exact bytes where they stand beside the text, else the text's.
private func bytes(_ text: String?, _ exact: String?) throws(PlanningError) -> [UInt8]? {
  if let exact { return try decoded(exact, "'\(text ?? "")'") }
  return text.map { Array($0.utf8) }
}

private func absolute(_ text: String, _ exact: String?) throws(PlanningError) -> RootPath {
  let bytes = try bytes(text, exact) ?? []
  guard bytes.first == UInt8(ascii: "/"), !bytes.contains(0) else {
    throw .input("'\(printable(bytes))' is no absolute path")
  }
  let path = RootPath(bytes)
  guard path.bytes == bytes else {
    throw .input("'\(printable(bytes))' is not written plainly: '\(path)' is meant")
  }
  return path
}

private func decoded(_ text: String, _ what: String) throws(PlanningError) -> [UInt8] {
  guard let data = Data(base64Encoded: text) else { throw .input("\(what) is not base64") }
  return Array(data)
}
