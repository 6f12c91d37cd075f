/// What ruby needs that no `require` says.
enum RubyStartup {
  /// What the interpreter loads before the first line (gem_prelude.rb), and what methods of its core load when they are called first.
  static let features: [String] = [
    "rubygems", "rubygems/compatibility", "rubygems/defaults", "rubygems/deprecate",
    "rubygems/errors", "rubygems/exceptions", "rubygems/basic_specification",
    "rubygems/stub_specification", "rubygems/specification", "rubygems/specification_record",
    "rubygems/platform", "rubygems/util", "rubygems/util/list", "rubygems/version",
    "rubygems/requirement", "rubygems/dependency", "rubygems/path_support", "rubygems/text",
    "rubygems/core_ext/kernel_gem", "rubygems/core_ext/kernel_require",
    "rubygems/core_ext/kernel_warn", "rubygems/core_ext/tcpsocket_init", "rubygems/target_rbconfig",
    "rubygems/defaults/operating_system", "rubygems/defaults/ruby",
    "rubygems/bundler_version_finder",
    "rubygems/unknown_command_spell_checker", "rubygems/user_interaction", "rubygems/config_file",
    "error_highlight", "did_you_mean", "syntax_suggest/core_ext", "bundled_gems", "monitor",
    "rbconfig", "thread", "set", "pp", "prettyprint", "enumerator", "rational", "complex", "fiber",
    "etc", "enc/encdb", "enc/trans/transdb", "enc/utf_16be", "enc/utf_16le", "enc/utf_32be",
    "enc/utf_32le", "enc/utf_16_32", "enc/trans/utf_16_32", "enc/iso_8859_1", "enc/iso_8859_15",
    "enc/windows_1252", "enc/trans/single_byte", "enc/trans/escape", "enc/trans/newline",
    "random/formatter", "timeout", "delegate", "English", "io/console/size",
  ]

  /// What the first of these loads from C, or by a name that it puts together.
  static let hidden: [String: [String]] = [
    "date": ["date_core"],
    "time": ["date"],
    "socket": ["socket.so", "io/wait"],
    "json": ["json/ext", "json/ext/parser", "json/ext/generator"],
    "digest": [
      "digest/loader", "digest/md5", "digest/sha1", "digest/sha2", "digest/rmd160",
      "digest/bubblebabble",
    ],
    "bigdecimal": ["bigdecimal.so", "bigdecimal/util"],
    "openssl": ["openssl.so"],
    "psych": ["psych.so"],
    "net/http": ["net/https", "openssl", "zlib", "stringio", "tempfile"],
    "bundler": ["bundler/setup", "bundler/cli"],
  ]

  static let resolver = [
    "rubygems/request_set", "rubygems/resolver", "rubygems/source", "rubygems/source_list",
    "rubygems/spec_fetcher", "rubygems/name_tuple", "rubygems/dependency_list",
    "rubygems/resolver/molinillo", "rubygems/tsort", "rubygems/optparse", "rubygems/uri",
    "rubygems/vendored_tsort", "rubygems/vendored_molinillo", "rubygems/command_manager",
    "rubygems/ext", "rubygems/package", "rubygems/security_option", "rubygems/remote_fetcher",
    "rubygems/security",
  ]

  static let normalization = ["unicode_normalize/normalize", "unicode_normalize/tables"]
}

/// The files that know each encoding: `enc/NAME` for its characters, `enc/trans/NAME` for conversions (enc/trans/*.trans in ruby's sources).
enum RubyEncodings {
  /// Conversions that no charset of a message names: pictures of telephone companies, mainframes, names of files on macOS.
  static func isRare(_ name: some Collection<UInt8>) -> Bool {
    name.starts(with: "emoji_".utf8) || name.starts(with: "ebcdic".utf8)
      || name.starts(with: "utf8_mac".utf8) || name.starts(with: "emacs_mule".utf8)
  }

  /// The features for an encoding by one of its names; empty where the word is none.
  static func features(for word: [UInt8]) -> [String] {
    guard word.count >= 3, word.count <= 24 else { return [] }
    var name = ""
    for byte in word {
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "."): name += "_"
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        name.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
      case UInt8(ascii: "_"), UInt8(ascii: "a")...UInt8(ascii: "z"), 0x30...0x39:
        name.unicodeScalars.append(Unicode.Scalar(byte))
      default: return []
      }
    }
    name = aliases[name] ?? name
    for (names, files) in families where names.contains(name) {
      return ["enc/\(name)"] + files
    }
    for prefix in [
      "iso_8859_", "windows_12", "koi8_", "ibm", "cp8", "cp4", "cp7", "mac", "tis_620",
    ]
    where name.hasPrefix(prefix) {
      return ["enc/\(name)", "enc/trans/single_byte"]
    }
    return []
  }

  private static let aliases = [
    "sjis": "windows_31j", "cp932": "windows_31j", "cswindows31j": "windows_31j",
    "shiftjis": "shift_jis", "eucjp": "euc_jp", "euckr": "euc_kr", "euctw": "euc_tw",
    "gb2312": "gb2312", "euccn": "gb2312", "euc_cn": "gb2312", "cp936": "gbk", "cp950": "big5",
    "utf8_mac": "utf8_mac", "utf_8_mac": "utf8_mac",
  ]

  private static let families: [(names: Set<String>, files: [String])] = [
    (
      ["shift_jis", "windows_31j", "euc_jp", "iso_2022_jp", "cp51932", "eucjp_ms", "cp50221"],
      [
        "enc/shift_jis", "enc/windows_31j", "enc/euc_jp", "enc/trans/japanese",
        "enc/trans/japanese_euc", "enc/trans/japanese_sjis", "enc/trans/iso2022",
      ]
    ),
    (["euc_kr", "cp949"], ["enc/euc_kr", "enc/cp949", "enc/trans/korean"]),
    (
      ["gbk", "gb2312", "gb18030", "gb12345"],
      [
        "enc/gbk", "enc/gb2312", "enc/gb18030", "enc/trans/chinese", "enc/trans/gbk",
        "enc/trans/gb18030",
      ]
    ),
    (
      ["big5", "big5_hkscs", "big5_uao", "euc_tw"],
      ["enc/big5", "enc/euc_tw", "enc/trans/big5", "enc/trans/chinese"]
    ),
    (["utf8_mac"], ["enc/trans/utf8_mac"]),
    (["cesu_8"], ["enc/trans/cesu_8"]),
  ]
}
