internal import Packages
internal import Planning
internal import Profiles
internal import Roots

/// Files of settings that are taken for litter where nothing reads them: `.env`.
///
/// They hold what a developer's machine needs, secrets too, so lying about is no evidence; but code that says the name reads the file: the application's own
/// (`env_file=".env"`), or a library of its tree that loads such files. `settings-files` in Profiles/conventions.yaml lists the names.
final class SettingsFileAnalyzer: Analyzer {
  let name = "settings-file"
  /// By name, those of the application that were not kept.
  private var waiting: [[UInt8]: [RootPath]] = [:]
  private static let largestCode: UInt64 = 4 << 20
  private static let largestProgram: UInt64 = 256 << 20

  func begin(_ run: Run) throws(PlanningError) {
    for (path, kind) in try run.index.everything()
    where kind == .regular && run.profiles.has(name: path.name, in: .settingsFiles) {
      let isInLitter = path.ancestors.contains { run.isLitter($0, .directory) }
      guard run.isAuthors(path), !run.packages.isOwned(path), !ProgramText.isLibrary(path),
        !isInLitter
      else { continue }
      waiting[Array(path.name), default: []].append(path)
    }
  }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    if waiting.isEmpty { return }
    let isProgram = file.standing == .leading ? try run.isObject(file.path) : false
    guard
      isProgram
        ? file.entry.size <= Self.largestProgram && !run.packages.isOwned(file.path)
        : file.entry.size <= Self.largestCode && ProgramText.isCode(file.path)
    else { return }
    for name in waiting.keys.sortedByBytes() {
      let says = try reading { () throws(RootError) in
        try run.root.withContent(of: file.path) { (text) throws(RootError) in
          Self.says(name, in: text, isProgram: isProgram)
        }
      }
      guard says else { continue }
      let reason = Reason(.configurationFile, .likely, from: file.path, detail: name)
      for path in waiting.removeValue(forKey: name) ?? [] {
        try run.keep(path, because: reason, standing: .passive)
      }
    }
  }

  /// In code a literal must end with the name; strings of a compiled program have no ends that could be relied on.
  private static func says(_ name: [UInt8], in text: RawSpan, isProgram: Bool) -> Bool {
    if isProgram { return stands(name, in: text) }
    var found = false
    CodeLiterals.forEach(in: text) { literal in
      guard !found, literal.range.count >= name.count, literal.range.count <= 255 else { return }
      let literalText = text.bytes(in: literal.range)
      guard literalText.suffix(name.count).elementsEqual(name) else { return }
      found =
        literalText.count == name.count
        || literalText[literalText.count - name.count - 1] == UInt8(ascii: "/")
    }
    return found
  }

  private static func stands(_ name: [UInt8], in text: RawSpan) -> Bool {
    guard let first = name.first, text.byteCount >= name.count else { return false }
    for start in 0...(text.byteCount - name.count) where text.byte(at: start) == first {
      if name.indices.allSatisfy({ text.byte(at: start + $0) == name[$0] }) { return true }
    }
    return false
  }
}
