public import Roots

extension Run {
  /// The first bytes of a regular file: 512 of what begins with `#!`, 64 of anything else, fewer where it is shorter.
  ///
  /// Most analyzers look at these to see what a file is; it is opened once for all of them.
  public func head(of path: RootPath) throws(PlanningError) -> [UInt8] {
    if let known = heads[path] { return known }
    var head = try reading { () throws(RootError) in try root.prefix(of: path, limit: 512) }
    if !head.starts(with: "#!".utf8), head.count > 64 { head = Array(head[..<64]) }
    heads[path] = head
    return head
  }

  /// Whether a file is an ELF object or a script, by its first bytes.
  public func isCode(_ path: RootPath) throws(PlanningError) -> Bool {
    let head = try head(of: path)
    return head.starts(with: Self.objectMark) || head.starts(with: "#!".utf8)
  }

  /// Whether a file is an ELF object, by its first bytes.
  public func isObject(_ path: RootPath) throws(PlanningError) -> Bool {
    try head(of: path).starts(with: Self.objectMark)
  }

  /// Whether a file is a script, by its first bytes.
  public func isScript(_ path: RootPath) throws(PlanningError) -> Bool {
    try head(of: path).starts(with: "#!".utf8)
  }

  private static let objectMark: [UInt8] = [0x7f, 0x45, 0x4c, 0x46]
}
