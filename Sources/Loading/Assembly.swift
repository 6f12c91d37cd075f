internal import ELF
internal import Roots

/// Makes the value that others see of a walk: what its subject led to, in order.
struct Assembly {
  private let walk: Walk
  /// The instances in the result, and where each stands in it; -1 for none.
  private var order: [Int32] = []
  private var places: [Int32]
  /// Who first asked for each, as a place.
  private var requesters: [Int?] = []

  init(_ walk: Walk) {
    self.walk = walk
    places = Array(repeating: -1, count: walk.instances.count)
    if walk.subject == 0 {
      for index in walk.instances.indices where walk.instances[index].standsFor == nil {
        let loader = walk.instances[index].loader
        add(Int32(index), requester: loader < 0 ? nil : Int(places[Int(loader)]))
      }
    } else {
      add(walk.subject, requester: nil)
      var next = 0
      while next < order.count {
        for target in targets(of: order[next]) { add(target, requester: next) }
        next += 1
      }
    }
    for (index, instance) in walk.instances.enumerated() {
      if let place = instance.standsFor { places[index] = places[Int(place)] }
    }
  }

  func closure() throws(LoadingError) -> Closure {
    var result = Closure()
    result.objects.reserveCapacity(order.count)
    for (place, index) in order.enumerated() { result.objects.append(object(index, place)) }
    var reported: Set<ReportedMiss> = []
    for miss in walk.misses where places[Int(miss.requester)] >= 0 {
      let name = walk.loader.catalogue.names[miss.name]
      let key = ReportedMiss(requester: miss.requester, name: miss.name, kind: miss.kind)
      guard reported.insert(key).inserted else { continue }
      result.missing.append(
        Miss(
          name: name, kind: miss.kind, requester: walk.instances[Int(miss.requester)].file.path,
          considered: try walk.explain(miss)))
    }
    if !walk.setting.interpreter.isMusl {
      for index in walk.instances.indices where places[index] >= 0 {
        checkVersions(of: index, &result.versions)
      }
    }
    return result
  }

  private struct ReportedMiss: Hashable {
    var requester: Int32
    var name: NameTable.ID
    var kind: Need.Kind
  }

  private mutating func add(_ index: Int32, requester: Int?) {
    guard places[Int(index)] < 0 else { return }
    places[Int(index)] = Int32(order.count)
    order.append(index)
    requesters.append(requester)
  }

  /// What answered the names that an instance, or what stands for it, asks for.
  private func targets(of index: Int32) -> [Int32] {
    var result = answers(of: index).map(\.instance)
    for other in walk.instances where other.standsFor == index {
      result += walk.answers[other.answers].map(\.instance)
    }
    return result.filter { $0 >= 0 && walk.instances[Int($0)].standsFor == nil }
  }

  private func answers(of index: Int32) -> [Walk.Answer] {
    walk.answers[walk.instances[Int(index)].answers]
      + walk.later.filter { $0.requester == index }.map(\.answer)
  }

  private func object(_ index: Int32, _ place: Int) -> LoadedObject {
    let instance = walk.instances[Int(index)]
    let names = walk.loader.catalogue.names
    let needs = answers(of: index).map { answer in
      Need(
        name: names[answer.name], kind: answer.kind,
        answer: answer.instance < 0
          ? nil
          : Need.Answer(object: Int(places[Int(answer.instance)]), via: answer.via))
    }
    let file = instance.file
    var object = LoadedObject(
      path: file.path, links: file.links, file: file.binary.file ?? Self.nothing,
      via: instance.via, requester: requesters[place], needs: needs,
      variants: instance.better.map(Variant.init))
    object.detours = file.detours
    return object
  }

  /// Only what is ELF is loaded.
  static let nothing = SharedObject(
    Object(
      elfClass: .elf64, byteOrder: .little, machine: Machine(rawValue: 0), osABI: 0,
      type: ObjectType(rawValue: 0)))

  /// Whether the libraries define the versions that an object wants of them (elf/dl-version.c). One without any definitions is an older
  /// build, of which ld.so asks nothing.
  private func checkVersions(of index: Int, _ misses: inout [VersionMiss]) {
    let instance = walk.instances[index]
    guard let dynamic = instance.file.binary.dynamic else { return }
    for wanted in dynamic.versionsNeeded {
      guard let provider = walk.provider(of: wanted.file), provider.binary.definesVersions else {
        continue
      }
      for version in wanted.versions where !provider.binary.definedVersions.contains(version.name) {
        let miss = VersionMiss(
          requester: instance.file.path, library: provider.path, version: version.name,
          isWeak: version.isWeak)
        if !misses.contains(miss) { misses.append(miss) }
      }
    }
  }
}

extension Walk {
  /// The loaded file that has a name.
  fileprivate func provider(of name: [UInt8]) -> LocatedFile? {
    let id = loader.catalogue.names.intern(name)
    return marks.instance(named: id).map { instances[Int($0)].file }
  }
}
