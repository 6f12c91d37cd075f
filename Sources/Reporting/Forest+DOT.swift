internal import ELF
public import Loading
internal import Roots

extension Forest {
  /// The graph in the language of Graphviz: programs have a bold frame, what is missing a dashed red one, and the color of an edge says how
  /// the file was found: black by the cache (the usual way), gray already loaded, any other way is written beside it.
  public func dot() -> String {
    var text = """
      digraph closure {
        rankdir=LR;
        node [shape=box, style=rounded, fontname="sans-serif", fontsize=10];
        edge [fontname="sans-serif", fontsize=8];

      """
    var lost: [String] = []
    for (index, file) in files.enumerated() {
      let isProgram = file.object.interpreter != nil && file.object.dynamic?.soname == nil
      text += "  n\(index) [label=\(label(of: file))"
      text += isProgram ? ", style=bold];\n" : "];\n"
      for edge in file.needed {
        text += "  n\(index) -> n\(edge.target) [\(attributes(of: edge))];\n"
      }
      for miss in file.missing {
        let name = quoted(miss.name)
        if !lost.contains(name) { lost.append(name) }
        text += "  n\(index) -> m\(lost.firstIndex(of: name) ?? 0) [color=red];\n"
      }
    }
    for (index, name) in lost.enumerated() {
      text += "  m\(index) [label=\(name), color=red, fontcolor=red, style=dashed];\n"
    }
    return text + "}\n"
  }

  private func attributes(of edge: Edge) -> String {
    let color =
      switch edge.via {
      case .rpath, .runpath: "blue"
      case .libraryPath, .preload: "darkorange"
      case .cache, .path: "black"
      case .defaultPath: "darkgreen"
      case .loaded: "gray"
      }
    let style = edge.kind == .dlopen || edge.kind == .auxiliary ? ", style=dashed" : ""
    return edge.via == .loaded || edge.via == .cache
      ? "color=\(color)\(style)" : "color=\(color), label=\"\(edge.via.rawValue)\"\(style)"
  }

  /// The name above its directory: paths in one line make the picture twice as wide.
  private func label(of file: File) -> String {
    let name = quoted(Array(file.path.name)).dropLast()
    return name + "\\n" + quoted(file.path.parent.bytes).dropFirst()
  }

  private func quoted(_ bytes: [UInt8]) -> String {
    var result = "\""
    for character in printable(bytes).unicodeScalars {
      if character == "\"" || character == "\\" { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append(character)
    }
    return result + "\""
  }
}
