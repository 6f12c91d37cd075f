internal import Packages
internal import Planning
internal import Roots

/// What fontconfig found when the root was made: /var/cache/fontconfig.
///
/// Each of its files describes one directory of fonts and is called by the MD5 digest of that directory's path (FcDirCacheBasenameMD5), and it holds as
/// long as the directory's modification time does, which a result has from the root. Without them each process reads every font anew, and one that may
/// not write there says `No writable cache directories` each time. Only those of directories that are whole come: the others would name fonts that are gone.
enum FontCaches {
  private static let place: RootPath = "/var/cache/fontconfig"

  static func keep(for places: [RootPath], because reason: Reason, _ run: Run) throws(PlanningError)
  {
    let caches = try reading { () throws(RootError) in
      try run.root.children(of: place) ?? []
    }
    if caches.isEmpty { return }
    var names: [[UInt8]: RootPath] = [:]
    for cache in caches where cache.name.contains(UInt8(ascii: "-")) {
      names[Array(cache.name.prefix { $0 != UInt8(ascii: "-") })] = place.appending(cache.name)
    }
    var directories = places
    while let directory = directories.popLast() {
      let children = try reading { () throws(RootError) in
        try run.root.children(of: directory) ?? []
      }
      var isWhole = true
      for child in children {
        let path = directory.appending(child.name)
        if child.kind == .directory { directories.append(path) }
        if child.kind != .directory, !run.isKept(path) { isWhole = false }
      }
      guard isWhole, let cache = names[digest(of: directory)] else { continue }
      try run.keep(cache, because: reason, standing: .passive)
    }
  }

  private static func digest(of directory: RootPath) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return unsafe Checksum.Algorithm.md5.digest(of: directory.bytes.span.bytes).flatMap {
      [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
    }
  }
}
