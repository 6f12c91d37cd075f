import ArgumentParser
import Images
import Roots

/// `--root SOURCE`, shared by every command that reads one root.
struct RootOptions: ParsableArguments {
  @Option(
    name: .customLong("root"),
    help: ArgumentHelp(
      "What to read: a directory, an image or an archive; dir:PATH, tar:FILE, oci:DIR[:TAG], "
        + "oci-archive:FILE[:TAG], docker-archive:FILE[:NAME], or - for standard input.",
      valueName: "source"))
  var source = "/"

  @OptionGroup var images: ImageOptions

  /// Opens what `--root` names.
  func open() throws -> any Root { try openSource().root }

  /// Opens what `--root` names, with what its image says.
  func openSource() throws -> OpenedRoot { try images.open(source) }

  /// Opens a root that another option names.
  static func open(_ source: String) throws -> any Root {
    try ImageReader().open(SourceName(source)).root
  }
}

/// How images and archives are read, whatever names them.
struct ImageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Which of an image's platforms; this machine's by default.", valueName: "os/arch[/variant]"))
  var platform: Platform?

  @Option(
    help: ArgumentHelp(
      "The most that archives and layers may be unpacked to: bytes, or with K, M, G or T.",
      valueName: "size"))
  var maxSize = ByteCount(bytes: ImageReader.defaultMaximumSize)

  func open(_ source: String) throws -> OpenedRoot {
    try ImageReader(platform: platform, maximumSize: maxSize.bytes).open(SourceName(source))
  }
}

/// A number of bytes as people write it.
struct ByteCount: ExpressibleByArgument {
  var bytes: UInt64

  init(bytes: UInt64) { self.bytes = bytes }

  init?(argument: String) {
    let units: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]
    var digits = argument[...]
    var shift = 0
    if let last = digits.last, let unit = units[Character(last.uppercased())] {
      shift = unit
      digits.removeLast()
    }
    guard let number = UInt64(digits), number <= UInt64.max >> shift else { return nil }
    bytes = number << shift
  }

  var defaultValueDescription: String {
    bytes.isMultiple(of: 1 << 30) ? "\(bytes >> 30)G" : "\(bytes)"
  }
}
