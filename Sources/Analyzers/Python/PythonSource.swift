/// What a Python source says that can lead to other modules, as a value.
struct PythonSource {
  var imports: [Import] = []
  /// Strings that could name a module, a codec, a plug-in group or a library: short, without white space. Documentation strings are left out.
  var literals: Set<[UInt8]> = []
  /// The fixed parts of names that calls of `import_module` and `__import__` put together, at the start of such a name: `app.backends.`,
  /// `.drivers`, or `.` alone.
  var computed: Set<[UInt8]> = []
  /// The ends of such names whose beginning is put in: `.base` of `"%s.base"`.
  var templates: Set<[UInt8]> = []
  /// Whether a name that is put together elsewhere is imported: one of a table, or of an argument.
  var importsNames = false
  /// Dotted names that begin with something imported: `scipy.stats.norm` after `import scipy`.
  var uses: Set<[UInt8]> = []
  /// Whether it hands its own file to a function with `stub` in its name: the stub beside it (`x.pyi`) says then what is imported when it is used.
  var readsStub = false
  /// Names of libraries that are searched: `find_library("magic")`.
  var searchedLibraries: Set<[UInt8]> = []
  /// Whether `ctypes.util.find_library` is called at all.
  var findsLibraries = false
  /// Words that stand where a program's name does: first in a list, or in a call that starts one.
  var programs: Set<[UInt8]> = []
  /// `literals` and `uses` by bytes, for who goes through them: put in order where a source is read, which is on another processor.
  private(set) var orderedLiterals: [[UInt8]] = []
  private(set) var orderedUses: [[UInt8]] = []
  /// Whether `strptime` is called, which a module written in C imports when it is.
  var parsesTimes = false

  /// One import statement, or a call that does the same.
  struct Import {
    /// How many dots stand before the module.
    var level = 0
    /// Dotted; empty in `from . import x`.
    var module: [UInt8]
    /// What `from ... import` asks for; `*` for everything.
    var names: [[UInt8]] = []
    var place: Place = []
    /// The `try` whose body it stands in, and the one whose handler for a failed import it stands in.
    var attempt: Int?
    var fallback: Int?
  }

  /// Where an import stands.
  struct Place: OptionSet {
    let rawValue: UInt8
    /// In a function: it happens when that is called, if ever.
    static let function = Place(rawValue: 1)
    /// Under `if __name__ == "__main__":`.
    static let main = Place(rawValue: 2)
    /// In a function that is there to try the module out by hand: `_test`, `main`.
    static let trial = Place(rawValue: 4)
    /// In the module's own `__getattr__` (PEP 562): when somebody uses the attribute.
    static let attribute = Place(rawValue: 8)
  }

  /// Says that all of it was read.
  mutating func putInOrder() {
    orderedLiterals = literals.sortedByBytes()
    orderedUses = uses.sortedByBytes()
  }

  /// The version that runs it, which decides between branches.
  struct Version: Hashable {
    var major: Int
    var minor: Int
  }
}
