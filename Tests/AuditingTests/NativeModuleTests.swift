internal import Roots
internal import RootsTesting
internal import Testing

@testable internal import Auditing

@Suite struct NativeModuleTests {
  @Test(
    arguments: [
      (
        "/usr/lib/python3/dist-packages/lxml/etree.cpython-311-x86_64-linux-gnu.so",
        "Python cannot import 'lxml.etree'"
      ),
      ("/usr/lib/python3.11/lib-dynload/_ssl.cpython-311.so", "Python cannot import '_ssl'"),
      (
        "/opt/venv/lib/python3.12/site-packages/cryptography/hazmat/bindings/_rust.abi3.so",
        "Python cannot import 'cryptography.hazmat.bindings._rust'"
      ),
      ("/app/lib/python3.12/site-packages/x/__init__.so", "Python cannot import 'x'"),
      ("/app/lib/python3.12/site-packages/numpy.libs/libopenblas64.so", nil),
      (
        "/app/node_modules/@img/sharp/build/Release/sharp.node",
        "Node.js cannot load the native part of '@img/sharp'"
      ),
      (
        "/app/node_modules/a/node_modules/b/x.node",
        "Node.js cannot load the native part of 'b'"
      ),
      (
        "/usr/lib/x86_64-linux-gnu/perl5/5.36/auto/XML/Parser/Expat/Expat.so",
        "Perl cannot load 'XML::Parser::Expat'"
      ),
      ("/usr/share/auto/x/x.so", nil),
      (
        "/usr/lib/x86_64-linux-gnu/ruby/3.1.0/digest/sha1.so", "Ruby cannot require 'digest/sha1'"
      ),
      ("/usr/local/lib/ruby/3.3.0/x86_64-linux/psych.so", "Ruby cannot require 'psych'"),
      (
        "/var/lib/gems/3.1.0/extensions/x86_64-linux/3.1.0/nokogiri-1.13/nokogiri/nokogiri.so",
        "Ruby cannot require 'nokogiri/nokogiri'"
      ),
      (
        "/usr/local/bundle/ruby/3.2.0/gems/bcrypt-3.1/lib/bcrypt_ext.so",
        "Ruby cannot require 'bcrypt_ext'"
      ),
      ("/usr/local/bundle/ruby/3.2.0/gems/bcrypt-3.1/ext/bcrypt_ext.so", nil),
      ("/usr/lib/x86_64-linux-gnu/libssl.so", nil),
    ] as [(RootPath, String?)])
  func `the path of a native part says which module it is of`(path: RootPath, failure: String?) {
    #expect(NativeModule(path)?.failure == failure)
  }

  @Test func `a module is told that cannot be imported, wherever the library is missing`() throws {
    let root = root()
    root.addFile("/usr/lib/libmiddle.so", library("libmiddle.so", needed: ["libgone.so"]))
    root.addFile(
      "/usr/lib/python3/dist-packages/fast/_c.abi3.so", library("_c", needed: ["libmiddle.so"]))
    root.addFile("/app/node_modules/addon/addon.node", library("addon", needed: ["libgone.so"]))
    root.addFile("/app/node_modules/good/good.node", library("good"))
    let found = try Auditor(root: root).findings().filter { $0.kind == .moduleImport }
    #expect(
      found.map(\.detail) == [
        "Node.js cannot load the native part of 'addon': cannot find 'libgone.so'",
        "Python cannot import 'fast._c', for /usr/lib/libmiddle.so: cannot find 'libgone.so'",
      ])
    #expect(found.map(\.severity) == [.error, .error])
  }
}
