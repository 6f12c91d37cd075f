import Roots
import RootsTesting
import Testing

@testable import Analyzers

/// Paths inside the words of a command line and the values of variables.
@Suite struct WordPathsTests {
  private func paths(_ word: String) -> [String] {
    WordPaths.absolute(in: Array(word.utf8)[...]).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `a path begins behind a sign that is in no name`() {
    #expect(paths("chain=/a.pem,key=/b.key") == ["/a.pem", "/b.key"])
    #expect(paths("-I/opt/lib") == ["/opt/lib"])
    #expect(paths("/data:/srv") == ["/data", "/srv"])
    #expect(paths("-Xmx1g -javaagent:/opt/a.jar=port=1") == ["/opt/a.jar=port=1", "/opt/a.jar"])
    #expect(paths("file:///etc/x") == ["///etc/x"])
    #expect(paths("lib/x").isEmpty)
  }

  @Test func `the host of a URL is no directory`() {
    #expect(paths("http://app:80/x,postgres://me@db/y").isEmpty)
  }

  @Test func `what a word names in the middle is kept, a private key too`() throws {
    let root = MemoryRoot(
      """
      /usr/bin/serve 755 : #!/bin/sh\\ntrue\\n
      /bin/sh 755 : sh
      /etc/tls/a.pem : a
      /etc/tls/b.key : -----BEGIN PRIVATE KEY-----
      /opt/agent/agent.jar : jar
      """)
    let plan = try PlannedRoot(
      root, command: "serve -o chain=/etc/tls/a.pem,key=/etc/tls/b.key",
      environment: ["OPTIONS=-x -agent:/opt/agent/agent.jar=1"])
    #expect(plan.keeps("/etc/tls/b.key", "/etc/tls/a.pem", "/opt/agent/agent.jar"))
    #expect(plan.rules("/etc/tls/b.key").contains("command-line"))
    #expect(plan.rules("/opt/agent/agent.jar").contains("configuration"))
  }
}
