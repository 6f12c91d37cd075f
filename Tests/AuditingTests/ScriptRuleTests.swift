internal import Roots
internal import Testing

@Suite struct ScriptRuleTests {
  @Test func `the interpreter of a script must be there`() throws {
    let root = root(
      """
      /bin/sh 755 : shell
      /usr/bin/good 755 : #!/bin/sh\\nexit
      /usr/bin/arguments 755 : #! /bin/sh -e
      /usr/bin/bad 755 : #!/usr/bin/perl -w\\n
      /usr/lib/hook 755 : #!/usr/bin/perl\\n
      /usr/share/doc/example 755 : #!/usr/bin/perl\\n
      /usr/lib/sourced 644 : #!/usr/bin/perl\\n
      """)
    #expect(
      try audit(root, at: ["/usr"], notes: true) == [
        "error missing-interpreter /usr/bin/bad /usr/bin/perl",
        "warning missing-interpreter /usr/lib/hook /usr/bin/perl",
        "note missing-interpreter /usr/share/doc/example /usr/bin/perl",
      ])
  }

  @Test func `env looks in PATH, past its options and assignments`() throws {
    let root = root(
      """
      /usr/bin/env 755 : env
      /opt/node/bin/node 755 : node
      /usr/bin/node -> /opt/node/bin/node
      /usr/bin/perl 644 : not executable
      /usr/bin/a 755 : #!/usr/bin/env node\\n
      /usr/bin/b 755 : #!/usr/bin/env -S A=1 node --flag\\n
      /usr/bin/c 755 : #!/usr/bin/env python3\\n
      /usr/bin/d 755 : #!/usr/bin/env perl\\n
      """)
    #expect(
      try audit(root) == [
        "error missing-interpreter /usr/bin/c python3",
        "error missing-interpreter /usr/bin/d perl",
      ])
  }

  @Test func `a carriage return is part of the name`() throws {
    let root = root(
      """
      /bin/sh 755 : shell
      /usr/bin/dos 755 : #!/bin/sh\\x0d\\nexit
      """)
    #expect(try audit(root).map { $0.prefix(41) } == ["error missing-interpreter /usr/bin/dos /b"])
  }
}
