# apache-php: a web server with a language as its module: links in mods-enabled and conf.d, extensions by ini files, mail through sendmail's name, .htaccess
PACKAGES="apache2 libapache2-mod-php php-sqlite3 php-gd php-mbstring php-xml msmtp-mta"
ENTRYPOINT=(apache2-foreground)
ENV=("APACHE_RUN_USER=www-data" "APP=shop")
WORKDIR=/var/www/html
EXPOSE=(80)
. "$SUITE/lib/cli.sh"
prepare() {
  local r=$1 a=$1/var/www/html; fat_run "$r" sh -c 'a2enmod -q rewrite headers ssl && a2enconf -q charset >/dev/null 2>&1; rm -f /var/www/html/index.html'
  printf '#!/bin/bash\nset -e\n: "${APACHE_CONFDIR:=/etc/apache2}"\n: "${APACHE_ENVVARS:=$APACHE_CONFDIR/envvars}"\nif test -f "$APACHE_ENVVARS"; then . "$APACHE_ENVVARS"; fi\n: "${APACHE_RUN_DIR:=/var/run/apache2}"\nmkdir -p "$APACHE_RUN_DIR" "$APACHE_LOCK_DIR" "$APACHE_LOG_DIR"\nrm -f "$APACHE_PID_FILE"\nexec apache2 -DFOREGROUND "$@"\n' > "$r/usr/local/bin/apache2-foreground"; chmod 755 "$r/usr/local/bin/apache2-foreground"
  echo 'ServerName panel' > "$r/etc/apache2/conf-enabled/name.conf"; sed -i 's/AllowOverride None/AllowOverride All/' "$r/etc/apache2/apache2.conf"
  printf 'RewriteEngine On\nRewriteCond %%{REQUEST_FILENAME} !-f\nRewriteRule ^ index.php [QSA,L]\nHeader set X-App shop\n' > "$a/.htaccess"; mkdir -p "$a/lib"
  printf 'account default\nhost localhost\nport 2525\nfrom shop@dns.test\n' > "$r/etc/msmtprc"; printf 'sendmail_path = /usr/sbin/sendmail -t\ndate.timezone = Asia/Manila\n' > "$r/etc/php/8.2/apache2/conf.d/90-site.ini"
  cat > "$a/index.php" <<'X'
<?php
spl_autoload_register(fn($c) => require __DIR__ . "/lib/$c.php");
$c = ucfirst(trim(parse_url($_SERVER["REQUEST_URI"], PHP_URL_PATH), "/") ?: "Home"); (new $c)->run();
X
  echo '<?php class Home { function run() { echo php_sapi_name(), " ", getenv("APP"), " ", date("H:i T", 0), " ", posix_getpwuid(posix_geteuid())["name"]; } }' > "$a/lib/Home.php"
  echo '<?php class Image { function run() { $i = imagecreatetruecolor(60, 20); imagestring($i, 3, 2, 2, "hi", 0xffffff); header("Content-Type: image/png"); imagepng($i); } }' > "$a/lib/Image.php"
  echo '<?php class Data { function run() { $d = new PDO("sqlite::memory:"); $d->exec("create table t(a)"); $d->exec("insert into t values(5)"); echo $d->query("select a from t")->fetchColumn(), " ", bin2hex(mb_convert_encoding("日", "SJIS", "UTF-8")), " ", simplexml_load_string("<a><b>q</b></a>")->b; } }' > "$a/lib/Data.php"
  echo '<?php class Mail { function run() { var_dump(mail("ann@dns.test", "subject of mail", "text")); } }' > "$a/lib/Mail.php"
  echo '<?php class Out { function run() { echo file_get_contents("https://svc.dns.test:9443/hello/mod"); } }' > "$a/lib/Out.php"
}
probe() {
  /usr/bin/python3 -I - "$H/mail" <<'X' & 
import socket, sys
s = socket.create_server(("127.0.0.1", 2525)); c, _ = s.accept(); f = c.makefile("rwb"); o = open(sys.argv[1], "w"); data = False
def say(t): f.write(t + b"\r\n"); f.flush()
say(b"220 x")
for l in f:
    o.write(l.decode()); o.flush()
    if data:
        if l == b".\r\n": data = False; say(b"250 ok")
    elif l.startswith(b"DATA"): data = True; say(b"354 go")
    elif l.startswith(b"QUIT"): say(b"221 bye"); break
    else: say(b"250 ok")
X
  start_main; wait_port 80 || return 1; local u=http://127.0.0.1
  want home 'apache2handler shop 08:00 PST www-data' "$(cget $u/)"; want header 'X-App: shop' "$(cget -D- -o /dev/null $u/)"; want data '5 93fa q' "$(cget $u/data)"
  curl -sS -o "$H/i.png" $u/image; pngtest image "$H/i.png" 60x20 2 1; want https 'hello from /hello/mod' "$(cget $u/out)"
  want mail 'bool\(true\)' "$(cget $u/mail)"; want "mail was sent" 'Subject: subject of mail' "$(cat "$H/mail" 2>&1)"
}
