public import Roots

/// `x.la` beside a plug-in `x.so.0.1`: the text by which libltdl finds it (lt_dlopen(3) reads `dlname=` and `libdir=`).
public enum LibtoolArchive {
  public static let ending = Array(".la".utf8)

  /// By its name; that such a file is anything else is not known of any package.
  public static func isOne(_ path: RootPath) -> Bool {
    path.name.count > 3 && path.name.suffix(3).elementsEqual(ending)
  }
}
