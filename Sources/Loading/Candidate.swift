internal import ELF
internal import Roots

/// What a loader thinks of a file that has the wanted name.
enum Verdict {
  case fits
  /// The search goes on after it.
  case skipped(String)
  /// The loader gives up altogether.
  case fatal(String)
}

extension Binary {
  /// What ld.so makes of it as a library of a program: another class or machine is passed over, anything else that is wrong ends the start
  /// of the program (elf/dl-load.c, open_verify, and _dl_map_object_from_fd).
  func verdict(for setting: Setting) -> Verdict {
    if case .notELF(let isEmpty) = fault {
      return .fatal(isEmpty ? "an empty file" : "not an ELF file")
    }
    guard let abi else { return .fatal(faultText) }
    if abi.elfClass != setting.abi.elfClass { return .skipped(mismatch(setting)) }
    // The machine is compared before the byte order, and so in the program's: a big-endian machine's object is passed over, one of this
    // machine that says that it is big-endian is not.
    let machine =
      abi.byteOrder == setting.abi.byteOrder
      ? abi.machine.rawValue : abi.machine.rawValue.byteSwapped
    if machine != setting.abi.machine.rawValue { return .skipped(mismatch(setting)) }
    if abi.byteOrder != setting.abi.byteOrder {
      return .fatal("its byte order is not the program's")
    }
    guard let object else { return .fatal(faultText) }
    // ELFOSABI_SYSV and ELFOSABI_GNU; Arm's own two of old.
    guard [0, 3].contains(object.osABI) || machine == 40 && [64, 97].contains(object.osABI) else {
      return .fatal("its OS ABI is \(object.osABI), not Linux's")
    }
    if object.type == .executable { return .fatal("a program, not a library") }
    if object.type != .shared { return .fatal("not a shared object") }
    guard let dynamic = object.dynamic else { return .fatal("it has no dynamic section") }
    if dynamic.isPIE { return .fatal("a program, not a library") }
    return .fits
  }

  /// What musl makes of it: it takes the first file that has the name, and fails where that is of another kind.
  func muslVerdict(for setting: Setting) -> Verdict {
    guard let object else {
      return .fatal(abi == nil && !isMalformed ? "not an ELF file" : faultText)
    }
    if ABI(object) != setting.abi {
      return .fatal(mismatch(setting))
    }
    if object.type != .shared && object.type != .executable { return .fatal("not a shared object") }
    return object.dynamic == nil ? .fatal("it has no dynamic section") : .fits
  }

  private var isMalformed: Bool {
    if case .malformed = fault { true } else { false }
  }

  private var faultText: String {
    if case .malformed(let error) = fault { return "\(error)" }
    return "not an ELF file"
  }

  private func mismatch(_ setting: Setting) -> String {
    "\(machineName), wanted \(setting.abi.machineName)"
  }
}

extension Entry.Kind {
  /// For messages: "a directory".
  var withArticle: String {
    switch self {
    case .regular: "a file"
    case .directory: "a directory"
    case .symlink: "a symbolic link"
    case .characterDevice, .blockDevice: "a device"
    case .fifo: "a fifo"
    case .socket: "a socket"
    }
  }
}
