import Loading
import LoadingTesting
import Roots
import RootsTesting

/// The strings of Debian's loader: its default directories, its levels, its version.
let debianLoader =
  #"elf soname=ld-linux-x86-64.so.2 provides=GLIBC_2.3 \x00/lib/x86_64-linux-gnu/\x00/usr/lib/x86_64-linux-gnu/\x00/lib/\x00/usr/lib/\x00"#
  + #"x86-64-v4:x86-64-v3:x86-64-v2\x00ld.so\s(Debian\sGLIBC\s2.36-9)\sstable\srelease\sversion\s2.36.\x00"#

let muslLoader = "elf soname=libc.musl-x86_64.so.1"

/// The root that `lines` describe, with a glibc loader at /lib64/ld-linux-x86-64.so.2.
func glibcRoot(_ lines: String, loader: String = debianLoader) -> MemoryRoot {
  MemoryRoot("/lib64/ld-linux-x86-64.so.2 755 : \(loader)\n" + lines)
}

/// The root that `lines` describe, with musl's loader.
func muslRoot(_ lines: String) -> MemoryRoot {
  MemoryRoot("/lib/ld-musl-x86_64.so.1 755 : \(muslLoader)\n" + lines)
}

extension Loader {
  /// Reads described objects.
  convenience init(
    described root: MemoryRoot, libraryPath: String? = nil, preload: String? = nil,
    workingDirectory: RootPath = .root
  ) {
    self.init(
      root: root,
      environment: LoaderEnvironment(
        libraryPath: libraryPath.map { Array($0.utf8) }, preload: preload.map { Array($0.utf8) },
        workingDirectory: workingDirectory),
      reader: DescribedObjects())
  }
}

extension Closure {
  /// The paths of what is loaded, in order.
  var paths: [String] { objects.map { "\($0.path)" } }

  /// What is loaded but for the program and the interpreter, and how.
  var libraries: [String] {
    objects.dropFirst().filter { !$0.path.name.starts(with: "ld-".utf8) }
      .map { "\($0.path) \($0.via.rawValue)" }
  }

  /// The names that are missing.
  var missingNames: [String] { missing.map { printable($0.name) } }
}

extension Miss {
  /// As lines, stage and outcome parted by a colon.
  var lines: [String] { considered.map { "\($0.stage): \($0.outcome)" } }
}

/// An application with the usual interpreter and these words.
func app(_ words: String, at path: String = "/usr/bin/app") -> String {
  "\(path) 755 : elf interp=/lib64/ld-linux-x86-64.so.2 \(words)\n"
}

/// The same of glibc 2.41.
let newDebianLoader = debianLoader.replacing(#"version\s2.36."#, with: #"version\s2.41."#)
