internal import Planning
internal import Roots

extension Root {
  /// The content of a file that a plan takes from this root.
  ///
  /// - Throws: `changed` where its size is no longer the plan's.
  func content(of planned: PlannedEntry) throws(WritingError) -> Content {
    let content: Content
    do throws(RootError) {
      content = try self.content(at: planned.path)
    } catch {
      throw WritingError(error)
    }
    guard content.size == planned.entry.size else {
      throw WritingError(
        .changed, cannot: "write '\(planned.path)'",
        detail: "it has \(content.size) bytes and had \(planned.entry.size) when the plan was made")
    }
    return content
  }
}
