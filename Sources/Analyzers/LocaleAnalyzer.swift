internal import ELF
internal import Loading
internal import Packages
internal import Planning
internal import Roots
internal import Scanning

/// Locales: those that the environment names, and C.UTF-8 where anything that is kept can set a locale.
///
/// setlocale(3) reads `LC_ALL`, `LC_*` and `LANG`, looks into /usr/lib/locale/locale-archive and then for a directory; gettext(3) reads `LANGUAGE` too and looks for
/// /usr/share/locale/LANG/LC_MESSAGES/DOMAIN.mo. Translations are kept for the languages named, of the packages whose programs and libraries are kept.
final class LocaleAnalyzer: Analyzer {
  let name = "locale"
  private let facts: ObjectFacts
  private let texts: ObjectTexts
  private var languages: [[UInt8]] = []
  private var libc: RootPath?
  /// Whether anything that is kept can set a locale, and C.UTF-8 is kept for it.
  private var setsLocale = false
  private var hasDefault = false
  private var translated = 0

  init(facts: ObjectFacts, texts: ObjectTexts) {
    self.facts = facts
    self.texts = texts
  }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    if !setsLocale { setsLocale = try canSetLocale(file, run) }
    guard libc == nil, file.path.name.starts(with: "libc.so.".utf8) else { return }
    libc = file.path
    let reason = Reason(.locale, .likely, from: file.path)
    let named = Self.locales(of: run.request)
    guard !named.isEmpty else { return }
    for locale in named {
      languages += Self.languages(of: locale)
      let detail = Reason(.locale, .likely, from: file.path, detail: locale)
      for directory in Self.directories(of: locale) {
        let path = RootPath("/usr/lib/locale").appending(directory)
        if case .kept = try run.keep(path, because: detail, standing: .passive) {
          try run.keepTree(path, because: detail, standing: .passive)
        }
      }
      try run.keep("/usr/lib/locale/locale-archive", because: detail, standing: .passive)
    }
    try run.keep(
      "/usr/share/locale/locale.alias", because: reason, standing: .passive)
  }

  /// Whether an object calls setlocale(3) or newlocale(3), without which the C library knows no locale but C. A static program has that inside, if it
  /// says where locales are.
  private func canSetLocale(_ file: KeptFile, _ run: Run) throws(PlanningError) -> Bool {
    guard let object = try? run.loader.object(at: file.path) else { return false }
    if object.isProgram, object.interpreter == nil {
      return try texts.scan(file.path, object, run).paths.contains(Self.place)
    }
    return try facts.imports(of: file.path, object, run).contains(where: Self.setters.contains)
  }

  private static let place = Array("/usr/lib/locale".utf8)
  private static let setters = Set(
    ["setlocale", "newlocale", "__newlocale"].map { Array($0.utf8) })

  /// What nearly all images name that name a locale, and what programs set by themselves: it comes with the C library.
  private func keepDefault(_ run: Run) throws(PlanningError) {
    guard let libc, setsLocale, !hasDefault else { return }
    hasDefault = true
    let reason = Reason(.locale, .likely, from: libc)
    for name in ["C.utf8", "C.UTF-8"] {
      let path = RootPath("/usr/lib/locale").appending(name)
      if case .kept = try run.keep(path, because: reason, standing: .passive) {
        try run.keepTree(path, because: reason, standing: .passive)
      }
    }
  }

  func settle(_ run: Run) throws(PlanningError) {
    try keepDefault(run)
    guard !languages.isEmpty, run.keptPaths.count != translated else { return }
    let owners = run.keptPackages { $0.standing > .passive }
    for language in languages {
      let directory = RootPath("/usr/share/locale").appending(language).appending("LC_MESSAGES")
      let children = try reading { () throws(RootError) in
        try run.root.children(of: directory) ?? []
      }
      for child in children {
        let path = directory.appending(child.name)
        guard let owner = run.packages.owner(of: path), owners.contains(owner) else { continue }
        try run.keep(path, because: Reason(.locale, .likely, detail: language), standing: .passive)
      }
    }
    translated = run.keptPaths.count
  }

  /// What the environment names, without C and POSIX.
  static func locales(of request: Request) -> [[UInt8]] {
    var result: [[UInt8]] = []
    for variable in request.environment {
      guard let equals = variable.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = variable[..<equals]
      guard
        name.elementsEqual("LANG".utf8) || name.starts(with: "LC_".utf8)
          || name.elementsEqual("LANGUAGE".utf8)
      else { continue }
      for part in variable[(equals + 1)...].split(separator: UInt8(ascii: ":")) {
        let locale = Array(part)
        if locale.starts(with: "C.".utf8) || locale == [UInt8(ascii: "C")]
          || locale.elementsEqual("POSIX".utf8) || result.contains(locale)
        {
          continue
        }
        result.append(locale)
      }
    }
    return result
  }

  /// `de_DE.UTF-8` is stored as `de_DE.utf8`.
  private static func directories(of locale: [UInt8]) -> [[UInt8]] {
    var result = [locale]
    if let dot = locale.firstIndex(of: UInt8(ascii: ".")) {
      let charset = locale[(dot + 1)...].filter { $0 != UInt8(ascii: "-") }.map {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0
      }
      result.append(locale[...dot] + charset)
      result.append(Array(locale[..<dot]))
    }
    return result
  }

  /// `de_DE.UTF-8@euro` gives `de_DE` and `de`.
  private static func languages(of locale: [UInt8]) -> [[UInt8]] {
    let territory = locale.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "@") }
    let language = territory.prefix { $0 != UInt8(ascii: "_") }
    return territory.count == language.count
      ? [Array(language)] : [Array(territory), Array(language)]
  }
}

extension Reason.Rule {
  /// The environment names the locale.
  static let locale = Reason.Rule(rawValue: "locale")
}
