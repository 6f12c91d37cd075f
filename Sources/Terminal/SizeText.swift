/// A number of bytes for people: "12 B", "3.4 kB", "5.6 MB", in units of 1000 as container tools show sizes.
public func sizeText(_ bytes: UInt64) -> String {
  let units: [(UInt64, String)] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")]
  for (unit, name) in units where bytes >= unit {
    var tenths = bytes / unit * 10 + bytes % unit * 10 / unit
    if bytes % unit * 10 % unit >= unit / 2 { tenths += 1 }
    return "\(tenths / 10).\(tenths % 10) \(name)"
  }
  return "\(bytes) B"
}

/// "1 file", "2 files"; `plural` for nouns that do not take an s.
public func countText(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
