import Glibc
import Roots
import RootsTesting
import SystemPackage
import Testing

@Suite struct DirectoryRootTests {
  let temporary = TemporaryDirectory()

  func root(_ script: String, at name: String = "", avoidingOpenat2: Bool = false) throws
    -> DirectoryRoot
  {
    try temporary.shell(script)
    return try DirectoryRoot(
      path: temporary.path.appending(name), avoidingOpenat2: avoidingOpenat2)
  }

  @Test func `an entry says what lstat says`() throws {
    let root = try root(
      """
      mkdir -p usr/bin; printf hello > usr/bin/x; chmod 4751 usr/bin/x; ln usr/bin/x usr/bin/y
      touch -d '2001-02-03 04:05:06.789012345 UTC' usr/bin/x; ln -s usr/bin bin
      """)
    let x = try #require(try root.entry(at: "/usr/bin/x"))
    #expect(x.kind == .regular && x.mode == 0o4751 && x.size == 5 && x.linkCount == 2)
    #expect(x.modified == Entry.Timestamp(seconds: 981_173_106, nanoseconds: 789_012_345))
    #expect(try root.entry(at: "/usr/bin/y")?.identity == x.identity)
    #expect(try root.entry(at: "/bin")?.kind == .symlink)
    #expect(try root.linkTarget(at: "/bin") == Array("usr/bin".utf8))
    #expect(try root.entry(at: "/")?.kind == .directory)
  }

  @Test func `a link leads to the same place whether its directory was expected or not`() throws {
    let root = try root(
      """
      mkdir d; touch d/file; ln -s file d/short; ln -s $(printf '%0300d' 0) d/long; ln -s /none d/a
      """)
    root.expect(childrenOf: "/d")
    #expect(try root.children(of: "/d")?.map(\.kind) == [.symlink, .regular, .symlink, .symlink])
    #expect(try root.linkTarget(at: "/d/a") == Array("/none".utf8))
    #expect(try root.linkTarget(at: "/d/short") == Array("file".utf8))
    #expect(try root.linkTarget(at: "/d/long") == Array(repeating: UInt8(ascii: "0"), count: 300))
    #expect(throws: RootError.self) { try root.linkTarget(at: "/d/file") }
    #expect(throws: RootError.self) { try root.linkTarget(at: "/d/none") }
  }

  @Test(arguments: [false, true])
  func `a path through a symbolic link names nothing`(avoidingOpenat2: Bool) throws {
    let root = try root(
      "mkdir real; echo x > real/x; ln -s real link", avoidingOpenat2: avoidingOpenat2)
    #expect(try root.entry(at: "/link/x") == nil)
    #expect(try root.children(of: "/link") == nil)
    #expect(throws: RootError.self) { try root.bytes(of: "/link/x") }
    #expect(try root.bytes(of: "/real/x") == Array("x\n".utf8))
  }

  @Test(arguments: [false, true])
  func `a directory that becomes a link out of the root is not followed`(
    avoidingOpenat2: Bool
  ) throws {
    let root = try root(
      "mkdir -p root/etc; echo x > root/etc/passwd", at: "root", avoidingOpenat2: avoidingOpenat2)
    #expect(try root.entry(at: "/etc/passwd") != nil)
    try temporary.shell("rm -r root/etc; ln -s /etc root/etc")
    let error = #expect(throws: RootError.self) { try root.bytes(of: "/etc/passwd") }
    #expect(error?.cause != nil)
  }

