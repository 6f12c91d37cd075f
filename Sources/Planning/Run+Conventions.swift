internal import Packages
internal import Profiles
public import Roots

extension Run {
  /// Whether a directory belongs to one thing: mentioning `/usr/share` must not bring its content, mentioning a directory of one's own may.
  public func isPrivate(_ directory: RootPath) -> Bool {
    !directory.isRoot && !profiles.has(directory, in: .sharedDirectories)
  }

  /// Whether a file names half the system without using it: kept when something asks for it, never read for names.
  public func isPassive(_ path: RootPath) -> Bool {
    profiles.has(path, in: .passive) || isDocumentation(path)
  }

  /// Whether a package brings a file for people, compilers or other systems than the program's own running.
  public func isDocumentation(_ path: RootPath) -> Bool {
    profiles.has(path, in: .documentation) || isHook(path)
  }

  /// Whether a file is for another program, which nothing shows to run.
  private func isHook(_ path: RootPath) -> Bool {
    guard profiles.has(path, in: .hooks) else { return false }
    return readHooks.isEmpty || !path.ancestors.contains(where: readHooks.contains)
  }

  /// Changes where `isDocumentation` and `isLeftOut` may.
  public var conventionsRevision: Int { profiles.revision + readHooks.count }

  /// Says that the application reads what other packages have in a directory for it: a scheduler its jobs, a shell its functions. Answers whether that was
  /// not known.
  @discardableResult
  public func readHooks(in directory: RootPath) -> Bool {
    holdsHooks(directory) && readHooks.insert(directory).inserted
  }

  /// Whether a directory is one in which packages have something for another program.
  public func holdsHooks(_ directory: RootPath) -> Bool {
    profiles.has(directory.appending(Array("x".utf8)), in: .hooks)
  }

  /// Whether a file is for another program, which nothing shows to run so far.
  public func isUnreadHook(_ path: RootPath) -> Bool { isHook(path) }

  /// Whether a program of the package that owns a file is kept.
  public func hasKeptProgram(besides path: RootPath) -> Bool {
    guard let owner = packages.owner(of: path) else { return false }
    return packages.files(of: owner).contains { file in
      ["bin", "sbin"].contains { file.parent.name.elementsEqual($0.utf8) } && isKept(file)
    }
  }

  /// Whether the application reads a directory of hooks that `path` lies in.
  public func isReadHook(_ path: RootPath) -> Bool {
    !readHooks.isEmpty && path.ancestors.contains(where: readHooks.contains)
  }

  /// Whether a mention of a path says nothing, since it stands in too many files.
  public func ignoresMention(of path: RootPath) -> Bool {
    profiles.has(path, in: .ignoreMentions)
  }

  /// Whether a file lies in a directory such as `sites-available` beside a `sites-enabled`: what counts of it is linked from there, and
  /// is kept by its link.
  public func isSwitchedOff(_ path: RootPath) -> Bool {
    let ending = Array("-available".utf8)
    for directory in path.ancestors where directory.name.suffix(ending.count).elementsEqual(ending)
    {
      let enabled = Array(directory.name.dropLast(ending.count)) + Array("-enabled".utf8)
      // What cannot be read is not there.
      if (try? root.resolve(directory.parent.appending(enabled)).entry)?.isDirectory == true {
        return true
      }
    }
    return false
  }

  /// Whether what no package owns at a path is the author's: the application, its configuration, its certificates, its pages.
  public func isAuthors(_ path: RootPath) -> Bool {
    !profiles.has(path, in: .generated)
      && (!profiles.has(path, in: .distributionPlaces) || profiles.has(path, in: .authorPlaces))
  }

  /// Whether a name in an application's own tree is of version control, a tool's cache or a secret: nothing reads it. What a tool keeps for itself is
  /// what the tool reads, where that is what runs: `.hg` for hg.
  public func isLitter(_ path: RootPath, _ kind: Entry.Kind) -> Bool {
    let key: ConventionKey = kind == .directory ? .litterDirectories : .litterFiles
    guard profiles.has(name: path.name, in: key) else { return false }
    if kind == .directory, profiles.has(name: path.name, in: .homeCaches), isHome(path.parent) {
      return false
    }
    return kind != .directory || !isStarted(path.name.dropFirst())
  }

  /// Whether a word of the command lines is the name of a program, a line for a shell taken by its words.
  private func isStarted(_ name: ArraySlice<UInt8>) -> Bool {
    request.commands.contains { command in
      command.words.contains { word in
        word.split(separator: UInt8(ascii: " ")).contains { RootPath($0).name.elementsEqual(name) }
      }
    }
  }

  /// Whether a path of the distribution is in a directory of modules that imports bring one by one: `python3.11`, `perl5`, `node_modules`.
  ///
  /// What a program with an interpreter of its own keeps in a directory that has the name of a language (`/usr/lib/x/scripts/ruby`) is its data: the
  /// languages' own lie directly below those for libraries and data.
  public func isModule(_ path: RootPath) -> Bool {
    guard path.isWithin("/usr") else { return false }
    var isShared = true
    for component in path.components {
      let version = component.reversed().prefix {
        $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      }
      let name = component.dropLast(version.count)
      if profiles.has(name: name, in: .moduleDirectories) { return true }
      if isShared, profiles.has(name: name, in: .languageDirectories) { return true }
      isShared = isShared && Self.isShared(component)
    }
    return false
  }

  /// Whether what lies in a directory of this name is of nobody in particular: `lib`, `x86_64-linux-gnu`.
  private static func isShared(_ name: ArraySlice<UInt8>) -> Bool {
    sharedNames.contains(name)
      || name.contains(UInt8(ascii: "-")) && name.suffix(4).elementsEqual("-gnu".utf8)
      || name.suffix(5).elementsEqual("-musl".utf8)
  }

  private static let sharedNames = Set(
    ["usr", "local", "bin", "sbin", "lib", "lib64", "lib32", "libexec", "share"].map {
      ArraySlice($0.utf8)
    })
}
