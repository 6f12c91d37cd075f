internal import ELF
public import Loading
internal import Roots
public import Terminal

extension Closure {
  /// The closure as a tree: each object below the one that first asked for it, which is how the loader came to it.
  public func text(_ style: TextStyle) -> String {
    guard let program = objects.first else { return "" }
    var drawing = Drawing(closure: self, style: style)
    drawing.line(
      style.bold("\(program.path)")
        + style.faint(
          program.object.interpreter.map { " (interpreter \(printable($0)))" }
            ?? (program.object.dynamic == nil ? " (statically linked)" : "")))
    drawing.children(of: 0, indent: "")
    return drawing.text
  }
}

private struct Drawing {
  let closure: Closure
  let style: TextStyle
  var text = ""

  init(closure: Closure, style: TextStyle) {
    self.closure = closure
    self.style = style
  }

  mutating func line(_ content: String) { text += content + "\n" }

  mutating func children(of index: Int, indent: String) {
    let object = closure.objects[index]
    for (place, need) in object.needs.enumerated() {
      let isLast = place == object.needs.count - 1
      let branch =
        style.hasBoxes ? (isLast ? "└── " : "├── ") : (isLast ? "`-- " : "|-- ")
      line(style.faint(indent + branch) + describe(need))
      guard let answer = need.answer, isFirst(need, place, of: index) else { continue }
      children(
        of: answer.object,
        indent: indent + (isLast ? "    " : style.hasBoxes ? "│   " : "|   "))
    }
  }

  /// Whether the answer was loaded for this very need: only there is what it needs shown.
  private func isFirst(_ need: Need, _ place: Int, of index: Int) -> Bool {
    guard let answer = need.answer, answer.object != index,
      closure.objects[answer.object].requester == index
    else { return false }
    let first = closure.objects[index].needs.firstIndex { $0.answer?.object == answer.object }
    return first == place
  }

  private func describe(_ need: Need) -> String {
    let kind = need.kind == .needed ? "" : " [\(need.kind.rawValue)]"
    guard let answer = need.answer else {
      return "\(printable(need.name))\(kind) => " + style.red("not found")
    }
    let object = closure.objects[answer.object]
    let better = object.variants.map { printable($0.level) }
    let suffix = better.isEmpty ? "" : "; also for \(better.joined(separator: ", "))"
    return "\(printable(need.name))\(kind) => \(object.path)"
      + style.faint(" (\(answer.via.rawValue)\(suffix))")
  }
}
