internal import Loading
internal import Packages
internal import Profiles
public import Roots

extension Run {
  /// Keeps a directory with everything below it.
  ///
  /// - Parameters:
  ///   - standing: of its text files; objects and scripts get it too unless `offersCode`.
  ///   - offersCode: whether objects and scripts are only offered, since their closures may be large.
  ///   - leaveOut: answers whether a path below, and all below that, is left out.
  public func keepTree(
    _ directory: RootPath, because reason: Reason, standing: KeptFile.Standing = .supporting,
    offersCode: Bool = false, leaveOut: (RootPath, Entry.Kind) -> Bool = { _, _ in false }
  ) throws(PlanningError) {
    guard try keep(directory, because: reason, standing: .passive).path != nil else { return }
    var pending = [(directory: directory, isElsewhere: false)]
    var visited: Set<RootPath> = [directory]
    while let next = pending.popLast() {
      let children = try reading { () throws(RootError) in
        try root.children(of: next.directory) ?? []
      }
      for child in children.reversed() {
        let path = next.directory.appending(child.name)
        if isLeftOut(path) || claims.contains(path) || leaveOut(path, child.kind) { continue }
        switch child.kind {
        case .directory:
          try keep(path, because: reason, standing: .passive)
          // What else a package has is not for this tree.
          if next.isElsewhere, try size(of: path, limit: Self.largestPart) > Self.largestPart {
            continue
          }
          pending.append((path, next.isElsewhere))
        case .symlink:
          let resolution = try? root.resolve(path)
          if offersCode, let real = resolution?.path, resolution?.entry?.isRegular == true,
            try isCode(real)
          {
            try offer(real, because: reason, links: [path] + (resolution?.links ?? []))
          } else {
            try keepLink(path, because: reason)
            try keep(path, because: reason, standing: standing)
            // A part of the tree that lies elsewhere.
            if let real = resolution?.path, resolution?.entry?.isDirectory == true,
              isPrivate(real), !directory.isWithin(real), visited.insert(real).inserted
            {
              pending.append((real, packages.owner(of: real) != nil))
            }
          }
        case .regular:
          if offersCode, try isCode(path) {
            try offer(path, because: reason)
          } else {
            try keep(path, because: reason, standing: standing)
          }
        default:
          try keep(path, because: reason, standing: .passive)
        }
      }
    }
  }

  /// How large a directory may be below one of another package that a link of a tree leads to.
  private static let largestPart: UInt64 = 24 << 20

  /// Whether two files are one program under two names: links to one another, or copies.
  public func hasSameContent(_ left: RootPath, _ right: RootPath) throws(PlanningError) -> Bool {
    let files = try reading { () throws(RootError) in
      (try root.resolve(left), try root.resolve(right))
    }
    guard let first = files.0.entry, let second = files.1.entry, first.isRegular, second.isRegular
    else { return false }
    if first.identity == second.identity { return true }
    guard first.size == second.size, first.size <= 64 << 20 else { return false }
    let pair: Set = [first.identity, second.identity]
    if let known = sameContents[pair] { return known }
    // Objects differ in their first kilobytes: headers and build identifier.
    let isSame = try reading { () throws(RootError) in
      let isAlike =
        try root.prefix(of: files.0.path, limit: 4096)
        == root.prefix(of: files.1.path, limit: 4096)
      if !isAlike { return false }
      return try root.bytes(of: files.0.path) == root.bytes(of: files.1.path)
    }
    sameContents[pair] = isSame
    return isSame
  }

  /// The bytes of the data below a directory, counted up to `limit`: regular files that are neither programs nor shared objects.
  public func size(
    of directory: RootPath, limit: UInt64 = .max
  ) throws(PlanningError) -> UInt64 {
    var total: UInt64 = 0
    var pending = [directory]
    while let next = pending.popLast(), total <= limit {
      let children = try reading { () throws(RootError) in try root.children(of: next) ?? [] }
      for child in children {
        let path = next.appending(child.name)
        if isLeftOut(path) || claims.contains(path) { continue }
        if child.kind == .directory {
          pending.append(path)
        } else if child.kind == .regular {
          let entry = try reading { () throws(RootError) in try root.entry(at: path) }
          if let entry, !entry.isExecutable, !child.name.namesSharedObject { total += entry.size }
        }
      }
    }
    return total
  }

  /// The program of that name on PATH that an application may start: those that administer a machine it does not need in a container, and
  /// a name with a slash is a path and not searched.
  public func startableProgram(
    named name: some Collection<UInt8>
  ) throws(PlanningError) -> RootPath? {
    guard !name.contains(UInt8(ascii: "/")), try !isAdministration(name) else { return nil }
    return try program(named: name)
  }

  /// Whether a command administers a machine, which nobody does in a container; who asked for its package by name means it all the same.
  public func isAdministration(
    _ name: some Collection<UInt8>
  ) throws(PlanningError) -> Bool {
    guard profiles.has(name: name, in: .administrationCommands) else { return false }
    guard let path = try program(named: name) else { return true }
    let real = try reading { () throws(RootError) in try root.resolve(path).path }
    return packages.owner(of: real)?.isRequested != true
  }

  /// Where a program of that name is in the request's PATH, as asked for (links not followed); nil where it is in none of them.
  public func program(named name: some Collection<UInt8>) throws(PlanningError) -> RootPath? {
    let name = BytesKey(Array(name))
    if let known = programs[name] { return known }
    var program: RootPath?
    for directory in request.searchPath where program == nil {
      let path = RootPath(directory.bytes + [UInt8(ascii: "/")] + name.bytes)
      let entry = try reading { () throws(RootError) in try root.resolve(path).entry }
      if let entry, entry.isExecutable { program = path }
    }
    programs[name] = .some(program)
    return program
  }
}
