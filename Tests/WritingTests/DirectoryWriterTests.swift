import Glibc
import Planning
import Roots
import RootsTesting
import SystemPackage
import Testing
import Writing

extension WritingTests {
  @Suite struct DirectoryWriterTests {
    let temporary = TemporaryDirectory()
    var output: FilePath { temporary.path.appending("out") }

    /// Makes `in`, writes all of it to `out`, and compares.
    @discardableResult
    func roundTrip(_ script: String) throws -> WrittenSummary {
      try temporary.shell("mkdir in; cd in\n" + script)
      let root = try DirectoryRoot(path: temporary.path.appending("in"))
      let plan = try everything(of: root)
      let summary = try DirectoryWriter(root: root, output: output).write(plan)
      let written = try listing(of: DirectoryRoot(path: output))
      let expected = try listing(of: root)
      let lost = Set(expected).subtracting(written).sorted()
      let added = Set(written).subtracting(expected).sorted()
      #expect(lost == [], "\(lost)")
      #expect(added == [], "\(added)")
      #expect(try names(in: temporary) == ["in", "out"])
      return summary
    }

    @Test func `modes, times, links and hard links survive`() throws {
      let summary = try roundTrip(
        """
        mkdir -p usr/bin var/empty tmp; chmod 1777 tmp; chmod 2750 var; chmod 555 var/empty
        echo program > usr/bin/a; chmod 4755 usr/bin/a; ln usr/bin/a usr/bin-a; ln usr/bin/a var/z
        ln -s usr/bin bin; ln -s /nowhere/at/all dangling; mkfifo -m 620 fifo; ln fifo fifo2
        ln -P bin bin2; touch empty; printf '%0200000d' 7 > large
        touch -d '1960-01-01 00:00:00.5 UTC' usr/bin/a; touch -h -d '2011-11-11 11:11:11.1 UTC' bin
        touch -d '2001-02-03 04:05:06.789 UTC' var usr
        """)
      #expect(summary.notes.isEmpty)
      #expect(summary.files == 3)
      #expect(summary.bytes == 200_008)
    }

    @Test func `extended attributes survive`() throws {
      try temporary.shell("mkdir in; touch in/file; mkdir in/dir; ln -s file in/link")
      // VFS_CAP_REVISION_2 with CAP_NET_RAW permitted and effective.
      let capability: [UInt8] = [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
      temporary.setAttribute("user.x", Array("file".utf8), of: "in/file")
      temporary.setAttribute("user.y", Array("dir".utf8), of: "in/dir")
      temporary.setAttribute("security.capability", capability, of: "in/file")
      temporary.setAttribute("trusted.z", Array("link".utf8), of: "in/link")
      let root = try DirectoryRoot(path: temporary.path.appending("in"))
      try DirectoryWriter(root: root, output: output).write(everything(of: root))
      let written = try DirectoryRoot(path: output)
      #expect(try listing(of: written) == listing(of: root))
      #expect(try written.extendedAttributes(at: "/dir").count == 1)
    }

    @Test(.enabled(if: getuid() == 0, "only root gives files away"))
    func `owners, setuid and devices survive`() throws {
      let summary = try roundTrip(
        """
        mkdir d; echo x > d/program; chown 12:34 d/program; chmod 6755 d/program
        chown 56:78 d; ln -s x link; chown -h 9:10 link; mknod null c 1 3; mknod disk b 259 70000
        chmod 666 null; chown 0:6 disk
        """)
      #expect(summary.notes.isEmpty)
    }

    @Test(.enabled(if: getuid() != 0, "root can give files away"))
    func `owners that cannot be kept are told once, and setuid goes with them`() throws {
      let root = MemoryRoot("/a 4755 0:0 : x\n/b 4755 0:0 : y\n/c/ 755 0:0")
      let summary = try DirectoryWriter(root: root, output: output).write(everything(of: root))
      #expect(summary.notes.map(\.kind) == ["owners-lost", "set-id-dropped"])
      #expect(summary.notes.first?.text.hasPrefix("4 files belong to user") == true)
      #expect(try DirectoryRoot(path: output).entry(at: "/a")?.mode == 0o755)
    }

    @Test func `holes stay holes`() throws {
      try roundTrip(
        """
        truncate -s 64M hole; printf x | dd of=hole bs=1 seek=33554432 conv=notrunc status=none
        truncate -s 3M end; printf x | dd of=end bs=1 conv=notrunc status=none
        """)
      var status = stat()
      #expect(unsafe stat(output.appending("hole").string, &status) == 0)
      #expect(status.st_blocks < 1024)
    }

    @Test func `a tree deeper than the table of open files is written`() throws {
      try roundTrip(
        """
        i=0; while [ $i -lt 110 ]; do mkdir -p a/b/c/d/e/f/g/h/i/j; cd -P a/b/c/d/e/f/g/h/i/j; i=$((i+1)); done
        echo deep > file; ln file file2
        """)
    }

    @Test func `names that sort before a slash do not confuse it`() throws {
      try roundTrip("mkdir a; touch a/z a-b a.c 'a b' a/y; mkdir a-d; touch a-d/x")
    }

    @Test func `names and targets that are no text survive`() throws {
      try roundTrip(
        "touch \"$(printf 'x\\377y')\" \"$(printf 'new\\nline')\"; ln -s \"$(printf '\\376')\" l")
    }

    @Test func `a root in memory is written, and what pith adds`() throws {
      let root = MemoryRoot(
        """
        /etc/passwd 640 : root:x:0:0::/root:/bin/sh
        /etc/alias == /etc/passwd
        /big : \\x00
        """)
      root.addFile("/big", [UInt8](repeating: 7, count: 300_000))
      var plan = try everything(of: root)
      plan.entries.append(
        PlannedEntry(
          path: "/etc/ld.so.cache",
          entry: Entry(
            kind: .regular, mode: 0o644, modified: Entry.Timestamp(seconds: 1_000_000_000),
            identity: Entry.Identity(volume: 0, number: 0)),
          origin: .written(Array("cache".utf8)), reasons: [Reason(.keep, .required)]))
      try DirectoryWriter(root: root, output: output).write(plan)
      let written = try DirectoryRoot(path: output)
      #expect(try written.bytes(of: "/etc/ld.so.cache") == Array("cache".utf8))
      #expect(try written.entry(at: "/etc/ld.so.cache")?.modified.seconds == 1_000_000_000)
      #expect(try written.bytes(of: "/big") == [UInt8](repeating: 7, count: 300_000))
      #expect(
        try written.entry(at: "/etc/passwd")?.identity == written.entry(at: "/etc/alias")?.identity)
    }

    @Test func `files alike do not become hard links`() throws {
      try roundTrip("echo same > a; echo same > b")
      let written = try DirectoryRoot(path: output)
      #expect(try written.entry(at: "/a")?.linkCount == 1)
    }

    @Test func `a socket is left out with a note`() throws {
      let root = MemoryRoot("/run/socket s 755\n/run/file : x")
      let summary = try DirectoryWriter(root: root, output: output).write(everything(of: root))
      #expect(summary.notes.map(\.kind).filter { $0 != "owners-lost" } == ["socket-left-out"])
      #expect(try DirectoryRoot(path: output).entry(at: "/run/socket") == nil)
    }
  }
}
