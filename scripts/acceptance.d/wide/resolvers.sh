# resolvers: dnsdist (Lua) in front of pdns-recursor (Lua hooks) and knot-resolver (modules), supervised by monit with s simple entry script that renders configuration with sed
PACKAGES="dnsdist pdns-recursor knot-resolver knot-resolver-module-http monit tini"
ENTRYPOINT=(tini -g -- /entrypoint.sh)
CMD=(monit -I -c /etc/monit/site.monitrc)
ENV=("CONSOLE_KEY=UrUYxIwLoAw1mNhW0SCGW1RCSHu4mfqWnZtYzNQIWR0=" "LISTEN=127.0.0.1:5300")
prepare() {
  local r=$1; mkdir -p "$r/etc/tmpl" "$r/var/lib/knot-resolver" "$r/run/kres" "$r/run/pdns-recursor"
  cat > "$r/etc/tmpl/dnsdist.conf.in" <<'X'
setLocal("@LISTEN@")
setKey("@KEY@")
controlSocket("127.0.0.1:5199")
newServer({address="127.0.0.1:5301", name="rec", pool="rec", checkName="a.root-servers.net."})
newServer({address="127.0.0.1:5302", name="kres", pool="", checkInterval=600, healthCheckMode="up"})
getServer(0):setUp() getServer(1):setUp()
webserver("127.0.0.1:8083") setWebserverConfig({password="geheim", apiKey="geheim", acl="127.0.0.0/8"})
local ffi = require("ffi")
function luarule(dq) if dq.qname:toString() == "lua.test." then return DNSAction.Spoof, "192.0.2.99" end return DNSAction.None, "" end
addAction(AllRule(), LuaAction(luarule))
addAction(RegexRule("rec\\.test$"), PoolAction("rec"))
addAction("block.test", RCodeAction(DNSRCode.REFUSED))
addTLSLocal("127.0.0.1:8853", "/etc/dnsdist/server.crt", "/etc/dnsdist/server.key")
addDOHLocal("127.0.0.1:8443", "/etc/dnsdist/server.crt", "/etc/dnsdist/server.key", "/dns-query")
pc = newPacketCache(1000) getPool(""):setCache(pc)
X
  cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$r/etc/dnsdist/"; chmod 644 "$r/etc/dnsdist/server.key"
  printf 'local-address=127.0.0.1\nlocal-port=5301\nlua-dns-script=/etc/powerdns/hook.lua\nauth-zones=rec.test=/etc/powerdns/rec.zone\nexport-etc-hosts=yes\nwebserver=yes\nwebserver-port=8084\napi-key=geheim\ndaemon=no\nsocket-dir=/run/pdns-recursor\nforward-zones-recurse=.=127.0.0.1\ndnssec=off\n' > "$r/etc/powerdns/recursor.conf"
  printf '$ORIGIN rec.test.\n@ 3600 IN SOA ns root 1 2 3 4 5\n@ IN NS ns\nwww IN A 192.0.2.11\n' > "$r/etc/powerdns/rec.zone"
  printf 'function preresolve(dq)\n if dq.qname:equal("hook.rec.test") then dq:addAnswer(pdns.A, "192.0.2.12") return true end\n return false\nend\n' > "$r/etc/powerdns/hook.lua"
  cat > "$r/etc/knot-resolver/kresd.conf" <<'X'
net.listen('127.0.0.1', 5302, { kind = 'dns' })
net.listen('127.0.0.1', 8085, { kind = 'webmgmt' })
modules = { 'hints > iterate', 'stats', 'policy', 'predict', 'http', view = {}, rebinding = {} }
trust_anchors.remove('.')
hints['kres.test'] = '192.0.2.21'
policy.add(policy.suffix(policy.DENY_MSG('nein'), policy.todnames({'deny.test'})))
policy.add(policy.rpz(policy.DENY, '/etc/knot-resolver/rpz.zone'))
policy.add(policy.all(policy.FORWARD('127.0.0.1')))
cache.size = 4*MB
X
  printf '$TTL 60\n@ SOA localhost. root. 1 2 3 4 5\nrpz.test CNAME .\n' > "$r/etc/knot-resolver/rpz.zone"
  cat > "$r/etc/monit/site.monitrc" <<'X'
set daemon 5
set log /dev/stdout
set httpd port 2812 and use address 127.0.0.1
  allow admin:monit
check process dnsdist matching "dnsdist --supervised"
  start program = "/bin/sh -c 'exec dnsdist --supervised --disable-syslog -C /etc/dnsdist/dnsdist.conf >/tmp/dnsdist.log 2>&1 &'"
check process recursor matching "pdns_recursor"
  start program = "/bin/sh -c 'exec pdns_recursor --disable-syslog >/tmp/rec.log 2>&1 &'"
  if failed host 127.0.0.1 port 5301 type udp protocol dns then restart
check process kresd matching "kresd"
  start program = "/usr/local/bin/start-kresd"
X
  printf '#!/bin/bash\ncd /var/lib/knot-resolver\nnohup setpriv --reuid=knot-resolver --regid=knot-resolver --clear-groups kresd -n -c /etc/knot-resolver/kresd.conf >/tmp/kres.log 2>&1 &\n' > "$r/usr/local/bin/start-kresd"
  cat > "$r/entrypoint.sh" <<'X'
#!/bin/sh
set -eu
sed -e "s|@LISTEN@|$LISTEN|" -e "s|@KEY@|$CONSOLE_KEY|" /etc/tmpl/dnsdist.conf.in > /etc/dnsdist/dnsdist.conf
chown -R knot-resolver: /var/lib/knot-resolver
touch /tmp/kres.log; chmod 600 /etc/monit/site.monitrc
exec "$@"
X
  chmod 755 "$r/entrypoint.sh" "$r/usr/local/bin/start-kresd"; chmod 600 "$r/etc/monit/site.monitrc"
}
probe() {
  start_main; wait_port 5300 40 || return 1; wait_port 5301 30; wait_port 5302 30; wait_port 8443
  [ -z "${SHOWLOG:-}" ] || { sleep 4; cat "$R/tmp/kres.log" >&2; }
  d() { dig +short +time=2 +tries=2 "$@" 2>&1; }
  want lua 192.0.2.99 "$(d -p 5300 @127.0.0.1 lua.test)"; want kres 192.0.2.21 "$(d -p 5300 @127.0.0.1 kres.test)"; want rec 192.0.2.11 "$(d -p 5300 @127.0.0.1 www.rec.test)"; want hook 192.0.2.12 "$(d -p 5301 @127.0.0.1 hook.rec.test)"
  want refused REFUSED "$(dig -p 5300 @127.0.0.1 block.test)"; want deny NXDOMAIN "$(dig -p 5302 @127.0.0.1 x.deny.test)"; want rpz NXDOMAIN "$(dig -p 5302 @127.0.0.1 rpz.test)"
  want tls 192.0.2.21 "$(d +tls -p 8853 @127.0.0.1 kres.test)"; want doh 192.0.2.21 "$(d +https -p 8443 @127.0.0.1 kres.test)"
  want web 'dnsdist' "$(cget -u x:geheim http://127.0.0.1:8083/)"; want api 'kres' "$(cget -H 'X-API-Key: geheim' http://127.0.0.1:8083/api/v1/servers/localhost)"; want rec-metrics 'pdns_recursor' "$(cget http://127.0.0.1:8084/metrics)"
  want kres-web 'Knot|kres' "$(cget http://127.0.0.1:8085/)"; want kres-stats 'answer' "$(cget http://127.0.0.1:8085/stats)"; want monit 'dnsdist' "$(cget -u admin:monit http://127.0.0.1:2812/)"
  ex() { _argv - "$@"; timeout 20 "${ARGV[@]}" 2>&1; }
  want console kres "$(ex dnsdist -C /etc/dnsdist/dnsdist.conf -c 127.0.0.1:5199 -e 'showServers()')"; want rec_control '^[0-9]' "$(ex rec_control --socket-dir=/run/pdns-recursor get questions)"; want 'monit status' 'Process|dnsdist' "$(ex monit -c /etc/monit/site.monitrc summary)"
}
