# lighttpd: FastCGI to PHP, CGI in Perl and Python, Lua by mod_magnet, WebDAV with its property database, TLS by mod_openssl, digest passwords, conf-enabled as lighty-enable-mod leaves it
PACKAGES="lighttpd lighttpd-mod-webdav lighttpd-mod-openssl php-cgi perl python3"
ENTRYPOINT=(/usr/local/bin/entrypoint)
CMD=(lighttpd -D -f /etc/lighttpd/lighttpd.conf)
EXPOSE=(80 443)
prepare() { local r=$1 w=$1/var/www/html; fat_run "$r" apt-get -qq install -y --no-install-recommends lighttpd-mod-lua lua5.4 >/dev/null 2>&1 || fat_run "$r" apt-get -qq install -y --no-install-recommends lighttpd-mod-magnet >/dev/null 2>&1 
  fat_run "$r" sh -c 'lighty-enable-mod fastcgi fastcgi-php cgi webdav ssl accesslog dir-listing; true' >/dev/null 2>&1
  mkdir -p "$r/etc/lighttpd/certs" "$r/srv/dav" "$r/var/cache/lighttpd/dav"; cat "$CACHE/tls/server.pem" > "$r/etc/lighttpd/certs/site.pem"
  cat > "$r/etc/lighttpd/conf-enabled/99-site.conf" <<'E'
server.modules += ( "mod_magnet", "mod_auth", "mod_authn_file", "mod_deflate", "mod_status", "mod_setenv" )
deflate.mimetypes = ( "text/plain", "text/" )
deflate.allowed-encodings = ( "br", "gzip", "zstd" )
magnet.attract-physical-path-to = ( "/etc/lighttpd/site.lua" )
auth.backend = "htdigest"
auth.backend.htdigest.userfile = "/etc/lighttpd/htdigest"
auth.require = ( "/secret" => ( "method" => "digest", "realm" => "shop", "require" => "valid-user" ) )
$HTTP["url"] =~ "^/dav($|/)" { alias.url = ( "/dav" => "/srv/dav" ) webdav.activate = "enable" webdav.sqlite-db-name = "/var/cache/lighttpd/dav/props.db" }
$HTTP["url"] =~ "^/cgi/" { cgi.assign = ( ".pl" => "/usr/bin/perl", ".py" => "/usr/bin/python3" ) }
status.status-url = "/status"
$HTTP["url"] =~ "^/files/" { dir-listing.activate = "enable" }
E
  sed -i 's,^ssl.pemfile.*,ssl.pemfile = "/etc/lighttpd/certs/site.pem",; s,/etc/lighttpd/server.pem,/etc/lighttpd/certs/site.pem,' "$r"/etc/lighttpd/conf-available/10-ssl.conf
  printf 'local p = lighty.env["uri.path"]\nif p == "/lua" then lighty.header["Content-Type"] = "text/plain"; lighty.content = { "lua says ", string.upper("hi") }; return 200 end\n' > "$r/etc/lighttpd/site.lua"
  printf 'ann:shop:%s\n' "$(printf 'ann:shop:geheim' | md5sum | cut -c1-32)" > "$r/etc/lighttpd/htdigest"
  mkdir -p "$w/cgi" "$w/secret" "$w/files"; echo geheim > "$w/secret/a.txt"; echo liste > "$w/files/ä.txt"; seq 500 > "$w/zahlen.txt"
  printf '<?php header("X-P: 1"); echo json_encode(["v" => PHP_MAJOR_VERSION, "m" => preg_match("/\\\\w+/u", "über"), "z" => date_default_timezone_get(), "h" => hash("sha256", "x")]);' > "$w/i.php"
  printf 'use strict; use CGI::Carp(); print "Content-Type: text/plain\\n\\nperl $ENV{QUERY_STRING}\\n";' | sed 's/use CGI::Carp(); /use List::Util qw(sum); my $s = sum(1,2,3); /; s/perl \$/perl $s $/' > "$w/cgi/a.pl"
  printf 'import json, os, hashlib\nprint("Content-Type: application/json\\n")\nprint(json.dumps({"q": os.environ["QUERY_STRING"], "h": hashlib.md5(b"x").hexdigest()}))\n' > "$w/cgi/b.py"
  printf '#!/bin/sh\nset -e\nmkdir -p /run/lighttpd /var/cache/lighttpd/uploads\nchown -R www-data: /run/lighttpd /srv/dav /var/cache/lighttpd\nlighttpd -tt -f /etc/lighttpd/lighttpd.conf\nexec "$@"\n' > "$r/usr/local/bin/entrypoint"; chmod 755 "$r/usr/local/bin/entrypoint"; }
probe() { start_main; wait_port 80 || return 1; local u=http://127.0.0.1
  want php '"v":8,"m":1' "$(cget $u/i.php)"; want perl 'perl 6 x=1' "$(cget "$u/cgi/a.pl?x=1")"; want python '"h": "9dd4e4' "$(cget "$u/cgi/b.py?y")"; want lua 'lua says HI' "$(cget $u/lua)"
  want denied '401' "$(cget -o /dev/null -w '%{http_code}' $u/secret/a.txt)"; want digest 'geheim' "$(cget --digest -u ann:geheim $u/secret/a.txt)"; want tls 'HTTP/2 200' "$(cget -i https://localhost/zahlen.txt | head -1)"
  want put '201|204' "$(cget -o /dev/null -w '%{http_code}' -T /etc/hostname $u/dav/n.txt)"; want prop '20[47]' "$(cget -o /dev/null -w '%{http_code}' -X PROPPATCH -H "Content-Type: application/xml" -d '<?xml version="1.0"?><D:propertyupdate xmlns:D="DAV:" xmlns:Z="urn:z"><D:set><D:prop><Z:a>v</Z:a></D:prop></D:set></D:propertyupdate>' $u/dav/n.txt)"; want find 'multistatus|n.txt' "$(cget -X PROPFIND -H 'Depth: 1' $u/dav/)"
  want type 'text/plain' "$(cget -sI $u/zahlen.txt)"; want listing '%c3%a4.txt|ä.txt' "$(cget $u/files/ | tr 'A-F' 'a-f')"; want status 'uptime|Uptime' "$(cget $u/status)"; }
