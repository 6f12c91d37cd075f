/// What Python needs that no import statement says.
enum PythonStartup {
  /// What is imported before the first line of a program runs, what prints an uncaught exception, and what `-m` uses (`Py_Initialize`, `site`, `runpy`).
  static let modules: [String] = [
    "encodings", "encodings.aliases", "encodings.utf_8", "encodings.latin_1", "encodings.ascii",
    "codecs", "io", "abc", "site", "os", "stat", "posixpath", "genericpath", "_collections_abc",
    "_sitebuiltins", "types", "warnings", "importlib", "importlib._bootstrap",
    "importlib._bootstrap_external", "importlib.machinery", "importlib.util", "importlib.abc",
    "zipimport", "runpy", "pkgutil", "traceback", "linecache", "tokenize", "keyword", "heapq",
    "operator", "reprlib", "functools", "collections", "copyreg", "locale", "_bootlocale",
    "_weakrefset", "sitecustomize", "usercustomize", "threading", "weakref", "signal", "contextlib",
  ]

  /// The codecs that programs use without naming them: by a byte order mark, a file system's names, the escapes of the language, text that is not UTF-8.
  static let codecs: [String] = [
    "ascii", "latin_1", "utf_8", "utf_8_sig", "utf_16", "utf_16_le", "utf_16_be", "utf_32",
    "utf_32_le", "utf_32_be", "utf_7", "unicode_escape", "raw_unicode_escape", "charmap",
    "undefined", "punycode", "idna", "hex_codec", "base64_codec", "quopri_codec", "uu_codec",
    "zlib_codec", "bz2_codec", "rot_13", "cp437", "cp1252", "iso8859_1", "iso8859_15",
  ]

  /// Modules that another imports from C, or by a name that it puts together.
  static let hidden: [String: [String]] = [
    "datetime": ["_strptime"],
    "_datetime": ["_strptime"],
    "pickle": ["_compat_pickle", "copyreg"],
    "_pickle": ["_compat_pickle", "copyreg"],
    "xml.etree.ElementTree": ["copy", "xml.etree.ElementPath", "xml.etree.cElementTree"],
    "xml.sax": ["xml.sax.expatreader"],
    "sqlite3": ["sqlite3.dump"],
    "decimal": ["numbers", "collections"],
    "dbm": ["dbm.gnu", "dbm.ndbm", "dbm.dumb", "dbm.sqlite3"],
    "ctypes": ["ctypes._endian"],
    "importlib.resources": ["importlib.readers", "importlib.simple"],
    "zoneinfo": ["zoneinfo._common", "zoneinfo._tzpath", "zoneinfo._zoneinfo"],
    "asyncio": ["asyncio.base_futures", "asyncio.base_tasks"],
    "multiprocessing": [
      "multiprocessing.resource_tracker", "multiprocessing.spawn", "multiprocessing.popen_fork",
      "multiprocessing.popen_spawn_posix", "multiprocessing.popen_forkserver",
    ],
  ]

  /// What `site` imports in a function of its own, where a prompt will be shown.
  static let prompt: Set<[UInt8]> = [Array("readline".utf8), Array("rlcompleter".utf8)]

  /// The module that `time.strptime` and its kin import.
  static let timeParser = "_strptime"
}
