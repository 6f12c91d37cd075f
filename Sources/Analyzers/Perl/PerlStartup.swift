/// What perl needs that no `use` says.
enum PerlStartup {
  /// What perl itself loads without a `use`: for `%!`, `%+`, `<*>`, files in memory, attributes, methods of file handles, `-E` and `-i`, for warnings and errors; and the
  /// small pragmas that nearly every source begins with, for what is embedded and read from elsewhere.
  static let modules: [String] = [
    "Errno", "Tie::Hash::NamedCapture", "File::Glob", "PerlIO", "PerlIO::scalar", "attributes",
    "IO::File", "IO::Handle", "UNIVERSAL", "feature", "strict", "warnings", "warnings::register",
    "Carp", "Exporter", "Config", "XSLoader", "DynaLoader", "utf8", "bytes", "vars", "constant",
    "parent", "base", "lib", "overload", "overloading", "integer", "version", "Symbol",
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
