import ELFTesting
import Roots
import RootsTesting
import Testing

@Suite struct PHPTests {
  private func plan(_ code: String) throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /usr/share/php/Twig/autoload.php : <?php require_once __DIR__ . '/../Psr/autoload.php';
      /usr/share/php/Twig/Environment.php : <?php
      /usr/share/php/Psr/autoload.php : <?php
      /usr/share/php/Psr/Log.php : <?php
      /usr/share/php/Loose/Thing.php : <?php
      /usr/share/php/Needed/Part.php : <?php
      /var/lib/dpkg/info/php-twig.list : /usr/share/php/Twig/autoload.php\n/usr/share/php/Twig/Environment.php\n
      /var/lib/dpkg/info/php-needed.list : /usr/share/php/Needed/Part.php\n

      """#)
    root.addFile("/app/main.php", Array(code.utf8))
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: php-twig
        Status: install ok installed
        Priority: optional
        Depends: php-needed

        Package: php-needed
        Status: install ok installed
        Priority: optional

        """.utf8))
    var program = ObjectBuilder()
    program.needed = []
    program.readOnlyData = Array("\0.:/usr/share/php\0".utf8)
    root.addFile("/usr/bin/php8.2", program.bytes(), mode: 0o755)
    return try PlannedRoot(root, command: "php8.2 /app/main.php")
  }

  @Test func `what is included along the include path comes with its package`() throws {
    let plan = try plan("<?php require 'Twig/autoload.php';")
    #expect(plan.keeps("/usr/share/php/Twig/autoload.php", "/usr/share/php/Twig/Environment.php"))
    #expect(plan.rules("/usr/share/php/Twig/autoload.php").first == "php-include")
    #expect(!plan.keeps("/usr/share/php/Loose/Thing.php"))
  }

  @Test func `the packages that it depends on come too`() throws {
    #expect(try plan("<?php require 'Twig/autoload.php';").keeps("/usr/share/php/Needed/Part.php"))
  }

  @Test func `a file beside the including one`() throws {
    let plan = try plan("<?php require '/usr/share/php/Twig/autoload.php';")
    #expect(plan.keeps("/usr/share/php/Psr/autoload.php"))
    #expect(!plan.keeps("/usr/share/php/Psr/Log.php"))
  }

  @Test func `a name with a part that is computed is tried with the literals of the file`() throws {
    let quoted = try plan(
      #"<?php foreach (['Twig', 'Psr'] as $p) require "/usr/share/php/$p/autoload.php";"#)
    #expect(quoted.keeps("/usr/share/php/Twig/autoload.php", "/usr/share/php/Psr/autoload.php"))
    let joined = try plan(
      "<?php foreach (['Twig'] as $p) require '/usr/share/php/' . $p . '/autoload.php';")
    #expect(joined.keeps("/usr/share/php/Twig/autoload.php"))
  }

  @Test func `classes count once something of the include path is included`() throws {
    #expect(!(try plan("<?php use Loose\\Thing;").keeps("/usr/share/php/Loose/Thing.php")))
    let plan = try plan("<?php use Loose\\Thing; require 'Psr/autoload.php';")
    #expect(plan.keeps("/usr/share/php/Loose/Thing.php"))
  }
}
