import ArgumentParser
import Images
import Writing

/// Where a result goes and in which form.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where the result goes: a directory, or dir:PATH, tar:FILE, oci:DIR[:TAG], oci-archive:FILE[:TAG], "
        + "docker-archive:FILE[:NAME]; - in place of FILE, or alone, is standard output; by skopeo also "
        + "docker://, docker-daemon: and containers-storage:.",
      valueName: "output"))
  var output: String

  @Flag(help: "Replace an output that exists.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "How layers are compressed: none, gzip[:1-9] or zstd[:1-22]; gzip for oci and oci-archive, else none.",
      valueName: "format[:level]"))
  var compression: LayerCompression?

  @Option(
    help: ArgumentHelp(
      "The image's layers: one, or runtime,application, where the runtime is what packages brought.",
      valueName: "layers"))
  var layers = Layers.one

  enum Layers: String, ExpressibleByArgument, CaseIterable {
    case one
    case runtimeAndApplication = "runtime,application"
  }

  var name: OutputName { OutputName(output) }

  func validate() throws {
    let name = name
    if name.kind == .directory, compression != nil || layers != .one {
      throw ValidationError(
        "--compression and --layers are for archives and images, not a directory")
    }
    if name.kind == .tar, layers != .one {
      throw ValidationError("--layers is for images: '\(output)' is a plain archive")
    }
    if name.isStream, isTerminal() {
      throw ValidationError(
        "'\(output)' would write an archive to the terminal: redirect standard output, or name a file"
      )
    }
  }
}
