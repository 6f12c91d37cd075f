internal import FoundationEssentials

/// A schema of docs/schemas, and as much of JSON Schema (draft 7) as those use. A keyword that is not known here is an error, so that none is
/// passed over.
public struct JSONSchema {
  private let root: JSON

  /// - Parameter name: `pith.plan-1`.
  public init(_ name: String) throws {
    let top = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = "/\(top)/docs/schemas/\(name).json"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw SchemaError(description: "cannot read '\(path)'")
    }
    root = try JSONDecoder().decode(JSON.self, from: data)
  }

  /// What is wrong with a document, each with its place; nothing where it is valid.
  public func errors(in document: [UInt8]) throws -> [String] {
    var errors: [String] = []
    try check(JSONDecoder().decode(JSON.self, from: Data(document)), root, at: "", &errors)
    return errors
  }

  private func check(
    _ value: JSON, _ schema: JSON, at place: String, _ errors: inout [String]
  ) throws {
    guard case .object(let keywords) = schema else {
      if schema != .bool(true) { errors.append("\(place): is not allowed") }
      return
    }
    func fail(_ what: String) { errors.append("\(place): \(what)") }
    for (keyword, argument) in keywords.sorted(by: { $0.key < $1.key }) {
      switch (keyword, argument) {
      case ("$schema", _), ("title", _), ("definitions", _), ("contentEncoding", _),
        ("description", _):
        break
      case ("$ref", .string(let reference)):
        try check(value, definition(reference), at: place, &errors)
      case ("type", .string(let type)): if !value.is(type) { fail("is no \(type)") }
      case ("type", .array(let types)):
        if !types.contains(where: {
          if case .string(let type) = $0 { value.is(type) } else { false }
        }) {
          fail("is of none of the types")
        }
      case ("const", _): if value != argument { fail("is not \(argument)") }
      case ("enum", .array(let values)): if !values.contains(value) { fail("is none of \(values)") }
      case ("pattern", .string(let pattern)):
        if case .string(let text) = value, try Regex(pattern).firstMatch(in: text) == nil {
          fail("'\(text)' does not match \(pattern)")
        }
      case ("minimum", .number(let least)):
        if case .number(let number) = value, number < least { fail("is less than \(least)") }
      case ("required", .array(let names)):
        if case .object(let members) = value {
          for case .string(let name) in names where members[name] == nil {
            fail("has no '\(name)'")
          }
        }
      case ("properties", .object(let schemas)):
        if case .object(let members) = value {
          for (name, member) in members {
            if let schema = schemas[name] {
              try check(member, schema, at: "\(place)/\(name)", &errors)
            }
          }
        }
      case ("additionalProperties", _):
        guard case .object(let members) = value else { break }
        var known: Set<String> = []
        if case .object(let schemas) = keywords["properties"] { known = Set(schemas.keys) }
        for (name, member) in members where !known.contains(name) {
          try check(member, argument, at: "\(place)/\(name)", &errors)
        }
      case ("items", _):
        if case .array(let items) = value {
          for (index, item) in items.enumerated() {
            try check(item, argument, at: "\(place)/\(index)", &errors)
          }
        }
      default: throw SchemaError(description: "the keyword '\(keyword)' is not known")
      }
    }
  }

  private func definition(_ reference: String) throws -> JSON {
    let name = String(reference.dropFirst("#/definitions/".count))
    guard case .object(let members) = root, case .object(let all) = members["definitions"],
      let found = all[name]
    else { throw SchemaError(description: "there is no '\(reference)'") }
    return found
  }
}

struct SchemaError: Error, CustomStringConvertible {
  var description: String
}

/// A value of JSON.
private indirect enum JSON: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let string = try? value.decode(String.self) {
      self = .string(string)
    } else if let array = try? value.decode([JSON].self) {
      self = .array(array)
    } else {
      self = .object(try value.decode([String: JSON].self))
    }
  }

  func `is`(_ type: String) -> Bool {
    switch (self, type) {
    case (.null, "null"), (.bool, "boolean"), (.number, "number"), (.string, "string"),
      (.array, "array"), (.object, "object"):
      true
    case (.number(let number), "integer"): number == number.rounded()
    default: false
    }
  }
}
