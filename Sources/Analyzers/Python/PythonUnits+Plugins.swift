internal import Planning
internal import Roots

/// What is offered under names of groups: the entry points of distributions.
extension PythonUnits {
  /// A script that setuptools made names its distribution, `name==version`, and finds its function through the entry points of it.
  func followScript(_ file: KeptFile, by importer: PythonImporter) throws(PlanningError) {
    guard let source = try sources.source(at: file.path, for: environment.installation.version)
    else { return }
    for literal in source.orderedLiterals
    where literal.contains(UInt8(ascii: "=")) {
      let name = Array(literal.prefix { $0 != UInt8(ascii: "=") })
      for site in environment.installed {
        guard let distribution = try distributions.distribution(named: name, in: site) else {
          continue
        }
        let reason = Reason(.pythonPlugin, .likely, from: file.path, detail: literal)
        try bring(distribution, because: reason, importer)
        for group in Self.scripts {
          for plugin in try distributions.plugins(in: group, of: site)
          where plugin.distribution == distribution {
            let found = try environment.find(plugin.module)
            try importer.keep(
              found.modules, as: plugin.module, .pythonPlugin, .application(file.path))
          }
        }
      }
    }
  }

  /// Where a string is the name of a group of entry points, what is offered under it, and its distribution.
  func followPlugins(
    of group: [UInt8], _ asker: Asker, by importer: PythonImporter
  ) throws(PlanningError) {
    guard try isGroup(group), !groups.contains(group), !Self.scripts.contains(group) else { return }
    var isGroup = false
    for site in environment.installed {
      for plugin in try distributions.plugins(in: group, of: site) {
        if !isGroup { groups.insert(group) }
        isGroup = true
        let reason = Reason(.pythonPlugin, .likely, from: asker.path, detail: group)
        let found = try environment.find(plugin.module)
        // A tool for building or testing offers plug-ins to others of its kind.
        if let file = found.modules.first?.file, run.isLeftOut(file) { continue }
        try bring(plugin.distribution, because: reason, importer)
        try importer.keep(found.modules, as: plugin.module, .pythonPlugin, asker)
      }
    }
  }

  /// A quick answer for most strings, which are no groups.
  func isGroup(_ name: [UInt8]) throws(PlanningError) -> Bool {
    if let groupNames, groupNames.revision == environment.revision {
      return groupNames.names.contains(name)
    }
    var names: Set<[UInt8]> = []
    for site in environment.installed { names.formUnion(try distributions.groups(of: site).keys) }
    groupNames = (environment.revision, names)
    return names.contains(name)
  }

  /// The groups that installers make scripts of.
  static let scripts: Set<[UInt8]> = Set(
    ["console_scripts", "gui_scripts"].map { Array($0.utf8) })
}
