import Loading
import Roots
import RootsTesting
import Testing

/// Strings that no real object has.
@Suite struct HostileListTests {
  private func closure(rpath: String, interpreter: String = "/lib64/ld-linux-x86-64.so.2") throws
    -> Closure
  {
    let root = glibcRoot(
      "/lib/ld-musl-x86_64.so.1 : elf\n/app : elf interp=\(interpreter) needed=libx.so rpath=\(rpath)"
    )
    return try Loader(described: root).closure(of: "/app")
  }

  @Test(arguments: ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-musl-x86_64.so.1"])
  func `a list of many directories is cut`(_ interpreter: String) throws {
    let text = (0..<20_000).map { "/\($0)" }.joined(separator: ":")
    let miss = try #require(try closure(rpath: text, interpreter: interpreter).missing.first)
    #expect(miss.considered.count == 100)
    #expect(miss.considered.last?.outcome.hasSuffix("more places") == true)
  }

  @Test(arguments: ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-musl-x86_64.so.1"])
  func `a name of many tokens does not grow without end`(_ interpreter: String) throws {
    let text = String(repeating: "$ORIGIN/long", count: 20_000)
    #expect(try closure(rpath: text, interpreter: interpreter).missing.count == 1)
  }
}
