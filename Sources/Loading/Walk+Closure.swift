internal import ELF
internal import Roots

extension Walk {
  /// What was loaded for the subject, as the value that others see.
  func closure(dlopen: Bool) throws(LoadingError) -> Closure {
    if dlopen { try followNotes() }
    var closure = try Assembly(self).closure()
    for auditor in try auditors() { closure.add(try Assembly(auditor).closure()) }
    return closure
  }

  /// Where a search by the subject for `name` leads, with nothing loaded before it.
  func search(_ name: [UInt8]) throws(LoadingError) -> SearchResult {
    let answer = try answer(loader.catalogue.names.intern(name), .dlopen, subject)
    guard answer.instance >= 0 else {
      return .missing(
        try misses.last.map { (miss) throws(LoadingError) in try explain(miss) } ?? [])
    }
    let instance = instances[Int(answer.instance)]
    return .found(
      path: instance.file.path, links: instance.file.links, via: answer.via,
      variants: instance.better.map(Variant.init))
  }

  /// Every place considered for what is missing.
  func explain(_ miss: WalkMiss) throws(LoadingError) -> [Miss.Considered] {
    if let considered = miss.considered { return considered }
    let instance = instances[Int(miss.requester)]
    return try loader.search.explain(loader.catalogue.names[miss.name], in: instance.context)
  }

  /// Loads what the FDO dlopen notes of the loaded objects name: of each note the first name that is found, and what that needs.
  func followNotes() throws(LoadingError) {
    var next = Int(subject)
    while next < instances.count {
      let index = Int32(next)
      next += 1
      guard instances[Int(index)].standsFor == nil else { continue }
      for note in try loader.catalogue.dlopenNotes(of: instances[Int(index)].file) {
        try follow(note, of: index)
      }
    }
  }

  private func follow(_ note: DlopenNote, of index: Int32) throws(LoadingError) {
    let before = misses.count
    for soname in note.sonames {
      let known = Int32(instances.count)
      let answer = try answer(loader.catalogue.names.intern(soname), .dlopen, index)
      guard answer.instance >= 0 else { continue }
      misses.removeSubrange(before...)
      later.append((index, answer))
      if answer.instance >= known { try run(from: answer.instance) }
      return
    }
    // One miss stands for the whole note.
    if misses.count > before + 1 { misses.removeSubrange((before + 1)...) }
  }

  /// Loads what DT_AUDIT and DT_DEPAUDIT of the program name, each with what it needs and apart from everything else (rtld-audit(7)).
  ///
  /// Ends this walk: the marks are theirs then.
  func auditors() throws(LoadingError) -> [Walk] {
    guard subject == 0, !setting.interpreter.isMusl,
      let names = instances[0].file.binary.auditors
    else { return [] }
    var result: [Walk] = []
    for name in names {
      let walk = try Walk(loader, of: instances[0].file.path, openedBy: nil, follow: false)
      let answer = try walk.answer(name, .audit, 0)
      walk.later.append((0, answer))
      if answer.instance >= 0 { try walk.run(from: answer.instance) }
      result.append(walk)
    }
    return result
  }
}

extension Closure {
  /// Adds the closure of an auditor, whose first object is the program too.
  fileprivate mutating func add(_ other: Closure) {
    var places: [Int] = []
    var added: Range<Int> = objects.count..<objects.count
    for object in other.objects {
      if let known = objects.firstIndex(where: { $0.path == object.path }) {
        places.append(known)
      } else {
        places.append(objects.count)
        objects.append(object)
        added = added.lowerBound..<objects.count
      }
    }
    func moved(_ need: Need) -> Need {
      var need = need
      need.answer = need.answer.map { Need.Answer(object: places[$0.object], via: $0.via) }
      return need
    }
    for index in added {
      objects[index].requester = objects[index].requester.map { places[$0] }
      objects[index].needs = objects[index].needs.map(moved)
    }
    objects[0].needs += other.objects[0].needs.map(moved)
    missing += other.missing.filter { !missing.contains($0) }
    versions += other.versions.filter { !versions.contains($0) }
  }
}

extension Variant {
  init(_ better: Search.Better) {
    self.init(path: better.file.path, links: better.file.links, level: better.level)
  }
}
