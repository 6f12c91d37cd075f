# pdns: authoritative server, launch=gsqlite3, pdnsutil in the entry point, LUA records, web API
PACKAGES="pdns-server pdns-backend-sqlite3 pdns-backend-bind sqlite3"
ENTRYPOINT=(/entrypoint.sh)
CMD=(pdns_server --guardian=no --daemon=no --disable-syslog --write-pid=no)
EXPOSE=(5300)
prepare() {
  local r=$1; rm -f "$r"/etc/powerdns/pdns.d/bind.conf
  cat > "$r/etc/powerdns/pdns.d/site.conf" <<'E'
launch+=gsqlite3
gsqlite3-database=/var/lib/powerdns/pdns.sqlite3
gsqlite3-dnssec=yes
local-address=127.0.0.1
local-port=5300
enable-lua-records=yes
webserver=yes
webserver-port=8081
api=yes
api-key=geheim
E
  cat > "$r/entrypoint.sh" <<'E'
#!/bin/bash
set -eu
if [ ! -f /var/lib/powerdns/pdns.sqlite3 ]; then
  sqlite3 /var/lib/powerdns/pdns.sqlite3 < /usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql
  pdnsutil create-zone example.org ns1.example.org
  pdnsutil add-record example.org www A 300 192.0.2.7
  pdnsutil add-record example.org lua LUA 300 "TXT \"string.upper('abc')\""
  pdnsutil secure-zone example.org
  pdnsutil rectify-zone example.org
  chown -R pdns /var/lib/powerdns
fi
exec "$@"
E
  chmod 755 "$r/entrypoint.sh"; ls "$r"/usr/share/doc/pdns-backend-sqlite3/ "$r"/usr/share/pdns-backend-sqlite3/schema 2>/dev/null >&2
}
probe() {
  start_main; wait_port 5300 || return 1; wait_port 8081
  want a '^192.0.2.7$' "$(dig +short -p 5300 @127.0.0.1 www.example.org A)"
  want dnssec 'RRSIG' "$(dig +dnssec -p 5300 @127.0.0.1 www.example.org A)"
  want lua 'ABC' "$(dig +short -p 5300 @127.0.0.1 lua.example.org TXT)"
  want api 'example.org' "$(cget -H 'X-API-Key: geheim' http://127.0.0.1:8081/api/v1/servers/localhost/zones)"
  want page 'PowerDNS' "$(cget http://127.0.0.1:8081/)"
}
