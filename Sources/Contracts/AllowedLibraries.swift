internal import ELF
public import Planning
public import Roots

/// The shared libraries that a plan may keep: one pattern a line. A pattern with a slash is compared with the path, one without with the
/// file's name and with its soname. Lines that begin with `#` and empty ones say nothing.
public struct AllowedLibraries: Sendable {
  private var paths: [Glob] = []
  private var names: [Glob] = []

  /// A line that is no pattern.
  public struct LineError: Error, CustomStringConvertible {
    public var line: Int
    public var reason: String

    public var description: String { "line \(line): \(reason)" }
  }

  public init(text: [UInt8]) throws(LineError) {
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let start = line.firstIndex { !Self.isSpace($0) } ?? line.endIndex
      let end = line.lastIndex { !Self.isSpace($0) } ?? start
      let pattern = start == line.endIndex ? [] : Array(line[start...end])
      if pattern.isEmpty || pattern.first == UInt8(ascii: "#") { continue }
      do throws(GlobError) {
        if pattern.contains(UInt8(ascii: "/")) {
          paths.append(try Glob(pattern))
        } else {
          names.append(try Glob([UInt8(ascii: "/")] + pattern))
        }
      } catch {
        throw LineError(line: index + 1, reason: "\(error)")
      }
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0d].contains(byte) }

  /// A shared library that a plan keeps and the list does not have.
  public struct Stranger: Sendable {
    public var path: RootPath
    /// Only where it is not the file's name.
    public var soname: [UInt8]?
    public var reason: Reason?
  }

  /// The shared objects in a plan that no line allows, in the order of their paths. Programs are none, nor are scripts.
  ///
  /// - Throws: where a file that is kept cannot be read.
  public func strangers(in plan: Plan, root: any Root) throws(RootError) -> [Stranger] {
    var result: [Stranger] = []
    for item in plan.entries
    where item.entry.isRegular && item.origin == .root && item.entry.size > 4 {
      let start = try root.prefix(of: item.path, limit: 4)
      guard start.elementsEqual([0x7f, 0x45, 0x4c, 0x46]) else { continue }
      // What contradicts itself is no library that a loader takes; `pith audit` tells of it.
      let object = try root.withContent(of: item.path) { (bytes) throws(RootError) in
        try? Object.read(bytes)
      }
      guard let object, object.type == .shared, !object.isStarted else { continue }
      let soname = object.dynamic?.soname
      if allows(item.path, soname: soname) { continue }
      result.append(
        Stranger(
          path: item.path,
          soname: soname.flatMap { $0.elementsEqual(item.path.name) ? nil : $0 },
          reason: item.reasons.first))
    }
    return result
  }

  private func allows(_ path: RootPath, soname: [UInt8]?) -> Bool {
    if paths.contains(where: { $0.matches(path) }) { return true }
    let known = [Array(path.name), soname ?? []].filter { !$0.isEmpty }
    return known.contains { name in
      let name = RootPath.root.appending(name)
      return names.contains { $0.matches(name) }
    }
  }
}
