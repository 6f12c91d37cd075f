internal import Packages
internal import Planning
internal import Roots

/// Fonts: whoever links fontconfig draws text with what /usr/share/fonts has.
///
/// fonts.conf(5) names directories and preferences, and a program asks for families by name. A small collection stays whole. Of a large one the regular faces
/// stay first (a family without its bold is drawn bold from it), then whatever the configuration names. A package of fonts that people asked for by name
/// has its regular faces beyond that: who installs one for Chinese, Japanese and Korean, which no small one has, draws them.
final class FontAnalyzer: Analyzer {
  let name = "font"
  private var cause: RootPath?
  private var done = false
  private static let places: [RootPath] = ["/usr/share/fonts", "/usr/local/share/fonts"]
  /// A collection up to this size stays whole.
  private static let smallCollection: UInt64 = 8 << 20
  /// What regular faces may take beyond it.
  private static let regularFaces: UInt64 = 16 << 20
  /// And those of packages that people asked for by name.
  private static let requestedFaces: UInt64 = 64 << 20

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    if cause == nil, file.path.name.starts(with: "libfontconfig.so".utf8) { cause = file.path }
  }

  func settle(_ run: Run) throws(PlanningError) {
    guard let cause, !done else { return }
    done = true
    var fonts: [(path: RootPath, size: UInt64)] = []
    for (path, kind) in try run.index.everything()
    where kind == .regular && Self.places.contains(where: { path.isWithin($0) }) {
      let size = try reading { () throws(RootError) in try run.root.entry(at: path)?.size ?? 0 }
      if !run.isLeftOut(path) { fonts.append((path, size)) }
    }
    let total = fonts.reduce(0) { $0 + $1.size }
    let reason = Reason(.font, .likely, from: cause)
    var budget = total <= Self.smallCollection ? total : Self.regularFaces
    var requestedBudget = Self.requestedFaces
    let asked = total <= Self.smallCollection ? [] : Set(run.packages.requested)
    for font in fonts {
      if !asked.isEmpty, Self.isRegular(font.path), font.size <= requestedBudget,
        let owner = run.packages.owner(of: font.path), asked.contains(owner)
      {
        requestedBudget -= font.size
        try run.keep(font.path, because: reason, standing: .passive)
        continue
      }
      let isWanted =
        total <= Self.smallCollection || run.isNamedByConfiguration(font.path)
        || (Self.isRegular(font.path) && font.size <= budget)
      guard isWanted else { continue }
      budget -= min(budget, font.size)
      try run.keep(font.path, because: reason, standing: .passive)
    }
    try FontCaches.keep(for: Self.places, because: reason, run)
  }

  /// Whether a face is neither bold nor slanted nor narrow, by its file's name.
  private static func isRegular(_ path: RootPath) -> Bool {
    let name = String(decoding: path.name, as: UTF8.self).lowercased()
    return ![
      "bold", "italic", "oblique", "condensed", "narrow", "light", "black", "thin", "-bd", "-it",
    ]
    .contains { name.contains($0) }
  }
}

extension Reason.Rule {
  /// A font, for whoever draws text.
  static let font = Reason.Rule(rawValue: "font")
}
