extension Finding.Kind {
  public static let missingLibrary = Self(rawValue: "missing-library")
  public static let missingVersion = Self(rawValue: "missing-version")
  public static let undefinedSymbol = Self(rawValue: "undefined-symbol")
  public static let missingInterpreter = Self(rawValue: "missing-interpreter")
  public static let moduleImport = Self(rawValue: "module-import")
  public static let brokenSymlink = Self(rawValue: "broken-symlink")
  public static let symlinkLoop = Self(rawValue: "symlink-loop")
  public static let wrongArchitecture = Self(rawValue: "wrong-architecture")
  public static let staleCache = Self(rawValue: "stale-cache")
  public static let shadowedLibrary = Self(rawValue: "shadowed-library")
  public static let unusedDependency = Self(rawValue: "unused-dependency")
  public static let malformedELF = Self(rawValue: "malformed-elf")
  public static let unreadable = Self(rawValue: "unreadable")
  public static let insecureRpath = Self(rawValue: "insecure-rpath")
  public static let textRelocations = Self(rawValue: "text-relocations")
  public static let executableStack = Self(rawValue: "executable-stack")
  public static let writableCode = Self(rawValue: "writable-code")
  public static let notPIE = Self(rawValue: "no-pie")
  public static let noRELRO = Self(rawValue: "no-relro")
  public static let noBindNow = Self(rawValue: "no-bind-now")
  public static let noStackProtector = Self(rawValue: "no-stack-protector")
  public static let noFortify = Self(rawValue: "no-fortify")
  public static let setUserID = Self(rawValue: "setuid")
  public static let setGroupID = Self(rawValue: "setgid")
  public static let packageFileMissing = Self(rawValue: "package-file-missing")
  public static let packageFileChanged = Self(rawValue: "package-file-changed")
  public static let capabilities = Self(rawValue: "capabilities")

  /// Every kind with what it means, in the order in which they are shown.
  public static let all: [(kind: Finding.Kind, summary: String)] = [
    (missingLibrary, "A needed library is nowhere in the loader's search."),
    (missingVersion, "A library lacks a version that another object needs of it."),
    (undefinedSymbol, "No library in scope defines a symbol that is looked up."),
    (missingInterpreter, "The program or script names an interpreter that is not there."),
    (moduleImport, "A module of a language cannot be imported: its native part lacks a library."),
    (brokenSymlink, "A symbolic link leads nowhere."),
    (symlinkLoop, "A symbolic link leads to itself."),
    (wrongArchitecture, "An object is of a machine that nothing else here is of."),
    (staleCache, "The loader's cache lists what is not there, or lacks what is."),
    (shadowedLibrary, "Another library with the same name is found first."),
    (unusedDependency, "A needed library defines nothing that is looked up."),
    (malformedELF, "A file begins as ELF and contradicts itself."),
    (unreadable, "A file or directory cannot be read."),
    (packageFileMissing, "A file that a package brought is not there."),
    (packageFileChanged, "A file is not as its package brought it."),
    (insecureRpath, "A library search path lets others choose what is loaded."),
    (textRelocations, "Code is written to when it is loaded."),
    (executableStack, "The stack of every process that loads this is executable."),
    (writableCode, "A segment is both writable and executable."),
    (notPIE, "The program is at a fixed address."),
    (noRELRO, "Nothing is made read-only after relocation."),
    (noBindNow, "Functions are bound when first called, so the table of them stays writable."),
    (noStackProtector, "No function checks for an overwritten stack."),
    (noFortify, "Calls that can overflow are not checked."),
    (setUserID, "The program runs as its owner."),
    (setGroupID, "The program runs as its group."),
    (capabilities, "The program gains capabilities."),
  ]
}
