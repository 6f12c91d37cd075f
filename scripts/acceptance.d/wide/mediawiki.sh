# mediawiki: MediaWiki of Debian behind nginx and php-fpm with SQLite: installed by the entry script at the first start (maintenance/install.php), Parser, images by GD, intl, Lua-less extensions, jobs
PACKAGES="mediawiki mediawiki-classes nginx-light php-fpm php-sqlite3 php-intl php-gd php-apcu php-curl imagemagick git diffutils tini"
ENTRYPOINT=(tini -- /entrypoint.sh)
CMD=(nginx -g "daemon off;")
ENV=("MW_ADMIN_PASS=geheimgeheim99" "MW_SITE=Probe")
prepare() {
  local r=$1; rm -f "$r/etc/nginx/sites-enabled/default"; fat_run "$r" install -d -o www-data -g www-data /var/lib/mediawiki/data
  cat > "$r/etc/nginx/conf.d/wiki.conf" <<'X'
server { listen 8080; root /usr/share/mediawiki; index index.php;
  location ~ \.php$ { include fastcgi.conf; fastcgi_pass unix:/run/php/php-fpm.sock; }
  location /images { alias /var/lib/mediawiki/images; } }
X
  cat > "$r/entrypoint.sh" <<'X'
#!/bin/bash
set -euo pipefail
if [ ! -f /etc/mediawiki/LocalSettings.php ]; then
  php /usr/share/mediawiki/maintenance/install.php --dbtype sqlite --dbpath /var/lib/mediawiki/data --dbname wiki --pass "$MW_ADMIN_PASS" --server http://127.0.0.1:8080 --scriptpath "" --lang de --confpath /etc/mediawiki "$MW_SITE" Admin
  { echo 'wfLoadExtension("ParserFunctions"); wfLoadExtension("Cite"); wfLoadSkin("Vector"); wfLoadExtension("SyntaxHighlight_GeSHi");'; echo '$wgEnableUploads = true; $wgPygmentizePath="/usr/bin/pygmentize";'; } >> /etc/mediawiki/LocalSettings.php
  ln -sf /etc/mediawiki/LocalSettings.php /var/lib/mediawiki/LocalSettings.php
  php /usr/share/mediawiki/maintenance/update.php --quick >/dev/null
  chown -R www-data: /var/lib/mediawiki/data
fi
sed -i 's,^listen = .*,listen = /run/php/php-fpm.sock,' /etc/php/*/fpm/pool.d/www.conf
mkdir -p /run/php
php-fpm8.2 -D
exec "$@"
X
  chmod 755 "$r/entrypoint.sh"
}
PROBE_TIMEOUT=200
probe() {
  start_main; wait_port 8080 120 || return 1; local u=http://127.0.0.1:8080
  want main 'Probe' "$(cget -L $u/index.php)"; want api '"sitename":"Probe"' "$(cget "$u/api.php?action=query&meta=siteinfo&format=json")"
  want parse '<h2>|id="Titel"' "$(cget --data-urlencode "text==='Titel==
{{#if:1|ja|nein}} '''fett''' <ref>q</ref> <references/>" "$u/api.php?action=parse&format=json&contentmodel=wikitext")"; want func 'ja' "$(cget --data-urlencode "text={{#if:1|ja|nein}} {{#time:Y|2020-01-01}}" "$u/api.php?action=parse&format=json&contentmodel=wikitext")"
  want css '\.mw|body' "$(cget "$u/load.php?modules=skins.vector.styles.legacy|site.styles&only=styles&skin=vector")"; want js 'mw' "$(cget "$u/load.php?modules=startup&only=scripts&raw=1&skin=vector" | head -c 3000)"; want special 'Spezialseiten' "$(cget "$u/index.php?title=Spezial:Spezialseiten")"
  local t; t=$(cget -c "$H/c" "$u/api.php?action=query&meta=tokens&type=login&format=json" | sed 's/.*"logintoken":"\([0-9a-f]*\).*/\1/')
  want login 'Success' "$(cget -b "$H/c" -c "$H/c" --data-urlencode "lgtoken=$t+\\" -d 'lgname=Admin&lgpassword=geheimgeheim99' "$u/api.php?action=login&format=json")"
  t=$(cget -b "$H/c" "$u/api.php?action=query&meta=tokens&format=json" | sed 's/.*"csrftoken":"\([0-9a-f]*\).*/\1/')
  want edit Success "$(cget -b "$H/c" --data-urlencode "token=$t+\\" -d 'title=Neu&text=Grüße' "$u/api.php?action=edit&format=json")"; want read Grüße "$(cget "$u/index.php?title=Neu")"
  ex() { _argv - "$@"; timeout 60 "${ARGV[@]}" 2>&1; }
  check jobs ex php /usr/share/mediawiki/maintenance/runJobs.php; want stats 'Neu' "$(cget "$u/api.php?action=query&list=recentchanges&format=json")"; want export '<mediawiki' "$(ex php /usr/share/mediawiki/maintenance/dumpBackup.php --current)"
}