  @Test func `children come sorted by bytes with their kinds`() throws {
    let root = try root(
      """
      mkdir d d/dir; touch d/b d/a-c d/a d/é; ln -s nowhere d/link; mkfifo d/fifo
      """)
    let children = try #require(try root.children(of: "/d"))
    #expect(
      children.map { String(decoding: $0.name, as: UTF8.self) }
        == ["a", "a-c", "b", "dir", "fifo", "link", "é"])
    #expect(children.map(\.kind).contains(.fifo))
    #expect(children[3].kind == .directory && children[5].kind == .symlink)
    #expect(try root.children(of: "/d/a") == nil)
    #expect(try root.children(of: "/nowhere") == nil)
  }

  @Test(arguments: [false, true])
  func `what something is is the same before and after its directory was listed`(
    isListed: Bool
  ) throws {
    let root = try root("mkdir d d/e; touch d/f; ln -s f d/l; mkfifo d/p; ln -s d k")
    if isListed { for path in ["/", "/d"] { _ = try root.children(of: RootPath(path)) } }
    let expected: [(String, Entry.Kind?)] = [
      ("/", .directory), ("/d/e", .directory), ("/d/f", .regular), ("/d/l", .symlink),
      ("/d/p", .fifo), ("/d/x", nil), ("/d/f/x", nil), ("/k", .symlink), ("/k/f", nil),
      ("/x/y", nil),
    ]
    for (path, kind) in expected { #expect(try root.kind(at: RootPath(path)) == kind, "\(path)") }
  }

  @Test func `directories that were expected to be listed are the same`() throws {
    let script = "for i in $(seq 1 60); do mkdir d$i; touch d$i/$i d$i/b d$i/a; done; ln -s d1 l"
    let root = try root(script)
    let other = try DirectoryRoot(path: temporary.path)
    let names = try #require(try root.children(of: "/"))
    let paths = names.map { RootPath("/\(String(decoding: $0.name, as: UTF8.self))") } + ["/no"]
    for path in paths { root.expect(childrenOf: path) }
    for path in paths.reversed() {
      #expect(try root.children(of: path) == other.children(of: path), "\(path)")
    }
  }

  @Test func `more directories than stay open are looked up in, each again`() throws {
    let root = try root("for i in $(seq 1 40); do mkdir d$i; echo $i > d$i/f; ln -s $i d$i/l; done")
    for directory in Array(1...40) + Array(1...40) {
      let text = Array("\(directory)".utf8)
      #expect(try root.bytes(of: RootPath("/d\(directory)/f")) == text + [10])
      #expect(try root.linkTarget(at: RootPath("/d\(directory)/l")) == text)
    }
  }

  @Test func `a listed directory answers without asking`() throws {
    let root = try root("mkdir d; touch d/there")
    _ = try root.children(of: "/d")
    try temporary.shell("touch d/late")
    #expect(try root.entry(at: "/d/late") == nil)
    #expect(try root.entry(at: "/d/there") != nil)
  }

  @Test func `a directory searched in vain is listed`() throws {
    let root = try root("mkdir d; touch d/there")
    for name in ["1", "2", "3"] { #expect(try root.entry(at: RootPath("/d/" + name)) == nil) }
    try temporary.shell("touch d/late")
    #expect(try root.entry(at: "/d/late") == nil)
    #expect(try root.entry(at: "/d/there") != nil)
  }

  @Test func `sockets, fifos and devices have no content`() throws {
    let root = try root(
      "mkfifo fifo; mknod null c 1 3 || ln -s x null; mkdir d", avoidingOpenat2: false)
    #expect(try root.entry(at: "/fifo")?.kind == .fifo)
    if let null = try root.entry(at: "/null"), null.kind == .characterDevice {
      #expect(null.device == Entry.Device(major: 1, minor: 3))
    }
    for path: RootPath in ["/fifo", "/null", "/d"] {
      let error = #expect(throws: RootError.self) { try root.bytes(of: path) }
      #expect(error?.code == .wrongKind)
    }
  }

  @Test func `a device number goes there and back`() {
    for (major, minor): (UInt32, UInt32) in [(1, 3), (259, 70_000), (0x1_0000, 0x12_3456)] {
      let device = Entry.Device(major: major, minor: minor)
      #expect(Entry.Device(number: device.number) == device)
    }
  }

  @Test func `extended attributes are read, also of links and directories`() throws {
    let root = try root("touch file plain; mkdir dir; ln -s file link")
    // VFS_CAP_REVISION_2 with CAP_NET_RAW permitted and effective.
    let capability: [UInt8] = [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    temporary.setAttribute("user.b", Array("two".utf8), of: "file")
    temporary.setAttribute("user.a", [], of: "file")
    temporary.setAttribute("user.d", Array("dir".utf8), of: "dir")
    let isPrivileged =
      temporary.setAttribute("security.capability", capability, of: "file")
      && temporary.setAttribute("trusted.l", Array("link".utf8), of: "link")
    let user = try root.extendedAttributes(at: "/file").filter {
      $0.name.starts(with: "user.".utf8)
    }
    #expect(
      user == [
        ExtendedAttribute(name: Array("user.a".utf8), value: []),
        ExtendedAttribute(name: Array("user.b".utf8), value: Array("two".utf8)),
      ])
    #expect(try root.extendedAttributes(at: "/dir").count == 1)
    #expect(try root.extendedAttributes(at: "/plain").isEmpty)
    if isPrivileged {
      #expect(try root.extendedAttributes(at: "/link").first?.value == Array("link".utf8))
      #expect(
        try root.extendedAttributes(at: "/file").first
          == ExtendedAttribute(name: Array("security.capability".utf8), value: capability))
    }
  }

  @Test func `a file system without extended attributes has none`() throws {
    let root = try DirectoryRoot(path: "/proc")
    #expect(try root.extendedAttributes(at: "/version").isEmpty)
  }

  @Test func `names that are too long are not there`() throws {
    let root = try root("mkdir d")
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: 4096)
    #expect(try root.entry(at: RootPath("/d").appending(long)) == nil)
    #expect(try root.resolve(long + Array("/y".utf8)).entry == nil)
    #expect(try root.entry(at: RootPath(Array("/d/a\0b".utf8))) == nil)
  }

  @Test(arguments: [false, true])
  func `a tree deeper than a path may be long is read`(avoidingOpenat2: Bool) throws {
    let root = try root(
      """
      i=0; while [ $i -lt 60 ]; do
        p=$(printf '%0100d/%0100d' $i $i); mkdir -p $p; cd -P $p; i=$((i+1))
      done
      echo deep > file; ln -s file link
      """, avoidingOpenat2: avoidingOpenat2)
    var deepest = RootPath.root
    var count = 0
    try root.walk { path, kind in
      count += 1
      deepest = max(deepest, path)
      return .into
    }
    #expect(count == 123)
    #expect(deepest.bytes.count > 12_000)
    let file = deepest.parent.appending("file")
    #expect(try root.bytes(of: file) == Array("deep\n".utf8))
    #expect(try root.extendedAttributes(at: file).isEmpty)
    #expect(try root.linkTarget(at: deepest) == Array("file".utf8))
    let fresh = try DirectoryRoot(path: temporary.path)
    #expect(try fresh.entry(at: file)?.size == 5)
  }

  @Test func `a root may be a symbolic link or end in a slash`() throws {
    let root = try root("mkdir real; touch real/x; ln -s real link", at: "link")
    #expect(try root.entry(at: "/x") != nil)
    let slash = try DirectoryRoot(path: FilePath(temporary.path.string + "/real/"))
    #expect(try slash.entry(at: "/x") != nil)
  }

  @Test func `a root that is not there is an error that names it`() throws {
    let error = #expect(throws: RootError.self) { try DirectoryRoot(path: "/nowhere/at/all") }
    #expect(error?.description == "cannot open '/nowhere/at/all': No such file or directory")
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func `a file that may not be read is an error that names it`() throws {
    let root = try root("echo x > secret; chmod 0 secret; mkdir closed; chmod 0 closed")
    let error = #expect(throws: RootError.self) { try root.bytes(of: "/secret") }
    #expect(error?.description.contains("'/secret'") == true)
    #expect(error?.cause == .permissionDenied)
    #expect(throws: RootError.self) { try root.entry(at: "/closed/x") }
    try temporary.shell("chmod 700 closed")
  }

  @Test func `a file that shrank is an error, not a crash`() throws {
    let root = try root("head -c 1000000 /dev/zero > big")
    #expect(try root.entry(at: "/big")?.size == 1_000_000)
    try temporary.shell("head -c 10 /dev/zero > big")
    let error = #expect(throws: RootError.self) {
      try root.withContent(of: "/big") { _ in }
    }
    #expect(error?.code == .truncated)
  }
}
