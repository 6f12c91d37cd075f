# bare-php: the command line runtime alone; the application comes later, in a volume
PACKAGES="php-cli php-mbstring php-xml php-sqlite3 ca-certificates"
BARE=php
ENTRYPOINT=(php)
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work; echo '<?php function n() { return 7; }' > "$D/m.php"
  echo '<?php require "m.php"; echo n(), " ", substr(hash("sha256", "x"), 0, 8), " ", bin2hex(mb_convert_encoding("日", "SJIS", "UTF-8")), " ", json_encode([1]), " ", simplexml_load_string("<a><b>q</b></a>")->b, " ", (new PDO("sqlite::memory:"))->query("select 5")->fetchColumn(), " ", (new DateTime("@0"))->setTimezone(new DateTimeZone("Asia/Tokyo"))->format("H:i"), " ", posix_getpwuid(0)["name"], "\n", file_get_contents("https://svc.dns.test:9443/hello/bare"), "\n";' > "$D/a.php"
  local o; o=$(run_main a.php 2>&1); want library '7 2d711642 93fa .1. q 5 09:00 root' "$o"; want https 'hello from /hello/bare' "$o"; want one-liner '^3$' "$(run_main -r 'echo 1+2;' 2>&1)"; want lint 'No syntax errors' "$(run_main -l a.php 2>&1)"
}
