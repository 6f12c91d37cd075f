internal import Roots

extension Reason {
  /// In the words of an operator: "the loader maps it for /usr/bin/node, which needs 'libssl.so.3' (required)".
  public var sentence: String {
    let special = detail == nil ? Self.wording[rule.rawValue + " without detail"] : nil
    let wording = special ?? Self.wording[rule.rawValue]
    return "\(wording?.fill(self) ?? plain) (\(evidence.rawValue))"
  }

  /// For rules without a wording of their own.
  private var plain: String {
    "\(rule.rawValue)\(from.map { ": \($0)" } ?? "")\(what.map { " says \($0)" } ?? "")"
  }

  private var what: String? { detail.map { "'\(printable($0))'" } }

  /// How a rule is told: `{from}` is the file that asks, `{detail}` what exactly it says, in quotes, and `{text}` the same without. A part in
  /// brackets is left out where something that it names is not known.
  struct Wording {
    var template: String

    func fill(_ reason: Reason) -> String {
      var result = ""
      var rest = template[...]
      while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
        result += Self.replace(rest[..<open], reason) ?? ""
        result += Self.replace(rest[rest.index(after: open)..<close], reason) ?? ""
        rest = rest[rest.index(after: close)...]
      }
      return result + (Self.replace(rest, reason) ?? "")
    }

    /// nil where something that the part names is not known.
    private static func replace(_ part: Substring, _ reason: Reason) -> String? {
      var result = ""
      var rest = part
      while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
        let value =
          switch rest[rest.index(after: open)..<close] {
          case "from": reason.from.map { "\($0)" }
          case "detail": reason.what
          default: reason.detail.map { printable($0) }
          }
        guard let value else { return nil }
        result += rest[..<open] + value
        rest = rest[rest.index(after: close)...]
      }
      return result + rest
    }
  }

  /// One for each rule of docs/evidence.md.
  static let wording: [String: Wording] = [
    "charset": "a character set[ that {detail} names][, which {from} converts]",
    "class-path": "it is on the class path[ of {from}][: {detail}]",
    "command-line": "the command line[ says {detail}]",
    "configuration": "the image configuration[ says so: {text}]",
    "configuration-file": "[{from}, which configures, names it][ as {detail}]",
    "changed-configuration": "its package brought something else, so its author wrote it",
    "data-package":
      "it is of the package[ {text}], which is nothing but data[ and on which that of {from} relies]",
    "dlopen": "[{from} opens it by name][: {detail}]",
    "erlang-application":
      "it is of an Erlang application[ that {from} reaches][, by the name {detail}]",
    "font": "fonts[ for {from}, which draws text]",
    "guile-module": "a module of Guile[ that {from} names][ as {detail}]",
    "interpreter": "it is the interpreter[ of {from}]",
    "keep": "--keep[ {detail}]",
    "ld.so.cache": "the loader's cache, cut to what is kept",
    "library-plug-in": "a plug-in in the package[ {text}][ of {from}, which can load some]",
    "licence": "the licence[ of the package {detail}][, to which {from} belongs]",
    "licence without detail": "[{from} refers to it for the wording of a licence]",
    "link": "a link[ on the way to {from}]",
    "locale": "the language data[ {detail}][ that {from} asks for]",
    "login": "[{from} starts sessions][ for {detail}]",
    "mention": "[{from} mentions it][ as {detail}]",
    "module-template": "a module[ {detail}][ that {from} names], found by a search path",
    "name-service": "name services[, as {from} says][: {detail}]",
    "needed": "the loader maps it[ for {from}][, which needs {detail}]",
    "node-package": "a Node.js package[ {detail}][ that {from} uses]",
    "package": "it is of the package[ {text}][ of {from}, which the application starts]",
    "package-metadata": "it tells scanners[ {text}]",
    "pam": "[{from} asks PAM][, whose module is {detail}]",
    "parent": "a directory[ that {from} lies in]",
    "perl-data": "data[ {detail}][ that {from} reads beside its modules]",
    "perl-distribution": "it is of one Perl distribution[ with {from}][: {detail}]",
    "perl-name": "a Perl module[ that {from} names][ as {detail}]",
    "perl-startup": "[{from} reads it when it starts]",
    "perl-use": "a Perl module[ that {from} uses][: {detail}]",
    "php-include": "PHP code[ that {from} includes][: {detail}]",
    "profile": "the profile[ {text}][, which applies because of {from}]",
    "program": "a program[ that {from} starts][: {detail}]",
    "python-bytecode": "the compiled form[ of {from}]",
    "python-import": "a Python module[ that {from} imports][: {detail}]",
    "python-name": "a Python module[ that {from} names][ as {detail}]",
    "python-package": "it is of a Python package[ {detail}][ with {from}]",
    "python-path": "[{from} puts it on Python's search path]",
    "python-plugin": "a plug-in[ of the kind {detail}][ that {from} looks for]",
    "python-requirement": "[{from} requires the Python package {detail}]",
    "python-startup": "Python reads it when it starts[: {from}]",
    "ruby-gem": "it is of the gem[ {detail}][ that {from} uses]",
    "ruby-name": "a Ruby file[ that {from} names][ as {detail}]",
    "ruby-require": "a Ruby file[ that {from} requires][: {detail}]",
    "ruby-startup": "Ruby reads it when it starts[: {from}]",
    "script": "[{from}, a script, names it][ as {detail}]",
    "self-extracting": "[{from} unpacks itself, and what it carries may rely on it][: {detail}]",
    "shell-command": "[{from} runs it by the shell][: {detail}]",
    "server-tool": "a small tool that the package of {from} has beside it",
    "state-directory": "a directory in which services keep their state",
    "tcl-package": "a Tcl package[ that {from} requires][: {detail}]",
    "time-zone": "time zone data[ that {from} reads][: {text}]",
    "generated-file": "a package's script wrote it beside {from}",
    "debug-file": "it is the debugging information of {from}, for {detail}",
    "typed-command": "people asked for it by name, and somebody may run it[ from {detail}]",
    "unowned": "no package owns it, so its author put it there",
    "xml-catalog": "it tells readers of XML where to find things[, among them {from}]",
  ].mapValues { Wording(template: $0) }
}
