/// The objects in which a loader looks for symbols, in order, and how it chooses among what they define.
struct SymbolScope {
  enum Rules { case glibc, musl }

  var files: [SymbolFile]
  var rules: Rules

  /// The index of the object that defines it; nil where none does. The file that a version is wanted of does not matter: since glibc
  /// 2.30 a symbol may move to another (as those of libpthread moved to libc).
  ///
  /// - Parameter own: where the object stands that looks it up.
  func find(_ reference: SymbolFile.Reference, of own: Int) -> Int? {
    let names = files[own].strings
    for (index, file) in files.enumerated() {
      if reference.isCopy, index == own { continue }
      if defines(file, reference, named: names) { return index }
    }
    return nil
  }

  func defines(
    _ file: SymbolFile, _ reference: SymbolFile.Reference, named names: [UInt8]
  ) -> Bool {
    var isFound = false
    var versioned = 0
    file.definitions(of: reference.hash, reference.name, in: names) { definition in
      let number = definition.versionIndex & 0x7fff
      let isHidden = definition.versionIndex & 0x8000 != 0
      switch rules {
      // ldso/dynlink.c, gnu_lookup: the name decides; a hidden version is passed over.
      case .musl: isFound = !isHidden
      // elf/dl-lookup.c, check_match.
      case .glibc:
        if !file.hasVersions {
          isFound = true
        } else if reference.version != 0 {
          isFound =
            definition.version == reference.version || (definition.version == 0 && !isHidden)
        } else if number < 3 {
          isFound = true
        } else if !isHidden {
          versioned += 1
        }
      }
      return isFound
    }
    // Who asks for no version gets the only one there is.
    return isFound || versioned == 1
  }
}
