public import Planning

/// Every analyzer, in the order in which each file is shown to them.
public func allAnalyzers() -> [any Analyzer] {
  let mentions = Mentions()
  let facts = ObjectFacts()
  return [
    CommandLineAnalyzer(),
    ImageConfigurationAnalyzer(),
    LoaderAnalyzer(),
    ScriptAnalyzer(),
    ObjectTextAnalyzer(mentions: mentions, facts: facts),
    ConfigurationAnalyzer(mentions: mentions),
    NameServiceAnalyzer(),
    PackageAnalyzer(),
    UnownedAnalyzer(),
    StateDirectoryAnalyzer(),
  ]
}
