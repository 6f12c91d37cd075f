internal import Roots

/// Lays the entries of an image's layers over one another.
struct LayerStack {
  let label: String
  let layers: [FoundLayer]
  let limit: UnpackingLimit

  /// A header each, and some hundred bytes of memory.
  private static let maximumEntries = 5_000_000

  /// The root, and the work on its layers that goes on meanwhile.
  func read() throws(ImageError) -> (LayeredRoot, LayerWork) {
    let work = LayerWork(layers: layers, label: label, limit: limit)
    let archives = try work.archives()
    var tree = LayeredTree()
    do throws(ImageError) {
      for (number, archive) in archives.enumerated() {
        tree = try Self.lay(
          archive, over: tree, layer: number, hasWhiteouts: true, limit: limit, image: label,
          part: layers[number].expectation.label)
      }
    } catch {
      // A layer that is not what it must be says more than what is wrong inside.
      throw work.failure(waiting: {}) ?? error
    }
    return (LayeredRoot(label: label, tree: tree, layers: archives), work)
  }

  /// A plain archive as a root, in which names that look like whiteouts are just names.
  static func root(
    of archive: Blob, label: String, limit: UnpackingLimit
  ) throws(ImageError) -> LayeredRoot {
    let tree = try lay(
      archive, over: LayeredTree(), layer: 0, hasWhiteouts: false, limit: limit, image: label,
      part: nil)
    return LayeredRoot(label: label, tree: tree, layers: [archive])
  }

  private static func lay(
    _ archive: Blob, over tree: consuming LayeredTree, layer: Int, hasWhiteouts: Bool,
    limit: UnpackingLimit, image: String, part: String?
  ) throws(ImageError) -> LayeredTree {
    var reader = TarReader(archive)
    var application = LayerApplication(to: tree, layer: layer, hasWhiteouts: hasWhiteouts)
    do throws(PartError) {
      while let entry = try reader.next() {
        guard entry.size <= limit.bytes else {
          throw PartError(
            .tooLarge, entry: entry.name,
            "it has \(entry.size) bytes, more than the \(limit.bytes) of --max-size")
        }
        try application.apply(entry)
        if application.count > maximumEntries {
          throw PartError(.tooLarge, "there are more than \(maximumEntries) entries")
        }
      }
    } catch {
      throw error.located(image: image, part: part)
    }
    return application.finish()
  }
}
