/// What a compiled module of Erlang or Elixir (a BEAM file) says of others.
struct BeamFile {
  /// The modules whose functions it calls by name (`ImpT`).
  var imports: Set<[UInt8]> = []
  /// The atoms that it knows, those in its literals too: names of modules that it gives to others to call (`apply`, specifications of
  /// children, callbacks), and of applications that it starts.
  var atoms: Set<[UInt8]> = []

  /// Strings in the literals of a module that starts programs: command lines and names of programs among others.
  var strings: Set<[UInt8]> = []

  /// Which parts of a file are read.
  enum Depth {
    case imports
    case atoms
  }
}
