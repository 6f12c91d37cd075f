/// A piece of a YAML document with the place where it begins.
struct YAMLNode: Sendable {
  enum Content: Sendable {
    case scalar(String)
    case sequence([YAMLNode])
    /// In the order of the document, duplicates included: the reader of a schema says what is wrong with them.
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  var content: Content
  var place: TextPlace

  var scalar: String? {
    if case .scalar(let text) = content { text } else { nil }
  }

  /// How messages call it.
  var kind: String {
    switch content {
    case .scalar(let text): text.isEmpty ? "nothing" : "'\(text.prefix(40))'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// A line and a column, both counted from 1.
public struct TextPlace: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public var description: String { "\(line):\(column)" }

  public static func < (left: TextPlace, right: TextPlace) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// What a document may cost. A profile is a page of text; anything beyond these bounds is not one.
enum YAMLLimits {
  static let bytes = 1 << 20
  static let nodes = 50_000
  static let depth = 8
}
