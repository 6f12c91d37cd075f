internal import ELF
internal import Roots

extension Walk {
  /// Answers one name that an instance asks for: by what is loaded already, else by a file.
  func ask(_ name: NameTable.ID, _ kind: Need.Kind, _ requester: Int32) throws(LoadingError) {
    let answer = try answer(name, kind, requester)
    answers.append(answer)
  }

  func answer(
    _ written: NameTable.ID, _ kind: Need.Kind, _ requester: Int32
  ) throws(LoadingError) -> Answer {
    // Names with tokens are known by what they stand for, so this finds none of them.
    if let known = marks.instance(named: written) {
      return Answer(name: written, kind: kind, instance: known, via: .loaded)
    }
    let traits = loader.catalogue.names.traits[Int(written)]
    var name = written
    if traits.hasDollar {
      guard let expanded = expand(written, requester) else {
        return miss(written, kind, requester, "its token has no value")
      }
      name = expanded
      if let known = marks.instance(named: name) {
        return Answer(name: written, kind: kind, instance: known, via: .loaded)
      }
    }
    if let interpreter = try interpreter(named: name, requester) {
      return Answer(name: written, kind: kind, instance: interpreter, via: .loaded)
    }
    if loader.catalogue.names.traits[Int(name)].hasSlash {
      return try open(name, as: written, kind, requester)
    }
    let requesting = instances[Int(requester)]
    // Musl preloads without a requester, and so without its search paths.
    let context =
      kind == .preload && setting.interpreter.isMusl ? plainContext : requesting.context
    guard case .found(let found) = try loader.search.find(name, in: context) else {
      return miss(written, kind, requester)
    }
    if !found.missingOnBetterCPUs.isEmpty {
      misses.append(
        WalkMiss(
          name: written, kind: kind, requester: requester, considered: found.missingOnBetterCPUs))
    }
    let via = kind == .preload ? .preload : found.via
    let isNew = marks.instance(of: found.file.binary) == nil
    let instance = try load(
      found.file, via: via, by: requesting.standsFor ?? requester, better: found.better)
    marks.name(name, instance)
    return Answer(name: written, kind: kind, instance: instance, via: isNew ? via : .loaded)
  }

  private var plainContext: Int32 {
    loader.search.context(
      SearchContext(setting: setting.id, chain: -1, runpath: -1, ignoresDefaults: false))
  }

  /// A name with a slash is a path, and is not searched (elf/dl-load.c, the last branch of _dl_map_object).
  private func open(
    _ name: NameTable.ID, as written: NameTable.ID, _ kind: Need.Kind, _ requester: Int32
  ) throws(LoadingError) -> Answer {
    let bytes = loader.catalogue.names[name]
    let isMusl = setting.interpreter.isMusl
    if !isMusl, let known = instances.indices.first(where: { instances[$0].file.openedAs == bytes })
    {
      return Answer(name: written, kind: kind, instance: Int32(known), via: .loaded)
    }
    let path = SearchPath.absolute(bytes, from: loader.environment.workingDirectory)
    let lookup = try loader.catalogue.look(up: path)
    let judgement =
      isMusl
      ? try loader.search.judgeMusl(lookup, setting) : try loader.search.judge(lookup, setting)
    switch judgement {
    case .fits(let file):
      let via: Via = kind == .preload ? .preload : .path
      let isNew = marks.instance(of: file.binary) == nil
      let instance = try load(file, via: via, by: instances[Int(requester)].standsFor ?? requester)
      if !isMusl { marks.name(name, instance) }
      return Answer(name: written, kind: kind, instance: instance, via: isNew ? via : .loaded)
    case .no(let why), .endsList(let why):
      return miss(written, kind, requester, "\(printable(path)): \(why)")
    case .fatal(let why):
      return miss(written, kind, requester, "\(printable(path)): \(why), which stops the loader")
    }
  }

  private func miss(
    _ name: NameTable.ID, _ kind: Need.Kind, _ requester: Int32, _ why: String? = nil
  ) -> Answer {
    misses.append(
      WalkMiss(
        name: name, kind: kind, requester: requester,
        considered: why.map { [Miss.Considered(stage: "path", outcome: $0)] }))
    return Answer(name: name, kind: kind, instance: -1, via: .path)
  }

  /// Replaces the tokens of a name (elf/dl-deps.c, expand_dst); nil where one has no value. Musl does not.
  private func expand(_ name: NameTable.ID, _ requester: Int32) -> NameTable.ID? {
    guard case .glibc(let glibc) = setting.interpreter.kind else { return name }
    let instance = instances[Int(requester)]
    let origin =
      instance.loader < 0 ? instance.file.path.parent.bytes : directory(of: instance.file.openedAs)
    let tokens = Tokens(
      origin: origin, lib: glibc.lib, platforms: setting.interpreter.abi.platforms)
    let text = loader.catalogue.names[name]
    guard let expanded = tokens.expand(text[...]).first, !expanded.isEmpty else { return nil }
    return loader.catalogue.names.intern(expanded)
  }
}
