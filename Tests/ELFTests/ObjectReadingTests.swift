internal import ELF
internal import ELFTesting
internal import Glibc
internal import Testing

@Suite struct ObjectReadingTests {
  @Test(arguments: Form.all)
  func `the header says class, byte order, machine and type`(_ form: Form) throws {
    let file = form.built {
      $0.type = .executable
      $0.osABI = 3
      $0.machineFlags = 0x500
    }
    let object = try #require(try Object.read(file))
    #expect(object.elfClass == form.elfClass)
    #expect(object.byteOrder == form.byteOrder)
    #expect(object.machine == form.machine)
    #expect(object.machineName == form.name)
    #expect(object.type == .executable)
    #expect(object.osABI == 3)
    #expect(object.machineFlags == 0x500)
  }

  @Test(arguments: Form.all)
  func `the dynamic section gives its names in order`(_ form: Form) throws {
    let file = form.built {
      $0.interpreter = "/lib/ld.so.1"
      $0.needed = ["libz.so.1", "libc.so.6"]
      $0.soname = "libme.so.1"
      $0.runpath = "$ORIGIN/../lib"
      $0.auxiliary = ["aux.so", "aux2.so"]
      $0.filter = ["filter.so"]
      $0.audit = ["audit.so"]
      $0.depaudit = ["depaudit.so"]
      $0.flags = 0x8
      $0.flags1 = 0x0800_0801
    }
    let object = try #require(try Object.read(file))
    let dynamic = try #require(object.dynamic)
    #expect(object.interpreter == .init("/lib/ld.so.1"))
    #expect(dynamic.needed == bytes("libz.so.1", "libc.so.6"))
    #expect(dynamic.soname == .init("libme.so.1"))
    #expect(dynamic.rpath == nil)
    #expect(dynamic.runpath == .init("$ORIGIN/../lib"))
    #expect(dynamic.auxiliary == bytes("aux.so", "aux2.so"))
    #expect(dynamic.filter == bytes("filter.so"))
    #expect(dynamic.audit == bytes("audit.so"))
    #expect(dynamic.depaudit == bytes("depaudit.so"))
    #expect(dynamic.bindsNow && dynamic.isPIE && dynamic.ignoresDefaultLibraries)
    #expect(!dynamic.hasTextRelocations && !dynamic.definesVersions)
  }

  @Test(arguments: Form.all)
  func `versions needed and defined come by file, without the base`(_ form: Form) throws {
    let wanted = [
      VersionsNeeded(
        file: .init("libc.so.6"),
        versions: [
          .init(name: .init("V_2"), isWeak: false), .init(name: .init("V_1"), isWeak: true),
        ]),
      VersionsNeeded(
        file: .init("libm.so.6"), versions: [.init(name: .init("M_1"), isWeak: false)]),
    ]
    let file = form.built {
      $0.needed = ["libc.so.6", "libm.so.6"]
      $0.versionsNeeded = wanted
      $0.versionsDefined = ["ME_1", "ME_2"]
    }
    let dynamic = try #require(try Object.read(file)?.dynamic)
    #expect(dynamic.versionsNeeded == wanted)
    #expect(dynamic.versionsDefined == bytes("ME_1", "ME_2"))
    #expect(dynamic.definesVersions)
  }

  @Test func `of several DT_RPATH the last counts`() throws {
    let file = ObjectBuilder.library("l.so") { $0.names = [(15, "/first"), (15, "/last")] }
    #expect(try Object.read(file)?.dynamic?.rpath == .init("/last"))
  }

  @Test func `an empty DT_RPATH is none, an empty DT_RUNPATH still voids DT_RPATH`() throws {
    let file = ObjectBuilder.library("l.so") {
      $0.rpath = ""
      $0.runpath = ""
    }
    let dynamic = try #require(try Object.read(file)?.dynamic)
    #expect(dynamic.rpath == nil)
    #expect(dynamic.runpath == [])
  }

  @Test func `what follows DT_NULL is not read`() throws {
    let file = ObjectBuilder.library("l.so") { $0.entries = [(0, 0), (1, 1)] }
    let error = #expect(throws: ELFError.self) { try Object.read(file) }
    // DT_STRTAB stands behind the DT_NULL too.
    #expect(error?.what == "the dynamic section has names and no DT_STRTAB")
  }

