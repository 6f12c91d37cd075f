internal import ELF
public import Loading
internal import Roots

extension Forest {
  /// The graph in the language of Graphviz.
  ///
  /// The tree of what each file brought decides where things stand; edges to what was loaded before are gray and leave it alone, and are only
  /// counted where they are many, for everything needs the C library. Programs have a blue frame, what is missing a dashed red one. The color
  /// of an edge says how the file was found; colors that occur are explained below the picture, with the directory that most files are in.
  public func dot() -> String { DOTDrawing(forest: self).text() }
}

private struct DOTDrawing {
  let forest: Forest
  private let isProgram: [Bool]
  /// By file: the edges that came to it when it was loaded already.
  private let returns: [Int]
  private let commonDirectory: RootPath?
  /// The files that stand somewhere by themselves: programs, and what some edge brought.
  private let placed: Set<Int>

  /// More edges to one file than this are counted and not drawn.
  private static let drawnReturns = 6

  init(forest: Forest) {
    self.forest = forest
    let isProgram = forest.files.map { file in
      file.object.interpreter != nil && file.object.dynamic?.soname == nil
    }
    var returns = [Int](repeating: 0, count: forest.files.count)
    var directories: [RootPath: Int] = [:]
    var placed = Set(isProgram.indices.filter { isProgram[$0] })
    for (index, file) in forest.files.enumerated() {
      if !isProgram[index] { directories[file.path.parent, default: 0] += 1 }
      for edge in file.needed {
        if edge.via == .loaded { returns[edge.target] += 1 } else { placed.insert(edge.target) }
      }
    }
    self.isProgram = isProgram
    self.returns = returns
    self.placed = placed
    let most = directories.max { ($0.value, $1.key) < ($1.value, $0.key) }
    commonDirectory = most.flatMap { $0.value > 1 ? $0.key : nil }
  }

  func text() -> String {
    var text = """
      digraph closure {
        rankdir=LR; ranksep=0.6; nodesep=0.12;
        fontname="sans-serif"; fontsize=9; labelloc=b;
        node [shape=box, style="rounded,filled", color="#888888", fillcolor="#f4f4f4", fontname="sans-serif", fontsize=10, height=0.25, margin="0.08,0.03"];
        edge [color="#333333", fontname="sans-serif", fontsize=8, arrowsize=0.6];

      """
    var lost: [String] = []
    var ways: Set<String> = []
    var placed = placed
    for (index, file) in forest.files.enumerated() {
      let frame =
        isProgram[index] ? ", color=\"#224488\", fillcolor=\"#dde8f6\", penwidth=2" : ""
      text += "  n\(index) [label=\(label(of: index, file))\(frame)];\n"
      for edge in file.needed {
        if edge.via == .loaded, returns[edge.target] > Self.drawnReturns,
          placed.contains(edge.target)
        {
          continue
        }
        // What nothing else gives a place, such as the loader, gets it by its first edge.
        let decides = edge.via != .loaded || !placed.contains(edge.target)
        placed.insert(edge.target)
        ways.insert(Self.way(of: edge.via).name)
        text += "  n\(index) -> n\(edge.target)\(attributes(of: edge, decides: decides));\n"
      }
      for miss in file.missing {
        let name = quoted(miss.name)
        if !lost.contains(name) { lost.append(name) }
        text += "  n\(index) -> m\(lost.firstIndex(of: name) ?? 0) [color=red];\n"
      }
    }
    for (index, name) in lost.enumerated() {
      text += "  m\(index) [label=\(name), color=red, fontcolor=red, style=\"rounded,dashed\"];\n"
    }
    return text + "  label=\(quoted(Array(legend(ways, hasLost: !lost.isEmpty).utf8)));\n}\n"
  }

  private static func way(of via: Via) -> (name: String, color: String?) {
    switch via {
    case .rpath, .runpath: ("blue: by RPATH or RUNPATH", "blue")
    case .libraryPath: ("orange: by LD_LIBRARY_PATH", "darkorange")
    case .preload: ("orange: preloaded", "darkorange")
    case .cache: ("black: by the cache", nil)
    case .path: ("black: by its path", nil)
    case .defaultPath: ("green: in a default directory", "darkgreen")
    case .loaded: ("gray: loaded before", "#bbbbbb")
    }
  }

  private func attributes(of edge: Forest.Edge, decides: Bool) -> String {
    var attributes: [String] = []
    if let color = Self.way(of: edge.via).color { attributes.append("color=\"\(color)\"") }
    if !decides { attributes.append("constraint=false") }
    if edge.kind == .dlopen || edge.kind == .auxiliary {
      attributes.append("style=dashed, label=\(edge.kind.rawValue)")
    }
    return attributes.isEmpty ? "" : " [" + attributes.joined(separator: ", ") + "]"
  }

  private func legend(_ ways: Set<String>, hasLost: Bool) -> String {
    var parts = ways.sorted()
    if hasLost { parts.append("red: missing") }
    var text = parts.joined(separator: "; ")
    if let commonDirectory {
      text += (text.isEmpty ? "" : ". ") + "Files without a directory are in \(commonDirectory)"
    }
    return text
  }

  /// The name, its directory below it where that is not the common one, and how often it is needed besides.
  private func label(of index: Int, _ file: Forest.File) -> String {
    var lines = [Array(file.path.name)]
    if file.path.parent != commonDirectory { lines.append(file.path.parent.bytes) }
    if returns[index] > Self.drawnReturns {
      lines.append(Array("needed by \(returns[index]) more".utf8))
    }
    return "\"" + lines.map { quoted($0).dropFirst().dropLast() }.joined(separator: "\\n") + "\""
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
