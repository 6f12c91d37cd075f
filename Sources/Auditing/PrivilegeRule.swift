internal import Roots

/// Programs that run with other rights than those of whoever starts them, as notes.
struct PrivilegeRule {
  func findings(
    _ path: RootPath, _ entry: Entry, _ context: AuditContext
  ) throws(RootError) -> [Finding] {
    var result: [Finding] = []
    if entry.mode & 0o4000 != 0 {
      result.append(
        Finding(.setUserID, .note, at: path, detail: "runs as user \(entry.uid) (setuid)"))
    }
    if entry.mode & 0o2000 != 0 {
      result.append(
        Finding(.setGroupID, .note, at: path, detail: "runs as group \(entry.gid) (setgid)"))
    }
    for attribute in try context.root.extendedAttributes(at: path)
    where attribute.name.elementsEqual("security.capability".utf8) {
      let names = Self.names(in: attribute.value)
      result.append(
        Finding(
          .capabilities, .note, at: path,
          detail: "gains capabilities: \(names.joined(separator: ", "))"))
    }
    return result
  }

  /// The permitted capabilities of a struct vfs_cap_data (linux/capability.h), little-endian on every machine.
  private static func names(in value: [UInt8]) -> [String] {
    var result: [String] = []
    // The low words of permitted and inheritable come before the high ones, which only version 1 lacks.
    for (word, start) in [4, 12].enumerated() where start + 4 <= value.count {
      for bit in 0..<32 where value[start + bit / 8] & (1 << UInt8(bit % 8)) != 0 {
        let number = word * 32 + bit
        result.append(number < all.count ? "cap_" + all[number] : "capability \(number)")
      }
    }
    return result
  }

  private static let all = [
    "chown", "dac_override", "dac_read_search", "fowner", "fsetid", "kill", "setgid", "setuid",
    "setpcap", "linux_immutable", "net_bind_service", "net_broadcast", "net_admin", "net_raw",
    "ipc_lock", "ipc_owner", "sys_module", "sys_rawio", "sys_chroot", "sys_ptrace", "sys_pacct",
    "sys_admin", "sys_boot", "sys_nice", "sys_resource", "sys_time", "sys_tty_config", "mknod",
    "lease", "audit_write", "audit_control", "setfcap", "mac_override", "mac_admin", "syslog",
    "wake_alarm", "block_suspend", "audit_read", "perfmon", "bpf", "checkpoint_restore",
  ]
}
