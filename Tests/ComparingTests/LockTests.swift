import Comparing
import Planning
import Roots
import RootsTesting
import Terminal
import Testing

@Suite struct LockTests {
  private let text = """
    /bin/web 4755 0:42 : program
    /bin/link -> web
    /dev/null c 1:3 666
    /name\\xff : x
    /var/lib/dpkg/status : Package: web\\nStatus: install ok installed\\nArchitecture: amd64\\nVersion: 1.0\\n
    /var/lib/dpkg/info/web.list : /bin\\n/bin/web\\n
    """

  private func root(_ change: (MemoryRoot) -> Void = { _ in }) -> MemoryRoot {
    let root = MemoryRoot(text)
    root.addFile(
      "/bin/raw", Array("r".utf8),
      attributes: [ExtendedAttribute(name: Array("security.capability".utf8), value: [1, 2])])
    change(root)
    return root
  }

  private func lock() throws -> Snapshot {
    try Snapshot(lock: Snapshot(of: root()).lock(), label: "lock")
  }

  @Test func `a lock says path, kind, mode, owner, target, device, digest, attributes and package`()
    throws
  {
    let lines = String(decoding: try Snapshot(of: root()).lock(), as: UTF8.self)
      .split(separator: "\n")
    #expect(lines.first == #"{"schema":"pith.lock/1","entries":["#)
    #expect(
      lines.contains(
        #"{"path":"/bin/web","kind":"regular","size":7,"mode":"4755","uid":0,"gid":42,"#
          + #""digest":"sha256:1310ca2c8932dbd118668bd97442558a3e1f546b5e15c69699dfbd6024f548d8","package":"web"},"#
      ))
    #expect(
      lines.contains(
        #"{"path":"/bin/link","kind":"symlink","mode":"0777","uid":0,"gid":0,"target":"web"},"#))
    #expect(
      lines.contains(
        #"{"path":"/dev/null","kind":"characterDevice","mode":"0666","uid":0,"gid":0,"device":"1:3"},"#
      ))
    #expect(
      lines.contains {
        $0.contains("/bin/raw")
          && $0.hasSuffix(#","attributes":[{"name":"security.capability","value":"AQI="}]},"#)
      })
    #expect(lines.suffix(3) == ["],\"packages\":[", #"{"name":"web","version":"1.0"}"#, "]}"])
  }

  @Test func `what was locked has not drifted`() throws {
    let drift = try Drift(of: Snapshot(of: root()), from: lock())
    #expect(drift.isEmpty && drift.text(style: .plain) == "")
  }

  @Test func `content of the same size, modes, attributes and packages drift`() throws {
    let now = root { root in
      root.addFile("/bin/web", Array("PROGRAM".utf8), mode: 0o4755, gid: 42)
      root.addFile("/bin/raw", Array("r".utf8))
      root.addFile(
        "/var/lib/dpkg/status",
        Array(
          "Package: web\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.1\n".utf8))
    }
    let drift = try Drift(of: Snapshot(of: now), from: lock())
    #expect(
      drift.comparison.differences.map { "\($0.path) \($0.aspects.map(\.rawValue))" } == [
        #"/bin/raw ["attributes"]"#, #"/bin/web ["content"]"#,
        #"/var/lib/dpkg/status ["content"]"#,
      ])
    #expect(drift.packages == [.init(name: "web", old: "1.0", new: "1.1")])
    #expect(drift.text(style: .plain).hasPrefix("  package web 1.0 -> 1.1\n--- lock"))
  }

  @Test(arguments: [
    ("", "it is not as pith writes it"),
    (#"{"schema":"pith.lock/1","packages":[]}"#, "no 'entries'"),
    (#"{"schema":"pith.plan/1","entries":[],"packages":[]}"#, "its schema is 'pith.plan/1'"),
    (
      #"{"schema":"pith.lock/1","packages":[],"entries":[{"path":"a","kind":"fifo","mode":"0644","uid":0,"gid":0}]}"#,
      "'a' is no plain absolute path"
    ),
    (
      #"{"schema":"pith.lock/1","packages":[],"entries":[{"path":"/a","kind":"door","mode":"0644","uid":0,"gid":0}]}"#,
      "'/a': there is no kind 'door'"
    ),
    (
      #"{"schema":"pith.lock/1","packages":[],"entries":[{"path":"/a","kind":"fifo","mode":"99","uid":0,"gid":0}]}"#,
      "'99' is no mode"
    ),
    (
      #"{"schema":"pith.lock/1","packages":[],"entries":[{"path":"/a","kind":"regular","mode":"0644","uid":0,"gid":0,"digest":"sha256:1"}]}"#,
      "'sha256:1' is no digest"
    ),
  ])
  func `a lock that cannot be read says what is wrong`(text: String, reason: String) {
    let error = #expect(throws: LockError.self) {
      try Snapshot(lock: Array(text.utf8), label: "lock")
    }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }
}
