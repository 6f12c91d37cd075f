import ArchivesTesting
import Roots
import RootsTesting
import Testing

@testable import Analyzers

struct JavaTests {
  /// A virtual machine, some programs and libraries, and `archive` as the application.
  private func root(_ archive: ZipBuilder) -> MemoryRoot {
    let root = MemoryRoot(
      """
      /bin/sh 755 : shell
      /usr/bin/java 755 : launcher
      /usr/bin/tr 755 : tr
      /usr/bin/id 755 : id
      /usr/lib/jvm/x/lib/server/libjvm.so : machine
      /usr/lib/jvm/x/lib/libjli.so : launcher's part
      /usr/lib/jvm/x/lib/jvm.cfg : -server KNOWN
      /usr/lib/jvm/x/lib/libnet.so : net
      /usr/lib/jvm/x/lib/libawt.so : awt
      /usr/lib/jvm/x/lib/libattach.so : attach
      /usr/lib/jvm/x/lib/modules : classes
      /usr/lib/jvm/x/jmods/java.base.jmod : module
      /usr/lib/x86_64-linux-gnu/jni/libfast.so : jni
      /var/lib/dpkg/status : Package: base\\nStatus: install ok installed\\nVersion: 1\\nArchitecture: all\\n
      /var/lib/dpkg/info/base.list : /usr/share/java/helper.jar\\n/opt/data/table\\n/opt/extra/a.jar\\n
      /usr/share/java/helper.jar : PK
      /opt/data/table : data
      /opt/extra/a.jar : PK
      /opt/extra/notes.txt : text
      """)
    root.addFile("/app/app.jar", archive.archive())
    return root
  }

  private func plan(
    _ archive: ZipBuilder, command: String = "java -jar /app/app.jar",
    environment: [String] = []
  ) throws -> PlannedRoot {
    try PlannedRoot(
      root(archive), command: command,
      environment: environment + ["LD=/usr/lib/jvm/x/lib/server/libjvm.so"])
  }

  private func archive(_ build: (inout ClassFileBuilder) -> Void) -> ZipBuilder {
    var file = ClassFileBuilder()
    build(&file)
    var zip = ZipBuilder()
    zip.add("app/Main.class", file.bytes)
    return zip
  }

  @Test func `the machine comes with its classes, without what developers use`() throws {
    let plan = try plan(ZipBuilder())
    #expect(
      plan.keeps(
        "/usr/lib/jvm/x/lib/modules", "/usr/lib/jvm/x/lib/libnet.so", "/usr/lib/jvm/x/lib/jvm.cfg"))
    #expect(!plan.keeps("/usr/lib/jvm/x/lib/libattach.so"))
    #expect(!plan.keeps("/usr/lib/jvm/x/jmods/java.base.jmod"))
  }

  @Test func `graphics come with classes that refer to them`() throws {
    let without = archive { $0.add(class: "java/util/List") }
    #expect(try !plan(without).keeps("/usr/lib/jvm/x/lib/libawt.so"))
    let with = archive { $0.add(class: "java/awt/image/BufferedImage") }
    #expect(try plan(with).keeps("/usr/lib/jvm/x/lib/libawt.so"))
  }

  @Test func `an archive inside an archive counts`() throws {
    var file = ClassFileBuilder()
    file.add(class: "java/awt/Font")
    var inner = ZipBuilder()
    inner.add("x/Y.class", file.bytes)
    var outer = ZipBuilder()
    outer.add("BOOT-INF/lib/y.jar", inner.archive())
    #expect(try plan(outer).keeps("/usr/lib/jvm/x/lib/libawt.so"))
  }

  @Test func `class path of a manifest, relative to the archive and folded`() throws {
    var zip = ZipBuilder()
    zip.add(
      "META-INF/MANIFEST.MF",
      Array("Manifest-Version: 1.0\r\nClass-Path: ../usr/share/ja\r\n va/helper.jar\r\n".utf8))
    let plan = try plan(zip)
    #expect(plan.rules("/usr/share/java/helper.jar").contains("class-path"))
  }

  @Test func `all archives of a directory on the class path`() throws {
    let plan = try plan(
      ZipBuilder(), command: "java -cp /app/app.jar:/opt/extra/* app.Main")
    #expect(plan.rules("/opt/extra/a.jar").contains("class-path"))
  }

  @Test func `options in the environment name archives`() throws {
    let plan = try plan(
      ZipBuilder(), environment: ["JAVA_TOOL_OPTIONS=-javaagent:/opt/extra/a.jar=x -Da=b"])
    #expect(plan.rules("/opt/extra/a.jar").contains("class-path"))
  }

  @Test func `programs are taken from classes that start processes`() throws {
    let runs = archive {
      $0.add(class: "java/lang/ProcessBuilder")
      $0.add(string: "echo out | tr a-z A-Z; id -un")
    }
    #expect(try plan(runs).keeps("/usr/bin/tr", "/usr/bin/id"))
    let speaks = archive { $0.add(string: "echo out | tr a-z A-Z; id -un") }
    #expect(try !plan(speaks).keeps("/usr/bin/tr"))
  }

  @Test func `a library that a class loads by name`() throws {
    let loads = archive {
      $0.addLong()
      $0.add(member: "loadLibrary")
      $0.add(string: "fast")
    }
    #expect(try plan(loads).keeps("/usr/lib/x86_64-linux-gnu/jni/libfast.so"))
    let other = archive { $0.add(string: "fast") }
    #expect(try !plan(other).keeps("/usr/lib/x86_64-linux-gnu/jni/libfast.so"))
  }

  @Test func `paths in strings of classes and in configuration inside`() throws {
    #expect(try plan(archive { $0.add(string: "/opt/data/table") }).keeps("/opt/data/table"))
    var zip = ZipBuilder()
    zip.add("application.properties", Array("table=/opt/data/table\n".utf8))
    #expect(try plan(zip).keeps("/opt/data/table"))
  }

  @Test func `a class file that is cut off anywhere says nothing wrong`() {
    var file = ClassFileBuilder()
    file.add(class: "java/awt/Font")
    file.add(member: "loadLibrary")
    file.add(string: "fast")
    let bytes = file.bytes
    for count in bytes.indices {
      var facts = JavaFacts()
      let part = Array(bytes[..<count])
      unsafe facts.add(classFile: part.span.bytes)
      #expect(facts.packages.isEmpty)
    }
    for index in bytes.indices {
      var bad = bytes
      bad[index] ^= 0xff
      var facts = JavaFacts()
      unsafe facts.add(classFile: bad.span.bytes)
    }
  }
}

struct CommandTextTests {
  @Test(arguments: [
    ("tar -xf x", ["tar"]), ("LC_ALL=C sort | uniq -c", ["sort", "uniq"]),
    ("id -un; (date)", ["id", "date"]), ("a", []), ("/usr/bin/env x", ["/usr/bin/env"]),
    ("if test -f x; then rm x; fi", ["test", "rm", "fi"]), ("<?xml?>", []),
  ])
  func `the words that a shell would run`(text: String, programs: [String]) {
    let found = CommandText.programs(in: Array(text.utf8))
    #expect(found.map { String(decoding: $0, as: UTF8.self) } == programs)
  }
}
