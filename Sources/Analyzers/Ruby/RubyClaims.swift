internal import Planning
internal import Roots

/// Claims what requires and command lines alone bring: ruby's own library, the homes of gems, and the programs that gems brought.
enum RubyClaims {
  static func claim(_ run: Run) throws(PlanningError) {
    for file in try run.index.paths(named: "rbconfig.rb".utf8) {
      // LIBRARY/rbconfig.rb, or LIBRARY/MACHINE/rbconfig.rb.
      let above = file.parent
      let library = RubyInstallation.isVersion(above.name) ? above : above.parent
      guard RubyInstallation.isVersion(library.name) else { continue }
      run.claim(library)
      for name in ["vendor_ruby", "site_ruby"] { run.claim(library.parent.appending(name)) }
      let prefix = library.parent.parent.parent
      if prefix != "/usr", !prefix.isRoot {
        for child in try children(of: prefix.appending("lib"), run)
        where child.starts(with: "libruby".utf8) {
          run.claim(prefix.appending("lib").appending(child))
        }
        run.claim(prefix.appending("bin").appending("ruby"))
      }
    }
    for path in try run.index.paths(named: "vendor_ruby".utf8) where path.isWithin("/usr") {
      run.claim(path)
    }
    var programs: Set<[UInt8]> = []
    var homes: [RootPath] = []
    for path in try run.index.paths(named: "specifications".utf8) {
      let files = try children(of: path, run) + children(of: path.appending("default"), run)
      guard files.contains(where: { $0.suffix(8).elementsEqual(".gemspec".utf8) }) else { continue }
      let home = path.parent
      homes.append(home)
      for name in [
        "specifications", "gems", "extensions", "cache", "doc", "build_info", "plugins", "bin",
        "bundler",
      ] { run.claim(home.appending(name)) }
      for directory in [path, path.appending("default")] {
        for file in try children(of: directory, run) {
          try collect(&programs, from: directory.appending(file), run)
        }
      }
    }
    // Scripts that gems installed beside an interpreter of its own.
    for bin: RootPath in ["/usr/local/bin", "/usr/local/sbin"] where !homes.isEmpty {
      for child in try children(of: bin, run) where programs.contains(child) {
        run.claim(bin.appending(child))
      }
    }
  }

  private static func collect(
    _ programs: inout Set<[UInt8]>, from file: RootPath, _ run: Run
  ) throws(PlanningError) {
    guard file.isWithin("/usr/local") || file.isWithin("/var/lib/gems"),
      let text = try? run.root.bytes(of: file, limit: 1 << 20)
    else { return }
    for line in text.split(separator: 0x0a) {
      let line = line.drop { $0 == 0x20 }
      guard line.starts(with: "s.executables".utf8) else { continue }
      programs.formUnion(RubySource(reading: Array(line)).order)
    }
  }

  private static func children(of directory: RootPath, _ run: Run) throws(PlanningError)
    -> [[UInt8]]
  {
    try reading { () throws(RootError) in try run.root.children(of: directory) ?? [] }.map(\.name)
  }
}
