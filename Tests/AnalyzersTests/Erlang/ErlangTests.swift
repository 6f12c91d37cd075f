import Analyzers
import Planning
import Roots
import RootsTesting
import Testing

@Suite struct ErlangTests {
  private let home = #"""
    /usr/bin/erl -> ../lib/erlang/bin/erl
    /usr/lib/erlang/bin/erl 755 : x
    /usr/lib/erlang/bin/start_more.boot : x
    /usr/lib/erlang/releases/25/OTP_VERSION : 25
    /usr/lib/erlang/erts-13/bin/beam.smp 755 : x
    /usr/lib/erlang/lib/kernel-8/ebin/kernel.app : {application,kernel,[{runtime_dependencies,["x"]}]}.
    /usr/lib/erlang/lib/stdlib-4/ebin/stdlib.app : {application,stdlib,[{applications,[kernel]},{runtime_dependencies,["x"]}]}.
    /usr/lib/erlang/lib/web-1/ebin/web.app : {application,web,[{applications,[keys]},{runtime_dependencies,["x"]}]}.
    /usr/lib/erlang/lib/web-1/ebin/web_client.beam : x
    /usr/lib/erlang/lib/web-1/priv/web.so : x
    /usr/lib/erlang/lib/keys-1/ebin/keys.app : {application,keys,[{runtime_dependencies,["x"]}]}.
    /usr/lib/erlang/lib/mail-1/ebin/mail.app : {application,mail,[{mod,{mail_app,[]}},{runtime_dependencies,["x"]}]}.
    /usr/lib/erlang/lib/mail-1/ebin/mail_other.beam : x
    /usr/lib/erlang/lib/more-1/ebin/more.app : {application,more,[{runtime_dependencies,["x"]}]}.

