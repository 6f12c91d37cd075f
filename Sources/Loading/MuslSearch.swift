internal import Roots

extension Search {
  /// The stages of musl's loader for a name without a slash, in its order (ldso/dynlink.c, load_library): the first file that has the
  /// name is the one, whatever it is.
  func muslSearch(
    _ name: [UInt8], _ context: SearchContext, _ setting: Setting, _ report: inout SearchReport?
  ) throws(LoadingError) -> Outcome {
    var stages = setting.libraryPath.map { [$0] } ?? []
    if stages.isEmpty { report?.add(Via.libraryPath.stage, "not set") }
    let chain = chains.lists(context.chain).map { lists[Int($0)] }
    if chain.isEmpty { report?.add(Via.runpath.stage, "not set") }
    stages += chain + [setting.defaults]
    for list in stages {
      let stage = list.via.stage
      if list.isVoid {
        let owner = list.owner.map { " (of \($0))" } ?? ""
        report?.add(stage, "ignored: it has a `$` other than $ORIGIN\(owner)")
      } else if list.directories.isEmpty {
        report?.add(stage, "empty")
      }
      for directory in list.directories {
        guard directory.real != nil else {
          report?.add(stage, directory.written, "no such directory", owner: list.owner)
          continue
        }
        let path = directory.path(of: name)
        switch try judgeMusl(try catalogue.look(up: name, in: directory), setting) {
        case .fits(let file): return .found(Found(file: file, via: list.via))
        case .no(let why): report?.add(stage, path, why, owner: list.owner)
        case .endsList(let why), .fatal(let why):
          report?.add(stage, path, why + ", which stops the loader", owner: list.owner)
          return .missing
        }
      }
    }
    return .missing
  }

  func judgeMusl(_ lookup: Catalogue.Lookup, _ setting: Setting) throws(LoadingError) -> Judgement {
    switch lookup {
    case .nothing: .no("no such file")
    case .dangling(let place): .no("a link to nothing ('\(place)')")
    case .loop: .endsList("symbolic links in a loop")
    case .other(let kind): .fatal(kind.withArticle)
    case .file(let file):
      switch file.binary.muslVerdict(for: setting) {
      case .fits: .fits(file)
      case .skipped(let why): .no(why)
      case .fatal(let why): .fatal(why)
      }
    }
  }
}
