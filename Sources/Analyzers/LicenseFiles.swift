internal import Packages
internal import Planning
internal import Roots

/// Keeps what a package's licence is written in: its own file, with the links that lead to it, and the common texts that it refers to.
///
/// Debian policy 12.5: /usr/share/doc/NAME/copyright, where the directory may be a link to that of another package, and which refers to
/// /usr/share/common-licenses for the wording of the licences that many packages share.
struct LicenseFiles {
  let run: Run

  /// - Parameter witness: a kept file of the package.
  func keep(of package: Package, _ witness: RootPath) throws(PlanningError) {
    let reason = Reason(.license, .required, from: witness, detail: package.name)
    for path in run.packages.licenseFiles(of: package) {
      let resolution = try? run.root.resolve(path)
      guard let real = resolution?.path, let entry = resolution?.entry, entry.isRegular else {
        continue
      }
      let isNew = !run.isKept(real)
      try run.keep(path, because: reason, standing: .passive)
      guard isNew, run.isKept(real), entry.size <= Self.limit else { continue }
      try keepCommonTexts(in: real)
    }
  }

  private static let limit: UInt64 = 4 << 20
  private static let common = Array("/usr/share/common-licenses/".utf8)

  private func keepCommonTexts(in file: RootPath) throws(PlanningError) {
    let text = try reading { () throws(RootError) in
      try run.root.bytes(of: file, limit: Int(Self.limit))
    }
    for name in Self.commonNames(in: text) {
      let path = Self.common + name
      guard (try? run.root.resolve(path).entry)?.isRegular == true else { continue }
      try run.keep(
        path, because: Reason(.license, .required, from: file), standing: .passive)
    }
  }

  /// The names of common texts that a text refers to, each once; a full stop at the end is the sentence's.
  static func commonNames(in text: [UInt8]) -> [[UInt8]] {
    var result: [[UInt8]] = []
    var rest = text[...]
    while let start = find(common, in: rest) {
      rest = rest[(start + common.count)...]
      var name = Array(rest.prefix(while: isNamePart))
      while name.last == UInt8(ascii: ".") { name.removeLast() }
      if !name.isEmpty, !result.contains(name) { result.append(name) }
    }
    return result
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-+._".utf8.contains(byte)
    }
  }

  private static func find(_ wanted: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    var start = text.startIndex
    while let slash = text[start...].firstIndex(of: wanted[0]) {
      if text[slash...].starts(with: wanted) { return slash }
      start = slash + 1
    }
    return nil
  }
}
