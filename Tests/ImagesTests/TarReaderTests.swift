import Images
import Roots
import RootsTesting
import SystemPackage
import Testing

/// What GNU tar writes is what was there.
@Suite struct TarReaderTests {
  let temporary = TemporaryDirectory()

  /// Makes `in`, archives it with these options, and compares.
  func roundTrip(_ script: String, _ options: String) throws {
    try temporary.shell("mkdir in; cd in\n" + script)
    try temporary.shell("tar -c \(options) -f archive.tar -C in .")
    let original = try listing(of: DirectoryRoot(path: temporary.path.appending("in")))
    let root = try ImageReader().open(
      SourceName(transport: .tar, path: temporary.path.appending("archive.tar")))
    let read = try listing(of: root.root)
    let lost = Set(original).subtracting(read).sorted()
    let added = Set(read).subtracting(original).sorted()
    #expect(lost == [], "\(lost)")
    #expect(added == [], "\(added)")
  }

  @Test(arguments: ["v7", "oldgnu", "gnu", "ustar", "pax"])
  func `every format of tar is read`(format: String) throws {
    try roundTrip(
      """
      mkdir -p usr/bin tmp; chmod 1777 tmp; echo x > usr/bin/a; chmod 4755 usr/bin/a
      ln usr/bin/a usr/bin/b; ln -s usr/bin bin; touch empty
      head -c 100000 /dev/urandom > large; [ \(format) = v7 ] || mkfifo fifo
      find . -exec touch -h -d '2001-02-03 04:05:06 UTC' {} +
      """, "--format=\(format)")
  }

  @Test(arguments: ["gnu", "pax"])
  func `long names and targets are read`(format: String) throws {
    try roundTrip(
      """
      d=$(printf '%0200d/%0200d/%0100d' 1 2 3); mkdir -p "$d"; echo x > "$d/file"
      ln "$d/file" hard; ln -s "$d/file" soft; touch "$(printf 'x\\377\\nz')"
      find . -exec touch -h -d '2001-02-03 04:05:06 UTC' {} +
      """, "--format=\(format)")
  }

  @Test func `ustar's prefix is read`() throws {
    try roundTrip(
      """
      d=$(printf '%060d/%060d' 1 2); mkdir -p "$d"; echo x > "$d/$(printf '%090d' 3)"
      find . -exec touch -h -d '2001-02-03 04:05:06 UTC' {} +
      """, "--format=ustar")
  }

  @Test func `times before 1970 and with nanoseconds are read`() throws {
    try roundTrip(
      """
      touch -d '1960-01-01 00:00:00.25 UTC' a; touch -d '1960-01-01 00:00:00 UTC' b
      touch -d '2033-01-01 00:00:00.123456789 UTC' c
      """, "--format=pax --pax-option=delete=atime,delete=ctime")
  }

  @Test func `extended attributes are read`() throws {
    try temporary.shell("mkdir in; touch in/file")
    temporary.setAttribute("user.x", Array("value".utf8) + [0, 10, 61], of: "in/file")
    try temporary.shell("tar -c --xattrs --format=pax -f archive.tar -C in .")
    let root = try ImageReader().open(
      SourceName(transport: .tar, path: temporary.path.appending("archive.tar"))
    ).root
    #expect(
      try root.extendedAttributes(at: "/file") == [
        ExtendedAttribute(name: Array("user.x".utf8), value: Array("value".utf8) + [0, 10, 61])
      ])
  }

  @Test(arguments: [
    "--format=gnu", "--format=pax --sparse-version=0.0", "--format=pax --sparse-version=0.1",
    "--format=pax --sparse-version=1.0",
  ])
  func `files with holes are read`(format: String) throws {
    try roundTrip(
      """
      truncate -s 5M holes
      for i in 0 1000001 2000003 3000000 4999999; do
        printf x$i | dd of=holes bs=1 seek=$i conv=notrunc status=none; done
      truncate -s 3M end; printf x | dd of=end bs=1 conv=notrunc status=none
      truncate -s 1M empty
      for i in $(seq 0 60); do printf y | dd of=many bs=1 seek=$((i*100000)) conv=notrunc status=none
      done
      find . -exec touch -h -d '2001-02-03 04:05:06 UTC' {} +
      """, "-S \(format)")
  }

  @Test(arguments: ["gzip", "zstd -q"])
  func `a compressed archive is unpacked`(program: String) throws {
    try temporary.shell(
      """
      mkdir in; head -c 3000000 /dev/urandom > in/x; head -c 5000000 /dev/zero > in/y
      tar -cf - -C in . | \(program) > archive
      """)
    let root = try ImageReader().open(SourceName(path: temporary.path.appending("archive"))).root
    let original = try DirectoryRoot(path: temporary.path.appending("in"))
    #expect(try root.bytes(of: "/x") == original.bytes(of: "/x"))
    #expect(try root.bytes(of: "/y") == original.bytes(of: "/y"))
  }

  @Test func `gzip in several members with zeros behind them is unpacked`() throws {
    try temporary.shell(
      """
      mkdir in; head -c 3000000 /dev/urandom > in/x; tar -cf a.tar -C in .
      split -b 700000 a.tar part.; for p in part.*; do gzip $p; done; cat part.*.gz > a.tar.gz
      head -c 1000 /dev/zero >> a.tar.gz
      """)
    let root = try ImageReader().open(SourceName(path: temporary.path.appending("a.tar.gz"))).root
    let original = try DirectoryRoot(path: temporary.path.appending("in"))
    #expect(try root.bytes(of: "/x") == original.bytes(of: "/x"))
  }
}
