internal import ELF
internal import Loading
internal import Packages
internal import Planning
internal import Roots

/// Programs that carry an archive and unpack it when they start: what is in it was built against the system's own libraries, and says so nowhere that can
/// be read.
///
/// Tools that make one file of an application (PyInstaller, Nuitka, AppImage) put a small program before a compressed archive. They leave out what every
/// system has: the parts of libc, the libraries of compilers, zlib, time zones and the certificates that are trusted. So these come where the author's own program has as much as
/// `smallest` bytes behind what the loader maps and they look compressed: the bytes of debugging information repeat themselves.
final class SelfExtractingAnalyzer: Analyzer {
  let name = "self-extracting"
  /// Debugging information that is compressed is seldom larger in programs as small as those that unpack.
  private static let smallest: UInt64 = 512 << 10
  private static let sample: UInt64 = 32 << 10

  /// What the tools leave out; "manylinux" policies (PEP 600) list the same for wheels of Python.
  private static let libraries = [
    "libanl.so.1", "libc.so.6", "libcrypt.so.1", "libdl.so.2", "libgcc_s.so.1", "libm.so.6",
    "libnsl.so.1", "libpthread.so.0", "libresolv.so.2", "librt.so.1", "libstdc++.so.6",
    "libutil.so.1", "libz.so.1",
  ]

  /// What these libraries look for by paths that nobody can read in the archive.
  private static let data = [
    "/etc/localtime", "/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/openssl.cnf",
    "/usr/lib/ssl/openssl.cnf", "/usr/share/zoneinfo",
  ]

  private let mentions: Mentions

  init(mentions: Mentions) { self.mentions = mentions }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard file.standing == .leading, file.entry.size > Self.smallest,
      run.packages.owner(of: file.path) == nil, let object = try? run.loader.object(at: file.path),
      object.isStarted, try carriesArchive(file, object, run)
    else { return }
    for library in Self.libraries {
      let name = Array(library.utf8)
      let result = try loading { () throws(LoadingError) in
        try run.loader.search(name, for: file.path)
      }
      guard case .found(let path, let links, _, _) = result else { continue }
      let reason = Reason(.selfExtracting, .likely, from: file.path, detail: name)
      for link in links { try run.keepLink(link, because: reason) }
      try run.keep(path, because: reason)
    }
    let speaker = Mentions.Speaker(file: file, executes: false, rule: .selfExtracting)
    for data in Self.data { try mentions.follow(Array(data.utf8), by: speaker, in: run) }
  }

  private func carriesArchive(
    _ file: KeptFile, _ object: Object, _ run: Run
  ) throws(PlanningError) -> Bool {
    var end: UInt64 = 0
    for segment in object.segments where segment.type == .load {
      let (last, overflow) = segment.offset.addingReportingOverflow(segment.fileSize)
      if overflow { return false }
      end = max(end, last)
    }
    guard end < file.entry.size, file.entry.size - end >= Self.smallest else { return false }
    let rest = file.entry.size - end
    return try reading { () throws(RootError) in
      try run.root.withContent(of: file.path) { (text) throws(RootError) in
        var compressed = 0
        for part in UInt64(1)...4 {
          let start = Int(end + rest / 5 * part)
          if Self.looksCompressed(text, start..<min(start + Int(Self.sample), text.byteCount)) {
            compressed += 1
          }
        }
        return compressed >= 3
      }
    }
  }

  /// Whether all bytes occur about equally often: two drawn from text are the same in one of some twenty cases, from code in one of fifty, from what
  /// is compressed in one of 256.
  private static func looksCompressed(_ text: RawSpan, _ range: Range<Int>) -> Bool {
    guard range.count >= 4096 else { return false }
    var counts = [UInt64](repeating: 0, count: 256)
    for position in range { counts[Int(text.byte(at: position))] += 1 }
    let squares = counts.reduce(0) { $0 + $1 * $1 }
    let total = UInt64(range.count)
    return squares < total * total / 200
  }
}

extension Reason.Rule {
  /// A program that unpacks itself relies on it.
  static let selfExtracting = Reason.Rule(rawValue: "self-extracting")
}
