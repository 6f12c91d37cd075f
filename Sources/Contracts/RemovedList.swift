public import Planning
public import Roots

/// The paths of a root that a plan does not keep.
public struct RemovedList {
  public var plan: Plan

  public init(plan: Plan) { self.plan = plan }

  /// What the kernel makes is no part of a root.
  private static let runtime: Set<RootPath> = ["/proc", "/sys", "/dev"]

  /// One path a line, by bytes; directories end in a slash, `\` is `\\`, and control characters are `\xNN`.
  ///
  /// - Throws: where the root cannot be listed.
  public func text(of root: any Root) throws(RootError) -> [UInt8] {
    let kept = Set(plan.entries.map(\.path))
    var removed: [RootPath: Entry.Kind] = [:]
    try root.walk { path, kind in
      if !kept.contains(path) { removed[path] = kind }
      return Self.runtime.contains(path) ? .past : .into
    }
    var result: [UInt8] = []
    for (path, kind) in removed.sorted(by: { $0.key < $1.key }) {
      for byte in path.bytes { Self.append(byte, to: &result) }
      if kind == .directory { result.append(UInt8(ascii: "/")) }
      result.append(UInt8(ascii: "\n"))
    }
    return result
  }

  private static func append(_ byte: UInt8, to result: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\\"): result += "\\\\".utf8
    case 0..<0x20, 0x7f:
      let digits = String(byte, radix: 16)
      result += (digits.utf8.count == 1 ? "\\x0" : "\\x").utf8
      result += digits.utf8
    default: result.append(byte)
    }
  }
}
