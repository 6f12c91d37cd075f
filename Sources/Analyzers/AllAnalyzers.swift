public import Planning
internal import Profiles

/// Every analyzer, in the order in which each file is shown to them.
///
/// - Throws: where a built-in profile cannot be read, which is a defect of this program.
public func allAnalyzers() throws(PlanningError) -> [any Analyzer] {
  let library: ProfileLibrary
  do { library = try ProfileLibrary() } catch { throw .input("\(error)") }
  let mentions = Mentions()
  let facts = ObjectFacts()
  return [
    CommandLineAnalyzer(),
    ImageConfigurationAnalyzer(),
    LoaderAnalyzer(),
    ProfileAnalyzer(library: library, mentions: mentions, facts: facts),
    ScriptAnalyzer(),
    ObjectTextAnalyzer(mentions: mentions, facts: facts),
    ConfigurationAnalyzer(mentions: mentions),
    NameServiceAnalyzer(),
    PAMAnalyzer(),
    LocaleAnalyzer(),
    TimeZoneAnalyzer(),
    GconvAnalyzer(facts: facts),
    PackageAnalyzer(),
    UnownedAnalyzer(),
    StateDirectoryAnalyzer(),
  ]
}
