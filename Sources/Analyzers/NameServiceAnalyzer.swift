internal import Loading
internal import Planning
internal import Roots

/// The name service switch: nsswitch.conf(5) names modules that libc opens as `libnss_NAME.so.2`, and the files behind them.
///
/// Kept when libc itself is kept dynamically: getpwnam(3) and getaddrinfo(3) are called by libraries that nobody names, and the `files`, `dns`
/// and `compat` services are part of libc since glibc 2.34, so what this costs is what the configuration names beyond them.
final class NameServiceAnalyzer: Analyzer {
  let name = "name-service"
  private var done = false

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard !done,
      file.path.name.starts(with: "libc.so.".utf8) || file.path.name.starts(with: "libc-2".utf8),
      // gdb has scripts that are called after the library: `libc.so.6-gdb.py`.
      try run.isObject(file.path)
    else { return }
    done = true
    let switchFile: RootPath = "/etc/nsswitch.conf"
    var services: Set<[UInt8]> = []
    let kept = try run.keep(
      switchFile, because: Reason(.nameService, .likely, from: file.path), standing: .passive)
    if let path = kept.path {
      let text = try reading { () throws(RootError) in
        try run.root.bytes(of: path, limit: 1 << 20)
      }
      for line in text.split(separator: UInt8(ascii: "\n")) {
        let line = line.prefix { $0 != UInt8(ascii: "#") }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
        for word in line[(colon + 1)...].split(whereSeparator: { $0 == 0x20 || $0 == 0x09 })
        where word.first != UInt8(ascii: "[") {
          services.insert(Array(word))
        }
      }
    } else {
      services = [Array("files".utf8), Array("dns".utf8)]
    }
    for service in services.sortedByBytes() {
      let name = Array("libnss_".utf8) + service + Array(".so.2".utf8)
      let result = try loading { () throws(LoadingError) in
        try run.loader.search(name, for: file.path)
      }
      if case .found(let path, let links, _, _) = result {
        let reason = Reason(.nameService, .likely, from: switchFile, detail: service)
        for link in links { try run.keepLink(link, because: reason) }
        try run.keep(path, because: reason)
      }
    }
    for data in Self.databases {
      try run.keep(
        RootPath(data), because: Reason(.nameService, .likely, from: switchFile), standing: .passive
      )
    }
  }

  /// What the `files` service reads. Secrets (shadow, gshadow) are not among them: who authenticates says so through PAM.
  private static let databases = [
    "/etc/passwd", "/etc/group", "/etc/hosts", "/etc/host.conf", "/etc/gai.conf", "/etc/services",
    "/etc/protocols", "/etc/networks", "/etc/rpc", "/etc/ethers", "/etc/netgroup",
  ]
}

extension Reason.Rule {
  static let nameService = Reason.Rule(rawValue: "name-service")
}
