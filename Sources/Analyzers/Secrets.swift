internal import Planning
internal import Roots

/// Private keys and credentials: never kept because they happen to lie about, only when something names them.
enum Secrets {
  static func isSecret(_ path: RootPath, _ run: Run) throws(PlanningError) -> Bool {
    let name = path.name
    if name.starts(with: "id_rsa".utf8) || name.starts(with: "id_ed25519".utf8)
      || name.starts(with: "id_ecdsa".utf8) || name.starts(with: "id_dsa".utf8)
    {
      return !name.suffix(4).elementsEqual(".pub".utf8)
    }
    guard name.suffix(4).elementsEqual(".key".utf8) || name.suffix(4).elementsEqual(".pem".utf8)
    else {
      return false
    }
    let start = try run.head(of: path)
    let text = String(decoding: start, as: UTF8.self)
    return text.hasPrefix("-----BEGIN") && text.contains("PRIVATE KEY")
  }
}