  @Test func `old tags count as the flags that replaced them`() throws {
    func dynamic(_ tag: UInt64) throws -> Dynamic {
      let file = ObjectBuilder.library("l.so") { $0.entries = [(tag, 0)] }
      return try #require(try Object.read(file)?.dynamic)
    }
    #expect(try dynamic(16).isSymbolic)
    #expect(try dynamic(22).hasTextRelocations)
    #expect(try dynamic(24).bindsNow)
  }

  @Test func `a static program has no dynamic section`() throws {
    let file = ObjectBuilder {
      $0.type = .executable
      $0.isDynamic = false
    }.bytes()
    let object = try #require(try Object.read(file))
    #expect(object.dynamic == nil && object.interpreter == nil && object.isProgram)
  }

  @Test func `a static PIE has a dynamic section and no interpreter`() throws {
    let file = ObjectBuilder { $0.flags1 = 0x0800_0000 }.bytes()
    let object = try #require(try Object.read(file))
    #expect(object.dynamic?.needed == [] && object.interpreter == nil && object.isProgram)
  }

  @Test func `stack, relocation and segment flags are told`() throws {
    let file = ObjectBuilder.program {
      $0.stackFlags = 7
      $0.hasRelocationReadOnly = true
    }
    let object = try #require(try Object.read(file))
    #expect(object.stackFlags?.contains(.executable) == true)
    #expect(object.hasRelocationReadOnly)
    let plain = try #require(try Object.read(ObjectBuilder.program()))
    #expect(plain.stackFlags == nil && !plain.hasRelocationReadOnly)
  }

  @Test func `a file of debugging information is not malformed`() throws {
    // The name of the interpreter was taken out, and its program header is still there.
    func file(_ isDebugOnly: Bool) -> [UInt8] {
      ObjectBuilder.program {
        $0.interpreter = ""
        $0.isDebugOnly = isDebugOnly
      }
    }
    let object = try #require(try Object.read(file(true)))
    #expect(object.isDebugOnly && object.dynamic == nil && object.interpreter == nil)
    #expect(throws: ELFError.self) { try Object.read(file(false)) }
  }

  @Test func `what is not ELF is nil`() throws {
    for text in ["", "#!", "#!/bin/sh\n", "\u{7f}ELG" + String(repeating: "x", count: 100)] {
      #expect(try Object.read([UInt8](text)) == nil)
    }
  }

  @Test func `a range of a larger file reads like the file alone`() throws {
    let file = everything(Form.all[0])
    var name = Array("/tmp/elf-test-XXXXXX".utf8CString)
    let descriptor = unsafe mkstemp(&name)
    defer {
      close(descriptor)
      unsafe unlink(name)
    }
    let layer = [UInt8](repeating: 0x7f, count: 1000) + file + [UInt8](repeating: 1, count: 5000)
    #expect(unsafe write(descriptor, layer, layer.count) == layer.count)
    let size = UInt64(file.count)
    let object = try #require(try Object.read(descriptor: descriptor, offset: 1000, size: size))
    #expect(try object == Object.read(file))
    #expect(
      try Array(object.symbols(descriptor: descriptor, offset: 1000, size: size))
        == Array(object.symbols(file)))
    #expect(
      try object.dlopenNotes(descriptor: descriptor, offset: 1000, size: size)
        == object.dlopenNotes(file))
  }

  @Test func `data ranges follow the segments and end with the file`() throws {
    let file = ObjectBuilder.library("l.so") {
      $0.readOnlyData = .init("constant text")
      $0.writableData = .init("variable text")
    }
    let object = try #require(try Object.read(file))
    let size = UInt64(file.count)
    let ranges = object.dataRanges(fileSize: size)
    #expect(ranges.map(\.kind) == [.executable, .writable])
    let texts = ranges.map { file[Int($0.offset)..<Int($0.offset + $0.size)] }
    #expect(texts[0].suffix(13) == ArraySlice("constant text".utf8))
    #expect(texts[1].suffix(13) == ArraySlice("variable text".utf8))
    #expect(object.dataRanges(fileSize: 100).map(\.size) == [100])
  }
}
