internal import Planning
internal import Roots

/// Claims what imports and command lines alone bring: the directories of installed modules, and the programs that were installed with them.
enum PerlClaims {
  static func claim(_ run: Run) throws(PlanningError) {
    for name in ["perl5", "perl", "perl-base", "site_perl", "vendor_perl", "core_perl"] {
      for path in try run.index.paths(named: name.utf8) where path.isWithin("/usr") {
        let above = path.parent.name
        // /usr/lib/perl5, /usr/share/perl, /usr/lib/TRIPLET/perl; not /usr/bin/perl, nor a program's own directory for its scripts.
        guard
          above.elementsEqual("lib".utf8) || above.elementsEqual("lib64".utf8)
            || above.elementsEqual("share".utf8)
            || path.parent.parent.name.elementsEqual("lib".utf8)
            || above.elementsEqual("perl5".utf8)
        else { continue }
        run.claim(path)
      }
    }
    // Installers write down what belongs to a distribution.
    for list in try run.index.paths(named: ".packlist".utf8) where list.isWithin("/usr") {
      guard let text = try? run.root.bytes(of: list, limit: 4 << 20) else { continue }
      for line in text.split(separator: UInt8(ascii: "\n")) {
        let path = RootPath(line.prefix { $0 != UInt8(ascii: " ") })
        if path.parent.name.elementsEqual("bin".utf8), path.isWithin("/usr/local") {
          run.claim(path)
        }
      }
    }
  }
}
