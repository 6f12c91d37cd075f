/// What perl needs that no `use` says.
enum PerlStartup {
  /// What perl itself loads: for the syntax of the language (`%!`, `%+`, `<*>`, methods of file handles, files in memory), for warnings, and for what most
  /// modules do first. Each is small.
  static let modules: [String] = [
    "strict", "warnings", "warnings::register", "Carp", "Carp::Heavy", "Exporter",
    "Exporter::Heavy", "Config", "XSLoader", "DynaLoader", "AutoLoader", "PerlIO",
    "PerlIO::scalar", "Errno", "IO", "IO::File", "IO::Handle", "IO::Seekable", "File::Glob",
    "Tie::Hash::NamedCapture", "re", "attributes", "overload", "overloading", "utf8", "bytes",
    "feature", "mro", "vars", "constant", "parent", "base", "fields", "integer", "locale", "lib",
    "version", "version::regex", "Symbol", "SelectSaver", "UNIVERSAL", "builtin", "subs", "if",
    "Tie::Hash", "Tie::Array", "Tie::Scalar", "Scalar::Util", "List::Util", "experimental",
    "deprecate", "FileHandle",
  ]

  static let files: [String] = [
    "Config_heavy.pl", "Config_git.pl", "utf8_heavy.pl", "unicore/Heavy.pl",
  ]

  /// What the first of these loads when it is used, from C or by a name that it puts together.
  static let hidden: [String: [String]] = [
    "Encode": [
      "Encode::Alias", "Encode::Config", "Encode::Encoding", "Encode::MIME::Name",
      "Encode::Unicode", "Encode::XS", "Encode::Guess", "PerlIO::encoding", "Encode::UTF_EBCDIC",
    ],
    "open": ["PerlIO::encoding", "Encode"],
    "PerlIO": ["PerlIO::encoding"],
    "POSIX": ["Fcntl", "Tie::Hash", "Tie::StdHash"],
    "charnames": ["_charnames"],
    "Pod::Usage": ["Pod::Text", "Pod::Select"],
    "Math::BigInt": ["Math::BigInt::Calc", "Math::BigInt::Lib"],
  ]

  /// Directories of tables that a module reads; paths are relative to a directory of modules.
  static let tables: [String: [String]] = [
    "_charnames": ["unicore/Name.pl", "unicore/Name.pm"],
    "Unicode::UCD": ["unicore"],
    "Unicode::Collate::Locale": ["Unicode/Collate/Locale"],
  ]

  /// Up to Perl 5.30 the tables of character properties are files, read when a pattern or a change of case first needs one.
  static let oldTables = ["unicore/To", "unicore/lib"]
}
