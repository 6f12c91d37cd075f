/// What a Ruby source says that can lead to other files, as a value.
struct RubySource {
  var loads: [Load] = []
  /// Strings that could name a feature, a gem or an encoding: short, without white space.
  var words: Set<[UInt8]> = []
  /// The fixed beginning of features that are put together: `tilt/`.
  var prefixes: Set<[UInt8]> = []
  /// The same in their order, the first few.
  var order: [[UInt8]] = []
  /// What stands in backticks and `%x`.
  var commands: Set<[UInt8]> = []
  /// Shared libraries by name, short name or path: `ffi_lib "magic"`, `dlopen("libm.so.6")`.
  var libraries: Set<[UInt8]> = []
  /// `Gem.activate_bin_path`, which resolves what the gem depends on.
  var activates = false
  /// `Encoding.find(name)`: which encodings it meets is said elsewhere (a header, a message).
  var findsEncodings = false
  /// `unicode_normalize`, whose tables are a file.
  var normalizes = false

  struct Load {
    enum Kind { case require, relative, autoload, load, gem, program }
    var kind: Kind
    var text: [UInt8]
    /// In a method, where it waits for a call.
    var isLazy: Bool
    /// In a line or block that catches its failure.
    var isTried = false
  }
}
