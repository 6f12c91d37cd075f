public import Planning
internal import Work

/// Every analyzer, in the order in which each file is shown to them.
public func allAnalyzers() -> [any Analyzer] {
  let pool = WorkPool()
  return allAnalyzers(texts: ObjectTexts(pool: pool), pool: pool)
}

/// - Parameters:
///   - texts: what knows how often objects were scanned.
///   - pool: the processors that are to spare.
func allAnalyzers(texts: ObjectTexts, pool: WorkPool) -> [any Analyzer] {
  let mentions = Mentions()
  let facts = ObjectFacts()
  let shell = ShellReader(mentions: mentions)
  let requested = RequestedPrograms()
  return [
    // First, since what profiles say nobody needs must be known before trees are kept.
    ProfileAnalyzer(mentions: mentions, facts: facts, shell: shell),
    // Before anything keeps a tree: what lies in the directories of modules comes by imports.
    PythonAnalyzer(facts: facts, mentions: mentions, texts: texts, shell: shell, pool: pool),
    PerlAnalyzer(texts: texts, shell: shell, mentions: mentions, pool: pool),
    RubyAnalyzer(shell: shell, mentions: mentions, pool: pool),
    TclAnalyzer(),
    PHPAnalyzer(),
    ErlangAnalyzer(shell: shell, pool: pool),
    GuileAnalyzer(shell: shell),
    // Likewise: it says which packages nothing but development uses.
    NodeAnalyzer(),
    KeepAnalyzer(),
    CommandLineAnalyzer(shell: shell),
    TypedCommandAnalyzer(requested: requested),
    ImageConfigurationAnalyzer(),
    LoaderAnalyzer(),
    ScriptAnalyzer(reader: shell, mentions: mentions),
    ObjectTextAnalyzer(mentions: mentions, facts: facts, texts: texts, requested: requested),
    PackedTextAnalyzer(mentions: mentions, facts: facts, texts: texts),
    ChangedConfigurationAnalyzer(),
    ConfigurationAnalyzer(mentions: mentions, shell: shell),
    AwkAnalyzer(shell: shell),
    CodeCommandAnalyzer(mentions: mentions, shell: shell, requested: requested),
    LibraryCommandAnalyzer(requested: requested),
    TypelibAnalyzer(),
    JavaAnalyzer(mentions: mentions, pool: pool),
    ManagedAssemblyAnalyzer(mentions: mentions),
    NameServiceAnalyzer(),
    LoginAnalyzer(facts: facts),
    FontAnalyzer(),
    PAMAnalyzer(texts: texts),
    LocaleAnalyzer(facts: facts, texts: texts),
    TimeZoneAnalyzer(),
    GconvAnalyzer(facts: facts, texts: texts),
    PackageAnalyzer(requested: requested, texts: texts),
    UnownedAnalyzer(),
    SettingsFileAnalyzer(),
    SelfExtractingAnalyzer(mentions: mentions),
    // When everybody else has settled: it looks at what waits.
    PluginSelectionAnalyzer(texts: texts),
    // Likewise: it looks at what nothing has been kept of.
    DataPackageAnalyzer(),
    UnlinkedLibraryAnalyzer(),
    XMLCatalogAnalyzer(),
    StateDirectoryAnalyzer(),
    GeneratedFileAnalyzer(),
    GeneratedLinkAnalyzer(),
    DebugFileAnalyzer(),
    LoaderCacheAnalyzer(),
    // Last: it looks at what everything else kept.
    PackageMetadataAnalyzer(),
  ]
}