    """#

  private func plan(
    _ more: String = "", module: [UInt8]? = nil, command: String = "erl -noshell"
  ) throws -> PlannedRoot {
    let root = MemoryRoot(home + more)
    root.addFile(
      "/usr/lib/erlang/lib/mail-1/ebin/mail_app.beam",
      BeamFileBuilder.module(atoms: ["mail_app", "keys", "web_client"], imports: [3]))
    if let module { root.addFile("/app/ebin/shop.beam", module) }
    return try PlannedRoot(root, command: command)
  }

  @Test func `what nothing reaches goes, what every start loads stays`() throws {
    let plan = try plan()
    #expect(plan.keeps("/usr/lib/erlang/lib/kernel-8/ebin/kernel.app"))
    #expect(plan.keeps("/usr/lib/erlang/lib/stdlib-4/ebin/stdlib.app"))
    #expect(!plan.keeps("/usr/lib/erlang/lib/web-1"))
    #expect(!plan.keeps("/usr/lib/erlang/lib/mail-1"))
  }

  @Test func `a call of one of its modules brings an application whole, and what that needs`()
    throws
  {
    let plan = try plan(
      module: BeamFileBuilder.module(atoms: ["shop", "web_client"], imports: [2]))
    #expect(plan.keeps("/usr/lib/erlang/lib/web-1/priv/web.so"))
    #expect(plan.keeps("/usr/lib/erlang/lib/keys-1/ebin/keys.app"))
    #expect(!plan.keeps("/usr/lib/erlang/lib/mail-1"))
    #expect(
      plan.rules("/usr/lib/erlang/lib/web-1/ebin/web_client.beam").contains("erlang-application"))
  }

  @Test func `an atom that is the name of a module or an application brings it`() throws {
    let plan = try plan(module: BeamFileBuilder.module(atoms: ["shop", "mail_other"]))
    #expect(plan.keeps("/usr/lib/erlang/lib/mail-1/ebin/mail_other.beam"))
  }

  @Test func `the platform's own modules bring what they call, not what they name`() throws {
    // mail_app is started with its application; it calls web_client, which says that it needs keys.
    let plan = try plan(command: "erl -noshell -s mail")
    #expect(plan.keeps("/usr/lib/erlang/lib/web-1/ebin/web.app"))
    #expect(!plan.keeps("/usr/lib/erlang/lib/more-1"))
  }

  @Test func `atoms in literals count, plain as OTP 28 has them`() throws {
    let term = [131, 119, 4] + Array("mail".utf8)
    let literals =
      BeamFileBuilder.number(0) + BeamFileBuilder.number(1) + BeamFileBuilder.number(term.count)
      + term
    let plan = try plan(module: BeamFileBuilder.module(atoms: ["shop"], literals: literals))
    #expect(plan.keeps("/usr/lib/erlang/lib/mail-1/ebin/mail.app"))
  }

  @Test func `a module that starts programs names them in its literals`() throws {
    func plan(_ text: String, _ atoms: [String]) throws -> PlannedRoot {
      let term = [131, 107, 0, UInt8(text.utf8.count)] + Array(text.utf8)
      let literals =
        BeamFileBuilder.number(0) + BeamFileBuilder.number(1) + BeamFileBuilder.number(term.count)
        + term
      return try self.plan(
        "/usr/bin/df 755 : x\n",
        module: BeamFileBuilder.module(
          atoms: ["shop"] + atoms, imports: [2], functions: [3], literals: literals))
    }
    #expect(try plan("df -kP ~ts", ["os", "cmd"]).keeps("/usr/bin/df"))
    #expect(try plan("/usr/bin/df", ["erlang", "open_port"]).keeps("/usr/bin/df"))
    #expect(try !plan("df is not there", ["os", "cmd"]).keeps("/usr/bin/df"))
    #expect(try !plan("df -kP ~ts", ["io", "format"]).keeps("/usr/bin/df"))
  }

  @Test func `compact lengths of atoms are read`() throws {
    let module = BeamFileBuilder.module(
      atoms: ["shop", "a_name_of_more_than_fifteen_bytes", "web_client"], imports: [3],
      isCompact: true)
    #expect(try plan(module: module).keeps("/usr/lib/erlang/lib/web-1/ebin/web.app"))
  }

  @Test func `a module that lies about its sizes is passed over`() throws {
    var module = BeamFileBuilder.module(atoms: ["shop", "web_client"], imports: [2])
    for index in 12..<module.count {
      let before = module[index]
      module[index] = 0xff
      _ = try plan(module: module)
      module[index] = before
    }
    #expect(try !plan(module: Array(module.prefix(30))).keeps("/usr/lib/erlang/lib/web-1"))
  }

  @Test func `command lines, sources and configuration name applications`() throws {
    #expect(
      try plan(command: "erl -noshell -eval mail:start()").keeps("/usr/lib/erlang/lib/mail-1"))
    #expect(
      try plan("/app/sys.config : [{shop,[{client,web_client}]}].").keeps(
        "/usr/lib/erlang/lib/web-1"))
    #expect(
      try !plan("/app/sys.config : [{shop,[{a,b}]}]. % web_client").keeps(
        "/usr/lib/erlang/lib/web-1"))
  }

  @Test func `a boot script brings the applications that it names`() throws {
    let root = MemoryRoot(home)
    root.addFile(
      "/usr/lib/erlang/bin/start_more.boot", [131, 100, 0, 4] + Array("more".utf8))
    let plan = try PlannedRoot(root, command: "erl -noshell -boot start_more")
    #expect(plan.keeps("/usr/lib/erlang/lib/more-1"))
    #expect(!plan.keeps("/usr/lib/erlang/lib/mail-1"))
  }

  @Test func `a shell that somebody types in has everything`() throws {
    let plan = try plan(command: "erl")
    #expect(plan.keeps("/usr/lib/erlang/lib/mail-1", "/usr/lib/erlang/lib/more-1"))
  }

  @Test func `a release with an emulator of its own stays whole`() throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        #"""
        /opt/shop/erts-13/bin/erlexec 755 : x
        /opt/shop/lib/kernel-8/ebin/kernel.app : x
        /opt/shop/lib/stdlib-4/ebin/stdlib.app : x
        /opt/shop/lib/web-1/ebin/web_client.beam : x
        """#), command: "/opt/shop/erts-13/bin/erlexec")
    #expect(plan.keeps("/opt/shop/lib/web-1/ebin/web_client.beam"))
  }
}
