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
    profiles.has(path, in: .documentation)
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
}
