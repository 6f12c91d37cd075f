public import Packages

extension Run {
  /// The packages of which something is kept that counts.
  public func keptPackages(where counts: (KeptFile) -> Bool) -> Set<Package> {
    var result: Set<Package> = []
    for path in keptPaths {
      guard let file = keptFile(at: path), counts(file), let owner = packages.owner(of: path)
      else { continue }
      result.insert(owner)
    }
    return result
  }
}
