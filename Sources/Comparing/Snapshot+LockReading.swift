internal import FoundationEssentials
internal import Images
internal import Roots

/// What is wrong with a lock file.
public struct LockError: Error, Sendable, CustomStringConvertible {
  public var description: String
}

extension Snapshot {
  /// Reads pith.lock/1, as `lock()` writes it. Members that are not known are passed over.
  public init(lock bytes: [UInt8], label: String) throws(LockError) {
    let document: LockDocument
    do {
      document = try JSONDecoder().decode(LockDocument.self, from: Data(bytes))
    } catch {
      throw LockError(description: "it is not as pith writes it: \(Self.explain(error))")
    }
    guard document.schema == "pith.lock/1" else {
      throw LockError(description: "its schema is '\(document.schema)', not 'pith.lock/1'")
    }
    var items: [Item] = []
    var owners: [RootPath: String] = [:]
    for entry in document.entries {
      let item = try entry.item()
      if let package = entry.package { owners[item.path] = package }
      items.append(item)
    }
    items.sort { $0.path < $1.path }
    for (left, right) in zip(items, items.dropFirst()) where left.path == right.path {
      throw LockError(description: "'\(left.path)' is there twice")
    }
    self.init(
      label: label, items: items,
      owners: .listed(
        owners: owners,
        packages: document.packages.map { LockedPackage(name: $0.name, version: $0.version) }))
  }

  private static func explain(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    let context: DecodingError.Context
    var missing = ""
    switch error {
    case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found):
      context = found
    case .keyNotFound(let key, let found):
      context = found
      missing = "no '\(key.stringValue)' at "
    @unknown default: return "\(error)"
    }
    let place = context.codingPath.map { key in
      key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)"
    }.joined()
    return missing + (place.isEmpty ? "the document" : String(place.drop { $0 == "." }))
      + (missing.isEmpty ? ": \(context.debugDescription)" : "")
  }
}

// The members' names are pith.lock/1's.
private struct LockDocument: Decodable {
  var schema: String
  var entries: [LockEntry]
  var packages: [Named]

  struct Named: Decodable {
    var name: String
    var version: String
  }
}

private struct LockEntry: Decodable {
  var path: String
  var pathBytes: String?
  var kind: String
  var size: UInt64?
  var mode: String
  var uid: UInt32
  var gid: UInt32
  var target: String?
  var targetBytes: String?
  var device: String?
  var digest: String?
  var attributes: [Attribute]?
  var package: String?

  struct Attribute: Decodable {
    var name: String
    var nameBytes: String?
    var value: String
  }

  func item() throws(LockError) -> Snapshot.Item {
    let bytes = try exact(path, pathBytes)
    let place = RootPath(bytes)
    guard place.bytes == bytes else {
      throw LockError(description: "'\(printable(bytes))' is no plain absolute path")
    }
    guard let kind = Entry.Kind(rawValue: kind) else {
      throw LockError(description: "'\(place)': there is no kind '\(self.kind)'")
    }
    guard let mode = UInt16(mode, radix: 8), mode <= 0o7777 else {
      throw LockError(description: "'\(place)': '\(self.mode)' is no mode")
    }
    var item = Snapshot.Item(
      path: place,
      entry: Entry(
        kind: kind, mode: mode, uid: uid, gid: gid, size: size ?? 0,
        identity: Entry.Identity(volume: 0, number: 0), device: try device.map(number)))
    if let target { item.linkTarget = try exact(target, targetBytes) }
    if let digest {
      guard let digest = Digest(digest) else {
        throw LockError(description: "'\(place)': '\(digest)' is no digest")
      }
      item.content = .digest(digest)
    }
    item.attributes = try (attributes ?? []).map { attribute throws(LockError) in
      ExtendedAttribute(
        name: try exact(attribute.name, attribute.nameBytes), value: try decoded(attribute.value))
    }
    return item
  }

  private func number(_ text: String) throws(LockError) -> Entry.Device {
    let parts = text.split(separator: ":").map { UInt32($0) }
    guard parts.count == 2, let major = parts[0], let minor = parts[1] else {
      throw LockError(description: "'\(text)' is no device number")
    }
    return Entry.Device(major: major, minor: minor)
  }

  /// The exact bytes where they stand beside the text, else the text's.
  private func exact(_ text: String, _ bytes: String?) throws(LockError) -> [UInt8] {
    if let bytes { return try decoded(bytes) }
    return Array(text.utf8)
  }

  private func decoded(_ text: String) throws(LockError) -> [UInt8] {
    guard let data = Data(base64Encoded: text) else {
      throw LockError(description: "'\(text)' is not base64")
    }
    return Array(data)
  }
}
