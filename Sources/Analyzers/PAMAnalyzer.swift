internal import ELF
internal import Loading
internal import Planning
internal import Roots
internal import Scanning

/// Pluggable authentication: a program that links libpam asks for a service by name; /etc/pam.d/SERVICE names the modules.
///
/// The service's name is a string of the program; `@include` and `include` lead to further files; a module without a slash lies in the security directory beside
/// libpam. `other` is the fallback that libpam reads. pam.conf(5).
final class PAMAnalyzer: Analyzer {
  let name = "pam"
  private let texts: ObjectTexts
  private static let services: RootPath = "/etc/pam.d"

  init(texts: ObjectTexts) { self.texts = texts }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    if file.path.parent == Self.services {
      try readService(file, run)
      return
    }
    guard let object = try? run.loader.object(at: file.path), let dynamic = object.dynamic,
      dynamic.needed.contains(where: { $0.starts(with: "libpam.so".utf8) })
    else { return }
    let children = try reading { () throws(RootError) in
      try run.root.children(of: Self.services) ?? []
    }
    // Many programs ask for the service that bears their own name.
    let words = try texts.scan(file.path, object, run).words
    for child in children
    where words.contains(child.name) || child.name.elementsEqual(file.path.name)
      || child.name.elementsEqual("other".utf8)
    {
      try run.keep(
        Self.services.appending(child.name), because: Reason(.pam, .likely, from: file.path),
        standing: .supporting)
    }
  }

  private func readService(_ file: KeptFile, _ run: Run) throws(PlanningError) {
    let text = try reading { () throws(RootError) in
      try run.root.bytes(of: file.path, limit: 1 << 20)
    }
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let words = line.prefix { $0 != UInt8(ascii: "#") }
        .split(whereSeparator: { $0 == 0x20 || $0 == 0x09 })
      for (index, word) in words.enumerated() {
        if word.suffix(3).elementsEqual(".so".utf8) {
          try keepModule(Array(word), file, run)
        } else if index > 0,
          words[index - 1].elementsEqual("@include".utf8)
            || words[index - 1].elementsEqual("include".utf8)
            || words[index - 1].elementsEqual("substack".utf8)
        {
          try run.keep(
            word, from: Self.services, because: Reason(.pam, .likely, from: file.path))
        }
      }
    }
  }

  /// A module that the service names is a part of the program: what it starts is started.
  private func keepModule(_ module: [UInt8], _ file: KeptFile, _ run: Run) throws(PlanningError) {
    let reason = Reason(.pam, .likely, from: file.path, detail: module)
    if module.first == UInt8(ascii: "/") {
      try run.keep(module, because: reason, standing: .leading)
      return
    }
    for path in try run.index.paths(named: module)
    where path.parent.name.elementsEqual("security".utf8) {
      try run.keep(path, because: reason, standing: .leading)
    }
  }
}

extension Reason.Rule {
  /// Pluggable authentication modules.
  static let pam = Reason.Rule(rawValue: "pam")
}
