# php-desk: the author's PHP application in /srv/desk with an autoloader that composer dumped (PSR-4 and files), php-fpm behind nginx under supervisord, and bin/console beside with Symfony's console, Monolog by configuration, Twig, Guzzle, intl, gd, bcmath, soap, redis, PDO, gettext catalogues
PACKAGES="php-fpm php-cli php-intl php-gd php-bcmath php-soap php-redis php-sqlite3 php-mbstring php-xml php-curl php-zip php-pgsql php-mysql nginx-light supervisor composer php-symfony-console php-symfony-yaml php-symfony-event-dispatcher php-monolog php-twig php-guzzlehttp-guzzle php-ramsey-uuid php-nesbot-carbon php-league-flysystem locales fonts-dejavu-core"
ENTRYPOINT=(/usr/bin/supervisord -n -c /etc/desk/supervisord.conf)
CMD=()
WORKDIR=/srv/desk
EXPOSE=(8000)
prepare() {
  local a=$1/srv/desk; mkdir -p $a/{bin,public,src/Job,config,templates,locale/de_DE/LC_MESSAGES} $1/etc/desk
  printf '{"name": "acme/desk", "autoload": {"psr-4": {"Desk\\\\": "src/"}, "files": ["src/helpers.php"]}}' > $a/composer.json; printf '<?php\nfunction money(float $x, string $l): string { return (new NumberFormatter($l, NumberFormatter::CURRENCY))->formatCurrency($x, "EUR"); }\n' > $a/src/helpers.php
  cat > $a/config/boot.php <<'P'
<?php
require __DIR__ . "/../vendor/autoload.php";
foreach (["Symfony/Component/Console", "Symfony/Component/Yaml", "Symfony/Component/EventDispatcher", "Monolog", "Twig", "GuzzleHttp", "Ramsey/Uuid", "Carbon", "League/Flysystem"] as $p) { if (is_file("/usr/share/php/$p/autoload.php")) require_once "$p/autoload.php"; }
return Symfony\Component\Yaml\Yaml::parseFile(__DIR__ . "/desk.yaml");
P
  printf 'log: { handler: Monolog\\Handler\\RotatingFileHandler, args: [/tmp/desk.log, 3], formatter: Monolog\\Formatter\\JsonFormatter }\njobs: [Sheet, Mail]\n' > $a/config/desk.yaml
  cat > $a/src/App.php <<'P'
<?php
namespace Desk;
class App {
  public function __construct(public array $config) {}
  public function log(): \Monolog\Logger { $l = $this->config["log"]; $h = new $l["handler"](...$l["args"]); $h->setFormatter(new $l["formatter"]); $g = new \Monolog\Logger("desk"); $g->pushHandler($h); $g->pushProcessor(new \Monolog\Processor\WebProcessor); return $g; }
  public function go(string $w, array $q): string {
    switch ($w) {
      case "page": $t = new \Twig\Environment(new \Twig\Loader\FilesystemLoader(__DIR__ . "/../templates"), ["cache" => "/tmp/twig"]); $t->addExtension(new \Twig\Extension\StringLoaderExtension); return $t->render("page.twig", ["who" => $q["who"] ?? "Ä", "d" => new \DateTime("2024-07-01T12:00Z")]);
      case "intl": return money(1234.5, "de_DE") . " " . \IntlDateFormatter::formatObject(new \DateTime("@0"), "EEEE", "fr_FR") . " " . (new \MessageFormatter("pl", "{n,plural,one{plik} few{pliki} other{plikow}}"))->format(["n" => 3]) . " " . \Normalizer::normalize("ﬁ", \Normalizer::FORM_KC) . " " . \Transliterator::create("Any-Latin; Latin-ASCII")->transliterate("Привет") . " " . (new \Collator("sv"))->compare("ö", "z") . " " . iconv("UTF-8", "SHIFT_JIS//TRANSLIT", "日本") . idn_to_ascii("münchen.de") . " " . mb_convert_encoding("\xd0", "UTF-8", "KOI8-R") . " " . (new \DateTimeZone("Asia/Kathmandu"))->getOffset(new \DateTime("@0"));
      case "i18n": putenv("LC_ALL=de_DE.UTF-8"); setlocale(LC_ALL, "de_DE.UTF-8"); bindtextdomain("desk", __DIR__ . "/../locale"); textdomain("desk"); return gettext("Hello") . " " . localeconv()["decimal_point"];
      case "db": $p = new \PDO("sqlite:/tmp/d.db"); $p->exec("create table if not exists t(a)"); $p->exec("insert into t values(1)"); try { new \PDO("pgsql:host=127.0.0.1;port=1"); } catch (\PDOException $e) { $m = "pg" . $e->getCode(); } try { new \mysqli("127.0.0.1", "u", "", "x", 1); } catch (\mysqli_sql_exception $e) { $m .= " my" . $e->getCode(); } return $m . " " . implode(",", \PDO::getAvailableDrivers());
      case "img": $i = imagecreatetruecolor(40, 20); imagettftext($i, 10, 0, 1, 12, 0xffffff, "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "Ж"); ob_start(); imagepng($i); $a = strlen(ob_get_clean()); ob_start(); imagewebp($i); $b = strlen(ob_get_clean()); ob_start(); imagejpeg($i); return "img " . ($a > 50) . ($b > 20) . (strlen(ob_get_clean()) > 100);
      case "out": $c = new \GuzzleHttp\Client; $o = (string)$c->get("https://svc.dns.test:9443/hello/guzzle")->getBody(); return $o . " " . file_get_contents("https://backend.panel.test:9443/hello/stream") . " " . \Ramsey\Uuid\Uuid::uuid5(\Ramsey\Uuid\Uuid::NAMESPACE_DNS, "x")->toString();
      case "misc": $z = new \ZipArchive; $z->open("/tmp/a.zip", \ZipArchive::CREATE); $z->addFromString("a", "b"); $z->close(); $x = new \SimpleXMLElement("<a><b>1</b></a>"); $d = new \DOMDocument; $d->loadXML("<a/>"); try { (new \Redis)->connect("127.0.0.1", 1); } catch (\RedisException $e) { $r = "redis"; } $s = new \XSLTProcessor; return filesize("/tmp/a.zip") . " " . $x->b . " " . bcadd("0.1", "0.2", 2) . " $r " . (class_exists("SoapClient") ? "soap" : "") . " " . \Carbon\Carbon::parse("2024-01-01")->locale("fr")->isoFormat("dddd") . " " . strlen(openssl_pkey_get_details(openssl_pkey_new(["private_key_bits" => 2048]))["key"] ?? "") . " " . strlen(sodium_crypto_secretbox_keygen()) . " " . hash("xxh3", "x");
      case "boom": throw new \RuntimeException("boom");
    } return "none";
  }
}
P
  printf '<?php\nnamespace Desk\\Job;\nclass Sheet { public function run(): string { $f = new \\SplFileObject("/tmp/s.csv", "w"); $f->fputcsv(["a", "ü"]); return "sheet " . trim(file_get_contents("/tmp/s.csv")); } }\n' > $a/src/Job/Sheet.php; printf '<?php\nnamespace Desk\\Job;\nclass Mail { public function run(): string { return "mail " . mb_encode_mimeheader("Größe", "ISO-8859-1", "Q"); } }\n' > $a/src/Job/Mail.php
  cat > $a/bin/console <<'P'
#!/usr/bin/env php
<?php
$c = require __DIR__ . "/../config/boot.php";
use Symfony\Component\Console\{Application, Command\Command, Input\InputArgument, Style\SymfonyStyle};
$app = new Application("desk", "1.0");
$app->register("job")->addArgument("names", InputArgument::IS_ARRAY)->setCode(function ($i, $o) use ($c) { foreach ($i->getArgument("names") ?: $c["jobs"] as $n) { $k = "Desk\\Job\\" . $n; (new SymfonyStyle($i, $o))->table(["job"], [[(new $k)->run()]]); } return Command::SUCCESS; });
$app->register("go")->addArgument("what")->setCode(function ($i, $o) use ($c) { $o->writeln((new Desk\App($c))->go($i->getArgument("what"), [])); return 0; });
$app->register("fork")->setCode(function ($i, $o) { $p = proc_open(["php", "-r", "echo PHP_VERSION_ID > 80000;"], [1 => ["pipe", "w"]], $q); $o->writeln("fork " . stream_get_contents($q[1])); return 0; });
$app->run();
P
  chmod 755 $a/bin/console
  printf '<?php\n$c = require __DIR__ . "/../config/boot.php"; $a = new Desk\\App($c); $w = trim(strtok($_SERVER["REQUEST_URI"], "?"), "/"); session_save_path("/tmp"); session_start(); $_SESSION["n"] = ($_SESSION["n"] ?? 0) + 1;\ntry { $o = $a->go($w, $_GET); $a->log()->info("served", ["w" => $w]); header("X-N: " . $_SESSION["n"]); header("Content-Type: text/html; charset=utf-8"); echo $o; } catch (Throwable $e) { http_response_code(500); $a->log()->error($e->getMessage()); echo "E " . get_class($e) . $e->getMessage(); }\n' > $a/public/index.php; echo 'body{}' > $a/public/a.css
  printf '{%% extends "base.twig" %%}{%% block b %%}{{ who|e }} {{ d|date("D H:i", "Europe/Berlin") }} {{ include(template_from_string("{{ 1+1 }}")) }}{%% endblock %%}' > $a/templates/page.twig; printf '<title>T</title>{%% block b %%}{%% endblock %%}' > $a/templates/base.twig; printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\nmsgid "Hello"\nmsgstr "Grüß Gott"\n' > $a/locale/de_DE/LC_MESSAGES/desk.po
  printf '[supervisord]\nuser=root\nlogfile=/dev/null\nlogfile_maxbytes=0\n[program:fpm]\ncommand=/usr/sbin/php-fpm8.2 -F -y /etc/desk/fpm.conf\n[program:nginx]\ncommand=nginx -g "daemon off;" -c /etc/desk/nginx.conf\n[program:worker]\ncommand=sh -c "while sleep 1; do php bin/console job >> /tmp/worker.log; done"\ndirectory=/srv/desk\nuser=www-data\n' > $1/etc/desk/supervisord.conf; printf '[global]\nerror_log=/dev/stderr\n[www]\nuser=www-data\nlisten=/run/fpm.sock\nlisten.owner=www-data\npm=static\npm.max_children=2\ncatch_workers_output=yes\n' > $1/etc/desk/fpm.conf
  printf 'user www-data;\nevents {}\nhttp { include /etc/nginx/mime.types; access_log /dev/null; server { listen 8000; root /srv/desk/public; location / { try_files $uri /index.php$is_args$args; } location ~ \\.php$ { include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root/index.php; fastcgi_pass unix:/run/fpm.sock; } } }\n' > $1/etc/desk/nginx.conf
  fat_run "$1" sh -c 'echo "de_DE.UTF-8 UTF-8" > /etc/locale.gen && locale-gen >/dev/null; cd /srv/desk && COMPOSER_ALLOW_SUPERUSER=1 composer -q dump-autoload -o && php -r "" && ls vendor/autoload.php >/dev/null'; python3 - $a/locale/de_DE/LC_MESSAGES/desk <<'P'
import sys, struct
b = [("", "Content-Type: text/plain; charset=UTF-8\n"), ("Hello", "Grüß Gott")]
ids = [x.encode() for x, _ in b]; strs = [y.encode() for _, y in b]; n = len(b); o = 28 + 16 * n; t1 = b""; t2 = b""; d = b""
for i in ids: t1 += struct.pack("<II", len(i), o + len(d)); d += i + b"\0"
for i in strs: t2 += struct.pack("<II", len(i), o + len(d)); d += i + b"\0"
open(sys.argv[1] + ".mo", "wb").write(struct.pack("<7I", 0x950412de, 0, n, 28, 28 + 8 * n, 0, o) + t1 + t2 + d)
P
}
probe() {
  start_main; wait_port 8000 30 || return 1; local u=http://127.0.0.1:8000; retry 10 curl -sf $u/page; _con() { _argv - /srv/desk/bin/console "$@"; timeout 30 "${ARGV[@]}" 2>&1; }
  want page '<title>T</title>Z&lt; Mon 14:00 2' "$(cget "$u/page?who=Z%3C")"; want intl '1.234,50.€ jeudi pliki fi Privet 1' "$(cget $u/intl)"; want intl2 'xn--mnchen-3ya.de п 19800' "$(cget $u/intl | tr -cd '[:print:]п')"; want i18n 'Grüß Gott ,' "$(cget $u/i18n)"; want db 'pg7 my2002.*sqlite' "$(cget $u/db)"; want img 'img 111' "$(cget $u/img)"; want out 'hello from /hello/guzzle hello from /hello/stream [0-9a-f]{8}-' "$(cget $u/out)"; want misc '[0-9]+ 1 0.30 redis soap lundi [0-9]+ 32 [0-9a-f]{16}' "$(cget $u/misc)"; want boom 'E RuntimeExceptionboom' "$(cget $u/boom)"
  cget -c $H/j $u/page >/dev/null; want session 'X-N: 2' "$(cget -b $H/j -D- $u/page)"; want css 'text/css' "$(cget -I $u/a.css)"; want log '"level_name":"ERROR"' "$(cat $R/tmp/desk-*.log)"; sleep 1.5; want worker 'sheet a,ü' "$(cat $R/tmp/worker.log)"; want list 'Available commands' "$(_con list)"; want job 'mail =.ISO' "$(_con job Mail)"; want fork 'fork 1' "$(_con fork)"; want cli 'pliki' "$(_con go intl)"; want json '"commands"' "$(_con list --format=json)"; want helpc 'Usage' "$(_con help job)"; want err 'Did you mean|not defined' "$(_con jop)"
}
