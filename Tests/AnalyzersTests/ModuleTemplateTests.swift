import Roots
import RootsTesting
import Testing

@testable import Analyzers

/// Search paths with a `?` in them.
struct ModuleTemplateTests {
  @Test(arguments: [true, false])
  func `templates in the environment find the modules that the application names`(isSet: Bool)
    throws
  {
    let root = MemoryRoot(
      """
      /usr/bin/run 755 : program
      /app/main.lua : local q = require "queue"
      /usr/share/lua/5.2/queue.lua -> ../5.1/queue.lua
      /usr/share/lua/5.1/queue.lua : return {}
      /usr/share/lua/5.1/other.lua : return {}
      """)
    let plan = try PlannedRoot(
      root, command: "run /app/main.lua",
      environment: isSet ? ["LUA_PATH=/app/?.lua;/usr/share/lua/5.2/?.lua;;"] : [])
    #expect(plan.keeps("/usr/share/lua/5.2/queue.lua", "/usr/share/lua/5.1/queue.lua") == isSet)
    #expect(!plan.keeps("/usr/share/lua/5.1/other.lua"))
  }
}
