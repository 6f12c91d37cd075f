# php-symfony: an application on the distribution's Symfony components, Twig and Doctrine behind php-fpm and nginx; composer and phpunit as tools
PACKAGES="php-fpm php-cli php-symfony-framework-bundle php-symfony-twig-bundle php-symfony-console php-symfony-yaml php-symfony-translation php-symfony-validator php-symfony-form php-symfony-http-client php-symfony-mailer php-symfony-monolog-bridge php-symfony-security-csrf php-symfony-serializer php-symfony-expression-language php-symfony-dotenv php-symfony-intl php-twig-extra-bundle php-twig-intl-extra php-doctrine-dbal php-doctrine-orm php-sqlite3 php-intl php-xml php-mbstring php-curl composer phpunit nginx-light unzip"
ENTRYPOINT=(/app/start.sh)
CMD=(web)
WORKDIR=/app
EXPOSE=(80)
prepare() {
  local r=$1 a=$1/app; mkdir -p $a/{bin,config,public,src,templates,translations,tests,var}; chmod 1777 $a/var
  printf '#!/bin/sh\nset -e\ncase "$1" in\n web) mkdir -p /run/php; php-fpm8.2; exec nginx -g "daemon off;" ;;\n console) shift; exec php bin/console "$@" ;;\n test) exec phpunit --bootstrap /app/autoload.php tests ;;\n composer) shift; exec composer "$@" ;;\nesac\n' > $a/start.sh
  printf 'server { listen 80 default_server; root /app/public; location / { try_files $uri /index.php$is_args$args; } location ~ ^/index\\.php(/|$) { include snippets/fastcgi-php.conf; fastcgi_pass unix:/run/php/php8.2-fpm.sock; } }\n' > $r/etc/nginx/sites-available/default
  cat > $a/autoload.php <<'P'
<?php
require_once 'Symfony/Bundle/FrameworkBundle/autoload.php'; require_once 'Symfony/Bundle/TwigBundle/autoload.php'; require_once 'Symfony/Component/Console/autoload.php'; require_once 'Symfony/Component/Yaml/autoload.php'; require_once 'Symfony/Component/Translation/autoload.php'; require_once 'Symfony/Component/Validator/autoload.php'; require_once 'Symfony/Component/HttpClient/autoload.php'; require_once 'Symfony/Component/Serializer/autoload.php'; require_once 'Symfony/Component/Dotenv/autoload.php'; require_once 'Symfony/Component/Form/autoload.php'; require_once 'Symfony/Component/Intl/autoload.php'; require_once 'Symfony/Component/ExpressionLanguage/autoload.php'; require_once 'Doctrine/DBAL/autoload.php'; require_once 'Twig/autoload.php'; require_once 'Symfony/Component/Mailer/autoload.php'; require_once 'Symfony/Component/Routing/autoload.php';
spl_autoload_register(function ($c) { if (strncmp($c, 'App\\', 4) === 0) { require __DIR__ . '/src/' . str_replace('\\', '/', substr($c, 4)) . '.php'; } });
P
  cat > $a/src/Kernel.php <<'P'
<?php
namespace App;
use Symfony\Bundle\FrameworkBundle\Kernel\MicroKernelTrait; use Symfony\Component\HttpKernel\Kernel as Base; use Symfony\Component\DependencyInjection\Loader\Configurator\ContainerConfigurator; use Symfony\Component\Routing\Loader\Configurator\RoutingConfigurator;
class Kernel extends Base {
  use MicroKernelTrait;
  public function registerBundles(): iterable { yield new \Symfony\Bundle\FrameworkBundle\FrameworkBundle(); yield new \Symfony\Bundle\TwigBundle\TwigBundle(); }
  protected function configureContainer(ContainerConfigurator $c): void { $c->import('../config/services.yaml'); }
  protected function configureRoutes(RoutingConfigurator $r): void { $r->import('../config/routes.yaml'); }
  public function getProjectDir(): string { return '/app'; }
}
P
  printf "framework:\n  secret: x\n  default_locale: de\n  translator: { default_path: '%%kernel.project_dir%%/translations' }\n  validation: { enabled: true, enable_annotations: false }\n  http_client: ~\n  serializer: { enabled: true, enable_annotations: false }\n  form: false\n  annotations: false\n  session: { handler_id: ~ }\ntwig:\n  default_path: '%%kernel.project_dir%%/templates'\nservices:\n  _defaults: { autowire: true, autoconfigure: true }\n  App\\\\: { resource: '../src/', exclude: '../src/Kernel.php' }\n" > $a/config/services.yaml
  printf 'home: { path: /, controller: App\\Main::home }\nout: { path: /out, controller: App\\Main::out }\napi: { path: "/api/{n}", controller: App\\Main::api, requirements: { n: "\\\\d+" } }\nboom: { path: /boom, controller: App\\Main::boom }\nval: { path: /val, controller: App\\Main::val }\ndb: { path: /db, controller: App\\Main::db }\n' > $a/config/routes.yaml
  cat > $a/src/Main.php <<'P'
<?php
namespace App;
use Symfony\Bundle\FrameworkBundle\Controller\AbstractController; use Symfony\Component\HttpFoundation\{Request, Response, JsonResponse}; use Symfony\Contracts\Translation\TranslatorInterface; use Symfony\Contracts\HttpClient\HttpClientInterface; use Symfony\Component\Validator\Validator\ValidatorInterface; use Symfony\Component\Validator\Constraints as A; use Symfony\Component\Serializer\SerializerInterface;
class Main extends AbstractController {
  function home(Request $r): Response { $s = $r->getSession(); $s->set('n', $s->get('n', 0) + 1); return $this->render('i.html.twig', ['n' => $s->get('n')]); }
  function out(HttpClientInterface $h): Response { return new Response($h->request('GET', 'https://backend.panel.test:9443/hello/sf')->getContent()); }
  function api(int $n, SerializerInterface $s): Response { return new Response($s->serialize(['n' => $n], 'xml') . \Symfony\Component\Intl\Countries::getName('DE', 'fr') . \Symfony\Component\Intl\Currencies::getSymbol('JPY', 'ja')); }
  function boom(): Response { throw new \RuntimeException('boom'); }
  function val(ValidatorInterface $v): Response { return new Response((string) $v->validate('x', [new A\Email(), new A\Length(['min' => 3])])); }
  function db(): Response { $c = \Doctrine\DBAL\DriverManager::getConnection(['url' => 'sqlite:///:memory:', 'driver' => 'pdo_sqlite', 'memory' => true]); $t = new \Doctrine\DBAL\Schema\Table('t'); $t->addColumn('id', 'integer'); $c->createSchemaManager()->createTable($t); $c->insert('t', ['id' => 7]); $e = new \Symfony\Component\ExpressionLanguage\ExpressionLanguage(); return new Response($c->fetchOne('select id from t') . ' ' . $e->evaluate('1+a', ['a' => 2])); }
}
P
  printf '<?php\nnamespace App;\nuse Symfony\\Component\\Console\\{Command\\Command, Input\\InputInterface, Output\\OutputInterface, Style\\SymfonyStyle, Helper\\ProgressBar};\nclass Hi extends Command {\n  protected static $defaultName = "app:hi";\n  protected function execute(InputInterface $i, OutputInterface $o): int { $s = new SymfonyStyle($i, $o); $s->title("Hi"); $s->table(["a"], [["b"]]); $s->progressStart(2); $s->progressFinish(); $s->success("done"); return 0; }\n}\n' > $a/src/Hi.php
  printf '<?php\nrequire "/app/autoload.php";\n$k = new App\\Kernel("prod", false); $q = Symfony\\Component\\HttpFoundation\\Request::createFromGlobals(); $r = $k->handle($q); $r->send(); $k->terminate($q, $r);\n' > $a/public/index.php
  printf '<?php\nrequire "/app/autoload.php";\n$a = new Symfony\\Bundle\\FrameworkBundle\\Console\\Application(new App\\Kernel("prod", false)); $a->run();\n' > $a/bin/console
  printf '{%% extends "base.html.twig" %%}{%% block b %%}{{ "hello"|trans({"%%n%%": n}) }} {{ 1234.5|number_format(2, ",", ".") }} {{ "2024-07-01"|date("d.m.Y", "Asia/Tokyo") }} {{ path("api", {n: 3}) }} {{ "a<b" }}{%% endblock %%}' > $a/templates/i.html.twig; printf '<title>S</title>{%% block b %%}{%% endblock %%}' > $a/templates/base.html.twig; printf 'hello: "Grüß %%n%%"\n' > $a/translations/messages.de.yaml
  printf '<?php\nuse PHPUnit\\Framework\\TestCase;\nclass ATest extends TestCase { function testA() { $this->assertSame(1, 1); $m = $this->createMock(ArrayAccess::class); $m->method("offsetGet")->willReturn(3); $this->assertSame(3, $m["x"]); } function testB() { $this->assertEquals(["a" => 1], ["a" => 2]); } }\n' > $a/tests/ATest.php
  printf '{"name":"x/y","autoload":{"psr-4":{"X\\\\":"src/"}},"require":{"php":">=7"},"repositories":[{"packagist.org":false}]}\n' > $a/composer.json; chmod 755 $a/start.sh
}
probe() {
  start_main; wait_port 80 || return 1; local u=http://127.0.0.1 p
  p=$(cget -c $H/j $u/); want home '<title>S</title>Grüß 1 1.234,50 01.07.2024 /api/3 a<b' "$p"; want sess 'Grüß 2' "$(cget -b $H/j $u/)"; want out 'hello from' "$(cget $u/out)"; want api '<n>3</n>.*Allemagne' "$(cget $u/api/3 | tr '\n' ' ')"; want nf '404|Not Found' "$(cget $u/api/x)"; want boom '500|Internal Server' "$(cget $u/boom)"; want val 'gültige|zu kurz|not a valid|too short' "$(cget $u/val)"; want db '7 3' "$(cget $u/db)"; stop_main
  want hi 'done' "$(run_main console app:hi 2>&1)"; want list 'app:hi' "$(run_main console list 2>&1)"; want router 'boom' "$(run_main console debug:router 2>&1)"; want lint 'contain valid|OK' "$(run_main console lint:yaml config 2>&1)"; want container 'twig' "$(run_main console debug:container 2>&1)"
  local o; o=$(run_main test 2>&1); want phpunit 'Tests: 2, Assertions: 3, Failures: 1' "$o"; want pdiff "'a' => 2" "$o"
  want comp 'valid' "$(run_main composer validate --no-check-publish 2>&1)"; want dump 'Generat' "$(run_main composer dump-autoload 2>&1)"; want clic 'x/y|No dep|license' "$(run_main composer licenses 2>&1)"; want diag 'Checking' "$(run_main composer diagnose 2>&1)"; want ver 'Composer.* 2\.' "$(run_main composer --version 2>&1)"
}
