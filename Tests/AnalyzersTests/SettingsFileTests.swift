import Roots
import RootsTesting
import Testing

/// Settings that lie about in the application's tree: kept where code says their name.
@Suite struct SettingsFileTests {
  private func plan(_ code: String, in file: String = "/srv/shop/main.py") throws -> PlannedRoot {
    try PlannedRoot(
      MemoryRoot(
        #"""
        /usr/bin/run 755 : x
        /srv/shop/.env : NAME=x
        /srv/shop/sub/.git/.env : NAME=y

        """# + "\(file) : \(code)"), command: "run \(file)", workingDirectory: "/srv/shop")
  }

  @Test func `settings that code names are kept`() throws {
    #expect(try plan(#"load(env_file=".env")"#).keeps("/srv/shop/.env"))
    #expect(try plan("load('/srv/shop/.env')").keeps("/srv/shop/.env"))
  }

  @Test func `a library that names them reads them`() throws {
    let plan = try plan(
      "find('.env')", in: "/srv/shop/node_modules/settings/index.js")
    #expect(plan.keeps("/srv/shop/.env"))
  }

  @Test func `settings that nothing names are litter`() throws {
    #expect(!(try plan("load('production.env')").keeps("/srv/shop/.env")))
    #expect(!(try plan("process.env").keeps("/srv/shop/.env")))
  }

  @Test func `what lies in litter stays there`() throws {
    #expect(!(try plan("load('.env')").keeps("/srv/shop/sub/.git/.env")))
  }
}
