import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Libraries that code calls by GObject introspection.
@Suite struct TypelibTests {
  /// The header of gitypelib-internal.h, with two strings.
  private func typelib(dependencies: String, libraries: String) -> [UInt8] {
    var bytes = Array("GOBJ\nMETADATA\r\n\u{1A}".utf8) + [UInt8](repeating: 0, count: 96)
    func put(_ text: String, at field: Int) {
      bytes[field] = UInt8(bytes.count)
      bytes += Array(text.utf8) + [0]
    }
    put(dependencies, at: 36)
    put(libraries, at: 52)
    return bytes
  }

  private func root(_ code: String) -> MemoryRoot {
    let root = MemoryRoot(
      #"""
      /srv/app.js : \#(code)\n
      /usr/bin/tool 755 : x
      """#)
    let directory = RootPath("/usr/lib64/girepository-1.0")
    for (name, bytes) in [
      ("Gtk-3.0", typelib(dependencies: "Gdk-3.0", libraries: "libgtk-3.so.0,libgdk-3.so.0")),
      ("Gdk-3.0", typelib(dependencies: "", libraries: "libgdk-3.so.0")),
      ("Gst-1.0", typelib(dependencies: "", libraries: "libgst.so.0")),
    ] { root.addFile(directory.appending(Array("\(name).typelib".utf8)), bytes) }
    for name in ["libgtk-3.so.0", "libgdk-3.so.0", "libgst.so.0", "libgirepository-1.0.so.1"] {
      root.addFile(RootPath("/usr/lib64/\(name)"), ObjectBuilder().bytes())
    }
    return root
  }

  @Test func `come with the namespaces that the code says, and those that these build on`() throws {
    let plan = try PlannedRoot(root("const { Gtk } = imports.gi;"), command: "tool /srv/app.js")
    #expect(
      plan.keeps(
        "/usr/lib64/girepository-1.0/Gtk-3.0.typelib",
        "/usr/lib64/girepository-1.0/Gdk-3.0.typelib",
        "/usr/lib64/libgtk-3.so.0", "/usr/lib64/libgdk-3.so.0"))
    #expect(!plan.keeps("/usr/lib64/libgst.so.0"))
  }

  @Test func `do not come with words of code that has nothing to do with it`() throws {
    let plan = try PlannedRoot(root("const Gtk = 1;"), command: "tool /srv/app.js")
    #expect(!plan.keeps("/usr/lib64/libgtk-3.so.0"))
  }
}
