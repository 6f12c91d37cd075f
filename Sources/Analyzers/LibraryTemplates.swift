internal import Loading
internal import Packages
internal import Planning
internal import Roots

/// Names of libraries that a program completes when it runs: `libicuuc.so.%s`, tried with one version after another.
///
/// Which of them is there the packager saw to: the package that the object belongs to depends on the library's own. What no package owns opens those
/// that people asked for by name.
enum LibraryTemplates {
  /// A shorter beginning (`lib%s.so`) may be that of any library.
  private static let shortestBeginning = 5

  /// The names that a template stands for, of files in those packages.
  static func names(
    for template: [UInt8], in path: RootPath, _ run: Run
  ) -> [[UInt8]] {
    let beginning = template.prefix { $0 != UInt8(ascii: "%") }
    guard beginning.count >= shortestBeginning, beginning.count < template.count else { return [] }
    let pattern = PathTemplate(template[...])
    let owner = run.packages.owner(of: path)
    let packages = owner.map { run.packages.dependencies(of: $0) } ?? run.packages.requested
    var result: Set<[UInt8]> = []
    for package in packages where package != owner {
      for file in run.packages.files(of: package)
      where file.name.namesSharedObject && pattern.canName(file.name) {
        result.insert(Array(file.name))
      }
    }
    return result.sortedByBytes()
  }
}
