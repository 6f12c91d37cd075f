internal import Dispatch
internal import Glibc
internal import Roots
internal import Synchronization

/// Reads the layers of an image: unpacks several at a time where they are compressed, then lays their entries over one another.
struct LayerStack {
  let label: String
  let layers: [FoundLayer]
  let limit: UnpackingLimit

  /// Each holds some megabytes; more than this would make memory grow with the machine.
  private static let maximumWorkers = 8
  /// A header each, and some hundred bytes of memory.
  private static let maximumEntries = 5_000_000

  func read() throws(ImageError) -> LayeredRoot {
    let archives = try unpack()
    var tree = LayeredTree()
    for (number, archive) in archives.enumerated() {
      tree = try Self.lay(
        archive, over: tree, layer: number, hasWhiteouts: true, limit: limit, image: label,
        part: layers[number].expectation.label)
    }
    return LayeredRoot(label: label, tree: tree, layers: archives)
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

  // MARK: - Unpacking

  private func unpack() throws(ImageError) -> [Blob] {
    // The largest first, so that none of them begins when all others are done.
    let order = layers.indices.sorted { layers[$0].blob.size > layers[$1].blob.size }
    let work = layers.map {
      LayerUnpacking(blob: $0.blob, expectation: $0.expectation, limit: limit)
    }
    let next = Atomic<Int>(0)
    let results = Mutex<[Int: Result<Blob, PartError>]>([:])
    let workers = min(max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))), Self.maximumWorkers)
    DispatchQueue.concurrentPerform(iterations: min(workers, order.count)) { _ in
      while true {
        let position = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard position < order.count else { return }
        let number = order[position]
        let result = Result { () throws(PartError) in try work[number].run() }
        results.withLock { $0[number] = result }
      }
    }
    // The lowest layer's failure is told, whichever came first.
    let found = results.withLock { $0 }
    var archives: [Blob] = []
    for number in layers.indices {
      switch found[number] {
      case .success(let archive)?: archives.append(archive)
      case .failure(let error)?:
        throw error.located(image: label, part: layers[number].expectation.label)
      case nil: break
      }
    }
    return archives
  }
}
