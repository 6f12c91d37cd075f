internal import ELF
public import Loading
internal import Planning
internal import Roots

extension Forest {
  /// `pith.tree/1`: one object per file, docs/formats.md.
  public func json() -> [UInt8] {
    var out = JSONBuilder()
    out.raw("{\"schema\":\"pith.tree/1\",\"objects\":[")
    for (index, file) in files.enumerated() {
      if index > 0 { out.raw(",") }
      out.raw("\n")
      write(file, to: &out)
    }
    out.raw("\n]}\n")
    return out.bytes
  }

  private func write(_ file: File, to out: inout JSONBuilder) {
    let object = file.object
    out.raw("{\"path\":")
    out.string(file.path.bytes, exactly: "pathBytes")
    out.raw(",\"interpreter\":")
    if let interpreter = object.interpreter {
      out.string(interpreter, exactly: "interpreterBytes")
    } else {
      out.raw("null")
    }
    out.raw(object.elfClass == .elf64 ? ",\"class\":\"ELF64\"" : ",\"class\":\"ELF32\"")
    out.raw(",\"machine\":")
    out.string(object.machineName)
    out.raw(",\"needed\":[")
    for (index, edge) in file.needed.enumerated() {
      if index > 0 { out.raw(",") }
      write(edge, to: &out)
    }
    out.raw("],\"missing\":[")
    for (index, miss) in file.missing.enumerated() {
      if index > 0 { out.raw(",") }
      out.string(miss.name)
    }
    out.raw("]")
    if file.missing.contains(where: { String(validating: $0.name, as: UTF8.self) == nil }) {
      out.raw(",\"missingBytes\":[")
      for (index, miss) in file.missing.enumerated() {
        if index > 0 { out.raw(",") }
        out.string(base64(miss.name))
      }
      out.raw("]")
    }
    if !file.variants.isEmpty {
      out.raw(",\"variants\":[")
      for (index, variant) in file.variants.enumerated() {
        if index > 0 { out.raw(",") }
        out.raw("{\"path\":")
        out.string(variant.path.bytes, exactly: "pathBytes")
        out.raw(",\"level\":")
        out.string(variant.level)
        out.raw("}")
      }
      out.raw("]")
    }
    out.raw("}")
  }

  private func write(_ edge: Edge, to out: inout JSONBuilder) {
    out.raw("{\"name\":")
    out.string(edge.name, exactly: "nameBytes")
    out.raw(",\"path\":")
    out.string(files[edge.target].path.bytes, exactly: "pathBytes")
    out.raw(",\"via\":\"")
    out.raw(edge.via.json)
    out.raw("\"")
    if edge.kind != .needed {
      out.raw(",\"kind\":")
      out.string(edge.kind.rawValue)
    }
    out.raw("}")
  }
}

extension Via {
  /// The raw value, as text that is written without a detour.
  fileprivate var json: StaticString {
    switch self {
    case .rpath: "rpath"
    case .runpath: "runpath"
    case .libraryPath: "LD_LIBRARY_PATH"
    case .cache: "ld.so.cache"
    case .defaultPath: "default"
    case .preload: "preload"
    case .loaded: "loaded"
    case .path: "path"
    }
  }
}
