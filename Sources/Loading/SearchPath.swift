internal import Roots

/// The directories of a list such as DT_RPATH or LD_LIBRARY_PATH, as the loaders take it apart.
enum SearchPath {
  /// As ld.so(8) does (elf/dl-load.c, fillin_rpath): an empty entry is the working directory, and so is what a relative one starts from;
  /// an entry whose token has no value is left out; each directory counts once.
  static func glibc(
    _ text: [UInt8], separators: [UInt8], tokens: Tokens, workingDirectory: RootPath
  ) -> [[UInt8]] {
    var result: [[UInt8]] = []
    var seen: Set<[UInt8]> = []
    for entry in text.split(omittingEmptySubsequences: false, whereSeparator: separators.contains) {
      for expanded in tokens.expand(entry) where !expanded.isEmpty || entry.isEmpty {
        let path = absolute(expanded, from: workingDirectory)
        if path.count <= longest, seen.insert(path).inserted { result.append(path) }
      }
      if result.count >= limit { break }
    }
    return result
  }

  /// PATH_MAX: what is longer cannot be opened.
  static let longest = 4096
  /// More directories than any real list has; a hostile object may list millions.
  private static let limit = 4096

  /// As musl does (ldso/dynlink.c, fixup_rpath and path_open): empty entries are nothing, and a `$` that begins no ORIGIN voids it all.
  ///
  /// - Parameter origin: what `$ORIGIN` stands for; nil where no tokens are expanded (the environment, the path file).
  static func musl(
    _ text: [UInt8], origin: [UInt8]?, workingDirectory: RootPath
  ) -> [[UInt8]]? {
    var list = text
    if let origin, text.contains(UInt8(ascii: "$")) {
      guard let expanded = expandMusl(text, origin) else { return nil }
      list = expanded
    }
    return list.split(maxSplits: limit) { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "\n") }
      .map { absolute(Array($0), from: workingDirectory) }
      .filter { $0.count <= longest }
  }

  /// `path` from the root, without slashes at its end, and otherwise as it is written.
  static func absolute(_ path: [UInt8], from directory: RootPath) -> [UInt8] {
    var result = path
    if path.first != slash {
      result = directory.isRoot ? [] : directory.bytes
      if !path.isEmpty || directory.isRoot { result.append(slash) }
      result += path
    }
    while result.count > 1, result.last == slash { result.removeLast() }
    return result
  }

  private static func expandMusl(_ text: [UInt8], _ origin: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var rest = text[...]
    while let byte = rest.first {
      // As long a string as no real object has.
      if result.count > limit * longest { return nil }
      if byte != UInt8(ascii: "$") {
        result.append(byte)
        rest.removeFirst()
      } else if rest.starts(with: "$ORIGIN".utf8) {
        result += origin
        rest.removeFirst(7)
      } else if rest.starts(with: "${ORIGIN}".utf8) {
        result += origin
        rest.removeFirst(9)
      } else {
        return nil
      }
    }
    return result
  }
}

/// What the dynamic string tokens of ld.so(8) stand for.
struct Tokens {
  /// The directory of the object that has the string.
  var origin: [UInt8]
  var lib: [UInt8]
  /// What `$PLATFORM` may be, what any CPU has first; empty where the machine has none.
  var platforms: [String]

  /// `text` with its tokens replaced: once for each platform where it names that, and not at all where a token has no value.
  ///
  /// Both spellings; a name runs as far as it can, so `$ORIGINAL` is no token and stays as it is (elf/dl-load.c, is_dst).
  func expand(_ text: ArraySlice<UInt8>) -> [[UInt8]] {
    guard text.contains(UInt8(ascii: "$")) else { return [Array(text)] }
    guard Self.names("PLATFORM", in: text) else { return [expand(text, platform: [])] }
    return platforms.map { expand(text, platform: Array($0.utf8)) }
  }

  private func expand(_ text: ArraySlice<UInt8>, platform: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      if result.count > SearchPath.longest { return result }
      guard byte == UInt8(ascii: "$") else {
        result.append(byte)
        continue
      }
      if let length = Self.length(of: "ORIGIN", at: rest) {
        result += origin
        rest.removeFirst(length)
      } else if let length = Self.length(of: "PLATFORM", at: rest) {
        result += platform
        rest.removeFirst(length)
      } else if let length = Self.length(of: "LIB", at: rest) {
        result += lib
        rest.removeFirst(length)
      } else {
        result.append(byte)
      }
    }
    return result
  }

  private static func names(_ token: String, in text: ArraySlice<UInt8>) -> Bool {
    text.indices.contains {
      text[$0] == UInt8(ascii: "$") && length(of: token, at: text[($0 + 1)...]) != nil
    }
  }

  /// How many bytes after the `$` a token takes; nil where it is another.
  private static func length(of token: String, at text: ArraySlice<UInt8>) -> Int? {
    var rest = text
    let isBraced = rest.first == UInt8(ascii: "{")
    if isBraced { rest.removeFirst() }
    guard rest.starts(with: token.utf8) else { return nil }
    rest.removeFirst(token.utf8.count)
    if isBraced { return rest.first == UInt8(ascii: "}") ? token.utf8.count + 2 : nil }
    if let next = rest.first, isIdentifier(next) { return nil }
    return token.utf8.count
  }

  private static func isIdentifier(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

/// A list of directories that some object or the environment gives.
final class SearchList {
  /// Equal lists need not have equal numbers, different ones do not share one.
  let id: Int32
  /// Who gives it; nil for the environment and the loader itself.
  let owner: RootPath?
  /// What is found in it was found so.
  let via: Via
  let directories: [Directory]
  /// Whether a token that musl does not know makes it count for nothing.
  let isVoid: Bool

  init(id: Int32, owner: RootPath?, via: Via, directories: [Directory], isVoid: Bool) {
    self.id = id
    self.owner = owner
    self.via = via
    self.directories = directories
    self.isVoid = isVoid
  }
}
