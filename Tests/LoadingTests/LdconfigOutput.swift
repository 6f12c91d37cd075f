/// Caches that the ldconfig of glibc 2.36 wrote of two libraries and two glibc-hwcaps variants of one.
enum LdconfigOutput {
  /// `ldconfig -c new`, what it writes unless told otherwise.
  static let new = decoded(
    """
    Z2xpYmMtbGQuc28uY2FjaGUxLjEFAAAAogAAAAIAAABMAQAAAAAAAAAAAAAAAAAAAwMAACoBAAAMAQAAAAAA
    AAAAAAAAAABAAwMAACoBAADiAAAAAAAAAAEAAAAAAABAAwMAACoBAADPAAAAAAAAAAAAAAAAAAAAAwMAAD0B
    AAA2AQAAAAAAAAAAAAAAAAAAAwMAAK8AAACoAAAAAAAAAAAAAAAAAAAAL29wdC9sL2xpYmJhci5zby45AHg4
    Ni02NC12MwB4ODYtNjQtdjIAL29wdC9sL2xpYmZvby5zby4xAC9vcHQvbC9nbGliYy1od2NhcHMveDg2LTY0
    LXYzL2xpYmZvby5zby4xAC9vcHQvbC9nbGliYy1od2NhcHMveDg2LTY0LXYyL2xpYmZvby5zby4xAC9vcHQv
    bC9saWJiYXIuc28uMTAAAAB0IaTqAgAAAAAAAAAAAAAAfAEAAEMAAAABAAAAAAAAAHQBAAAIAAAAxQAAALsA
    AABsZGNvbmZpZyAoRGViaWFuIEdMSUJDIDIuMzYtOStkZWIxMnUxNCkgc3RhYmxlIHJlbGVhc2UgdmVyc2lv
    biAyLjM2
    """)

  /// `ldconfig -c compat`: the new format behind the old one.
  static let compatible = decoded(
    """
    bGQuc28tMS43LjAABgAAAAMDAAAqAQAADAEAAAMDAAAqAQAA4gAAAAMDAAAqAQAAzwAAAAMDAAA9AQAANgEA
    AAMDAACvAAAAqAAAAAMDAACvAAAAqAAAAGdsaWJjLWxkLnNvLmNhY2hlMS4xBQAAAKIAAAACAAAApAEAAAAA
    AAAAAAAAAAAAAAMDAAAqAQAADAEAAAAAAAAAAAAAAAAAQAMDAAAqAQAA4gAAAAAAAAABAAAAAAAAQAMDAAAq
    AQAAzwAAAAAAAAAAAAAAAAAAAAMDAAA9AQAANgEAAAAAAAAAAAAAAAAAAAMDAACvAAAAqAAAAAAAAAAAAAAA
    AAAAAC9vcHQvbC9saWJiYXIuc28uOQB4ODYtNjQtdjMAeDg2LTY0LXYyAC9vcHQvbC9saWJmb28uc28uMQAv
    b3B0L2wvZ2xpYmMtaHdjYXBzL3g4Ni02NC12My9saWJmb28uc28uMQAvb3B0L2wvZ2xpYmMtaHdjYXBzL3g4
    Ni02NC12Mi9saWJmb28uc28uMQAvb3B0L2wvbGliYmFyLnNvLjEwAAAAdCGk6gIAAAAAAAAAAAAAANQBAABD
    AAAAAQAAAAAAAADMAQAACAAAAMUAAAC7AAAAbGRjb25maWcgKERlYmlhbiBHTElCQyAyLjM2LTkrZGViMTJ1
    MTQpIHN0YWJsZSByZWxlYXNlIHZlcnNpb24gMi4zNg==
    """)

  /// `ldconfig -c old`.
  static let old = decoded(
    """
    bGQuc28tMS43LjAABQAAAAMDAACCAAAAZAAAAAMDAACCAAAAOgAAAAMDAACCAAAAJwAAAAMDAACVAAAAjgAA
    AAMDAAAHAAAAAAAAAC9vcHQvbC9saWJiYXIuc28uOQB4ODYtNjQtdjMAeDg2LTY0LXYyAC9vcHQvbC9saWJm
    b28uc28uMQAvb3B0L2wvZ2xpYmMtaHdjYXBzL3g4Ni02NC12My9saWJmb28uc28uMQAvb3B0L2wvZ2xpYmMt
    aHdjYXBzL3g4Ni02NC12Mi9saWJmb28uc28uMQAvb3B0L2wvbGliYmFyLnNvLjEwAA==
    """)

  private static func decoded(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for character in text.utf8 {
      let value: UInt32
      switch character {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = UInt32(character - 65)
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = UInt32(character - 71)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt32(character + 4)
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      default: continue
      }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return result
  }
}
