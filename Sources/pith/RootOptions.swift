import ArgumentParser
import Glibc
import Images
import Roots

/// `--root SOURCE`, shared by every command that reads one root.
struct RootOptions: ParsableArguments {
  @Option(
    name: .customLong("root"),
    help: ArgumentHelp(
      "What to read: a directory, an image or an archive; dir:PATH, tar:FILE, oci:DIR[:TAG], "
        + "oci-archive:FILE[:TAG], docker-archive:FILE[:NAME], - for standard input; by skopeo also "
        + "docker://, docker-daemon: and containers-storage:.",
      valueName: "source"))
  var source = "/"

  @OptionGroup var images: ImageOptions

  /// Opens what `--root` names.
  func open() throws -> any Root { try openSource().root }

  /// Opens what `--root` names, with what its image says.
  func openSource() throws -> OpenedRoot { try images.open(source) }

  /// The same while digests are still being computed: `OpenedRoot.confirm` waits for them.
  func openUnconfirmed() throws -> OpenedRoot { try images.openUnconfirmed(source) }

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

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Tell skopeo this, which fetches and stores docker://, docker-daemon: and containers-storage: "
        + "images; repeatable.", valueName: "option"))
  var skopeoOption: [String] = []

  func open(_ source: String) throws -> OpenedRoot {
    let opened = try openUnconfirmed(source)
    try opened.confirm()
    return opened
  }

  func openUnconfirmed(_ source: String) throws -> OpenedRoot {
    ProgressLine.shared.begin(
      source == "-" ? "reading standard input" : "reading '\(source)'")
    var reader = ImageReader(platform: platform, maximumSize: maxSize.bytes)
    reader.skopeoOptions = skopeoOption
    do {
      return try reader.openUnconfirmed(SourceName(source))
    } catch let error as ImageError {
      // What was fetched is gone; the signal does what it would have done.
      if let signal = error.signal { raise(signal) }
      throw error
    }
  }
}

/// A number of bytes as people write it.
struct ByteCount: ExpressibleByArgument {
  var bytes: UInt64

  init(bytes: UInt64) { self.bytes = bytes }

  /// K, M, G and T count in steps of 1024, kB, MB, GB and TB in steps of 1000: as dd(1) and head(1) have it.
  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && $0.isNumber }
    let steps: UInt64
    let step: UInt64
    switch argument.dropFirst(digits.count) {
    case "", "B": (steps, step) = (0, 1)
    case let unit where unit.count == 1 || unit.dropFirst() == "iB":
      guard let power = Self.power(unit) else { return nil }
      (steps, step) = (power, 1024)
    case let unit where unit.count == 2 && unit.last == "B":
      guard let power = Self.power(unit) else { return nil }
      (steps, step) = (power, 1000)
    default: return nil
    }
    guard var number = UInt64(digits) else { return nil }
    for _ in 0..<steps {
      let (product, isTooMuch) = number.multipliedReportingOverflow(by: step)
      if isTooMuch { return nil }
      number = product
    }
    bytes = number
  }

  private static func power(_ unit: Substring) -> UInt64? {
    switch unit.first?.uppercased() {
    case "K": 1
    case "M": 2
    case "G": 3
    case "T": 4
    default: nil
    }
  }

  var defaultValueDescription: String {
    bytes.isMultiple(of: 1 << 30) ? "\(bytes >> 30)G" : "\(bytes)"
  }
}
