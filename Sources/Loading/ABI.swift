internal import ELF

/// What a library must have in common with the program that maps it.
struct ABI: Hashable {
  var elfClass: Object.Class
  var machine: Machine
  var byteOrder: Object.ByteOrder

  init(elfClass: Object.Class, machine: Machine, byteOrder: Object.ByteOrder) {
    self.elfClass = elfClass
    self.machine = machine
    self.byteOrder = byteOrder
  }

  init(_ object: Object) {
    self.init(elfClass: object.elfClass, machine: object.machine, byteOrder: object.byteOrder)
  }

  /// In words, for messages.
  var machineName: String {
    Object(elfClass: elfClass, byteOrder: byteOrder, machine: machine, osABI: 0, type: .shared)
      .machineName
  }

  /// The flags of ld.so.cache entries that a loader of this kind takes (glibc, sysdeps/**/dl-cache.h); the first is preferred.
  ///
  /// Some machines have several floating-point ABIs, which `interpreter`, the loader's name, tells apart.
  func cacheFlags(interpreter: [UInt8]) -> [UInt32] {
    func names(_ text: String) -> Bool {
      let text = Array(text.utf8)
      return interpreter.indices.contains { interpreter[$0...].starts(with: text) }
    }
    return switch (machine, elfClass) {
    case (.x86_64, .elf64): [0x303]
    case (.x86_64, .elf32): [0x803]
    case (.aarch64, .elf64): [0xa03]
    case (.s390, .elf64): [0x403]
    case (.ppc64, _): [0x503]
    case (.arm, _): names("armhf") ? [0x903, 3] : [0xb03, 3]
    case (.riscv, _): names("lp64d") || names("ilp32d") ? [0x1003] : [0xf03]
    case (.loongarch, _): names("lp64d") ? [0x1203] : [0x1103]
    // The NaN encodings of 2008 have flags of their own; the caches of one system hold one kind.
    case (.mips, .elf64): [0x703, 0xe03]
    case (.mips, .elf32): names("lib32") ? [0x603, 0xd03] : [3, 1, 0xc03]
    case (Machine(rawValue: 43), _): [0x103]
    case (Machine(rawValue: 50), _): [0x203]
    default: [3, 1]
    }
  }

  /// Where programs of this kind expect their loader: glibc's, then musl's.
  var interpreters: [String] {
    switch (machine, elfClass) {
    case (.x86_64, .elf64): ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-musl-x86_64.so.1"]
    case (.x86_64, .elf32): ["/libx32/ld-linux-x32.so.2", "/lib/ld-musl-x32.so.1"]
    case (.i386, _): ["/lib/ld-linux.so.2", "/lib/ld-musl-i386.so.1"]
    case (.aarch64, .elf64): ["/lib/ld-linux-aarch64.so.1", "/lib/ld-musl-aarch64.so.1"]
    case (.arm, _):
      [
        "/lib/ld-linux-armhf.so.3", "/lib/ld-linux.so.3", "/lib/ld-musl-armhf.so.1",
        "/lib/ld-musl-arm.so.1",
      ]
    case (.s390, .elf64): ["/lib/ld64.so.1", "/lib/ld-musl-s390x.so.1"]
    case (.ppc64, _):
      ["/lib64/ld64.so.2", "/lib64/ld64.so.1", "/lib/ld-musl-powerpc64le.so.1"]
    case (.riscv, .elf64): ["/lib/ld-linux-riscv64-lp64d.so.1", "/lib/ld-musl-riscv64.so.1"]
    case (.loongarch, .elf64):
      ["/lib64/ld-linux-loongarch-lp64d.so.1", "/lib/ld-musl-loongarch64.so.1"]
    case (.mips, .elf64):
      ["/lib64/ld.so.1", "/lib/ld-musl-mips64el.so.1", "/lib/ld-musl-mips64.so.1"]
    case (.mips, .elf32): ["/lib/ld.so.1", "/lib/ld-musl-mipsel.so.1", "/lib/ld-musl-mips.so.1"]
    case (.ppc, _): ["/lib/ld.so.1", "/lib/ld-musl-powerpc.so.1"]
    default: ["/lib/ld.so.1", "/lib/ld-linux.so.2"]
    }
  }

  /// What the kernel calls the machine in AT_PLATFORM, which `$PLATFORM` stands for: what any CPU of it has first, then what better ones
  /// are called. Empty where the kernel gives none.
  var platforms: [String] {
    switch (machine, elfClass) {
    case (.x86_64, _): ["x86_64", "haswell", "xeon_phi"]
    case (.i386, _): ["i686", "i586", "i486", "i386"]
    case (.aarch64, .elf64): ["aarch64"]
    case (.arm, _): ["v7l", "v8l", "v6l"]
    case (.s390, .elf64):
      ["z900", "z990", "z9-109", "z10", "z196", "zEC12", "z13", "z14", "z15", "z16"]
    case (.ppc64, _): ["power8", "power9", "power10"]
    default: []
    }
  }

  /// Subdirectories that loaders before glibc 2.37 search on any CPU of this kind, beside `tls`.
  var legacySubdirectories: [String] {
    switch (machine, elfClass) {
    case (.x86_64, _): ["x86_64"]
    case (.i386, _): ["i686", "sse2"]
    default: []
    }
  }

  /// Those that they search on better CPUs.
  var betterLegacySubdirectories: [String] {
    switch (machine, elfClass) {
    case (.x86_64, _): ["haswell", "avx512_1", "xeon_phi"]
    default: []
    }
  }
}
