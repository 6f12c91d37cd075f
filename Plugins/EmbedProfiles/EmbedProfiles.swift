import Foundation
import PackagePlugin

/// Turns the YAML files of a target into one Swift file, so that the built-in profiles are part of the executable and a new one needs no
/// line of Swift.
@main
struct EmbedProfiles: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let script = context.package.directoryURL.appending(path: "Plugins/EmbedProfiles/embed.sh")
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedProfiles.swift")
    let profiles = try FileManager.default.contentsOfDirectory(
      at: target.directoryURL, includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
    return [
      .buildCommand(
        displayName: "Embedding \(profiles.count) profiles",
        executable: URL(filePath: "/bin/sh"),
        arguments: [script.path, output.path] + profiles.map(\.path),
        inputFiles: profiles + [script], outputFiles: [output])
    ]
  }
}
