internal import Planning
internal import Profiles
internal import Roots

/// Programs that open a session for somebody and are told by scripts what runs in it (`su web -s /bin/sh -c "start"`): nobody types there.
final class GivenSessions {
  private let shell: ShellReader
  private var waiting: [(match: ProfileMatch, path: RootPath)] = []

  init(shell: ShellReader) { self.shell = shell }

  /// Whether nothing but scripts starts a program, and each time with a command; then what it would need for people waits.
  func holdBack(_ match: ProfileMatch, of file: KeptFile) -> Bool {
    guard isOnlyGiven(file) else { return false }
    waiting.append((match, file.path))
    return true
  }

  /// What waited, of programs that something else starts by now.
  func forPeople(_ run: Run) -> [(match: ProfileMatch, path: RootPath)] {
    let ready = waiting.filter { item in
      run.keptFile(at: item.path).map { !isOnlyGiven($0) } ?? false
    }
    waiting.removeAll { item in
      ready.contains { $0.path == item.path && $0.match.profile == item.match.profile }
    }
    return ready
  }

  private func isOnlyGiven(_ file: KeptFile) -> Bool {
    guard file.reasons.allSatisfy({ $0.rule == .shellCommand }) else { return false }
    let names = file.names + [file.path]
    let calls = shell.calls.filter { call in
      call.words.first.map { word in
        names.contains { $0.name.elementsEqual(RootPath(word).name) }
      } ?? false
    }
    return !calls.isEmpty && calls.allSatisfy { $0.words.contains(where: Self.givesCommand) }
  }

  private static func givesCommand(_ word: [UInt8]) -> Bool {
    word.elementsEqual("-c".utf8) || word.starts(with: "--command".utf8)
      || word.starts(with: "--session-command".utf8)
  }
}
