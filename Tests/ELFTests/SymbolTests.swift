internal import ELF
internal import ELFTesting
internal import Testing

@Suite struct SymbolTests {
  /// Every way in which the number of symbols can be found.
  enum Counting: CaseIterable, Sendable { case sysvHash, gnuHash, sectionHeaders, relocations }

  @Test(arguments: Form.all, Counting.allCases)
  func `symbols have names, versions and kinds`(_ form: Form, _ counting: Counting) throws {
    let exports = counting == .sysvHash || counting == .gnuHash
    let file = form.built {
      $0.needed = ["libc.so.6"]
      $0.versionsNeeded = [
        VersionsNeeded(
          file: .init("libc.so.6"), versions: [.init(name: .init("V_1"), isWeak: false)])
      ]
      $0.versionsDefined = ["MINE_1"]
      $0.symbols = [.init("open", version: "V_1"), .init("maybe", binding: 2)]
      if exports {
        $0.symbols += [
          .init(
            "mine", version: "MINE_1", isHidden: true, isDefined: true, kind: 1, visibility: 3,
            value: 77)
        ]
      }
      $0.hash = counting == .sysvHash ? .sysv : .gnu
      $0.hasSections = counting == .sectionHeaders
    }
    let object = try #require(try Object.read(file))
    let symbols = try object.symbols(file)
    #expect(symbols.count == (exports ? 4 : 3))
    #expect(
      symbols[1]
        == Symbol(
          name: .init("open"), version: .init("V_1"), versionFile: .init("libc.so.6"),
          isDefined: false, kind: .function))
    #expect(
      symbols[2]
        == Symbol(name: .init("maybe"), isDefined: false, kind: .function, binding: .weak))
    if exports {
      #expect(
        symbols[3]
          == Symbol(
            name: .init("mine"), version: .init("MINE_1"), isVersionHidden: true, isDefined: true,
            kind: .object, visibility: .protected, value: 77))
    }
  }

  @Test(arguments: [ObjectBuilder.Hash.sysv, .gnu, .none], [true, false])
  func `imported names are found without versions`(_ hash: ObjectBuilder.Hash, _ exports: Bool)
    throws
  {
    let file = ObjectBuilder.library("l.so", needed: ["libc.so.6"]) {
      $0.symbols = [.init("dlopen"), .init("dlopen_mine"), .init("exit")]
      if exports && hash != .none { $0.symbols.append(.init("execve", isDefined: true)) }
      $0.hash = hash
    }
    let object = try #require(try Object.read(file))
    let names = try object.importedNames(file)
    #expect(names.names == bytes("dlopen", "dlopen_mine", "exit"))
    #expect(names.contains("dlopen") && names.contains("exit"))
    #expect(!names.contains("execve") && !names.contains("dlop") && !names.contains(""))
    #expect(names.containsAny(of: ["execve", "exit"]))
    #expect(!names.containsAny(of: ["execve", "dlopen_"]))
  }

  @Test func `an object without symbols imports nothing`() throws {
    let file = ObjectBuilder { $0.isDynamic = false }.bytes()
    let object = try #require(try Object.read(file))
    #expect(try object.symbols(file).isEmpty)
    #expect(try object.importedNames(file).count == 0)
  }

  @Test(arguments: [Form.all[0], Form.all[3]])
  func `relocations name the symbols that are looked up`(_ form: Form) throws {
    let file = form.built {
      $0.symbols = [.init("used"), .init("unused", isRelocated: false), .init("used2")]
      $0.hash = .sysv
    }
    let object = try #require(try Object.read(file))
    #expect(try object.relocatedSymbols(file) == [1, 3])
  }
}
