/// What a Perl source says that can lead to other files, as a value.
struct PerlSource {
  var imports: [Import] = []
  /// Files that `require` and `do` name by path.
  var files: Set<[UInt8]> = []
  /// Directories of `use lib`, as they are written.
  var directories: Set<[UInt8]> = []
  /// Names of modules with `::` in them that stand as strings or list words.
  var names: Set<[UInt8]> = []
  /// The same as barewords: `Plack::Request->new`.
  var uses: Set<[UInt8]> = []
  /// The fixed beginning of names that are put together: `DBD::`.
  var prefixes: Set<[UInt8]> = []
  /// Strings of one short word: charsets, zones, locales.
  var words: Set<[UInt8]> = []
  /// What stands in backticks, and command lines that are piped to or from.
  var commands: Set<[UInt8]> = []
  /// Layers of open and binmode that may be modules: `encoding`.
  var layers: Set<[UInt8]> = []
  /// Whether it loads what it has put together: `require $class`.
  var computes = false
  /// `\N{...}`, which loads the names of all characters.
  var namesCharacters = false

  struct Import {
    var module: [UInt8]
    /// `use`: it happens while the file is compiled, and nothing catches its failure.
    var isFirm: Bool
  }
}
