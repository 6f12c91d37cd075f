import Roots
import Testing

@testable import Analyzers

/// Which words of configuration load plug-ins.
struct PluginListingTests {
  private func listing(_ text: String) -> PluginListing {
    var listing = PluginListing()
    listing.read(Array(text.utf8))
    return listing
  }

  private func words(_ set: Set<[UInt8]>) -> [String] {
    set.map { String(decoding: $0, as: UTF8.self) }.sorted()
  }

  @Test(arguments: [
    ("loadmodule \"tm.so\"", ["tm.so"]), ("LoadPlugin cpu", ["cpu"]),
    ("load_module modules/x.so;", ["x.so"]), ("mail_plugins = quota zlib", ["quota", "zlib"]),
    ("module(load=\"imux\")", ["imux", "load"]),
    ("plugins = [\n \"a\",\n \"b\" ]\nc d", ["a", "b"]),
    ("# loadmodule \"tm.so\"", []), ("listen tm.so", []), ("loadmodule x # y", ["x"]),
  ])
  func `the first word of a line says that it loads`(text: String, loaded: [String]) {
    #expect(words(listing(text).loaded) == loaded)
  }

  @Test(arguments: ["noload => x.so", "disabled_plugins = x.so", "unload x.so"])
  func `what is named in order not to be loaded is no selection`(text: String) {
    #expect(words(listing(text).excluded) == ["x.so"])
    #expect(listing(text).loaded.isEmpty)
  }

  @Test func `automatic loading is no selection`() {
    #expect(listing("[modules]\nautoload = yes").isAutomatic)
    #expect(!listing("autoload=no").isAutomatic)
  }

  @Test(arguments: [
    ("mod_status.so", "status"), ("lib20_zlib_plugin.so", "zlib"), ("tm.so", "tm"),
    ("libfoo.so", "foo"), ("back_mdb.so", "back_mdb"),
  ])
  func `a plug-in is called by its file without what its kin share`(file: String, name: String) {
    let names = PluginSelectionAnalyzer.names(of: Array(file.utf8)[...])
    #expect(names.contains(Array(name.utf8)))
    #expect(names.contains(Array(file.utf8)))
  }
}
