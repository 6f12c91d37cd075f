# zabbix proxy with SQLite: schema loaded by an entrypoint, external scripts, fping, SNMP, Java gateway off; TLS by a key; its own user
PACKAGES="zabbix-proxy-sqlite3 sqlite3 fping snmp zabbix-agent"
ENTRYPOINT=(/usr/local/bin/entrypoint)
CMD=(zabbix_proxy -f -c /etc/zabbix/zabbix_proxy.conf)
USER=zabbix
EXPOSE=(10051)
prepare() { local r=$1; fat_run "$r" sh -c 'dpkg -L zabbix-proxy-sqlite3' >/dev/null 2>&1; mkdir -p "$r/var/lib/zabbix/proxy"
  printf 'Server=127.0.0.1\nHostname=panel-proxy\nListenPort=10051\nListenIP=127.0.0.1\nDBName=/var/lib/zabbix/proxy/zabbix.db\nLogType=console\nFpingLocation=/usr/bin/fping\nExternalScripts=/etc/zabbix/externalscripts\nTLSConnect=psk\nTLSAccept=psk,unencrypted\nTLSPSKFile=/etc/zabbix/proxy.psk\nTLSPSKIdentity=panel\nPidFile=/tmp/proxy.pid\nSocketDir=/tmp\nStartPingers=1\nConfigFrequency=3600\nInclude=/etc/zabbix/zabbix_proxy.conf.d/*.conf\nStatsAllowedIP=127.0.0.1\n' > "$r/etc/zabbix/zabbix_proxy.conf"; mkdir -p "$r/etc/zabbix/zabbix_proxy.conf.d" "$r/etc/zabbix/externalscripts"; printf 'StartVMwareCollectors=1\n' > "$r/etc/zabbix/zabbix_proxy.conf.d/a.conf"; printf '#!/bin/sh\necho 42\n' > "$r/etc/zabbix/externalscripts/own"; chmod 755 "$r/etc/zabbix/externalscripts/own"; openssl rand -hex 32 > "$r/etc/zabbix/proxy.psk"
  cat > "$r/usr/local/bin/entrypoint" <<'E'
#!/bin/bash
set -e
db=/var/lib/zabbix/proxy/zabbix.db
if [ ! -s "$db" ]; then
  for f in /usr/share/zabbix-proxy-sqlite3/schema.sql /usr/share/zabbix-proxy-sqlite3/schema.sql.gz; do
    case "$f" in *.gz) [ -f "$f" ] && zcat "$f" | sqlite3 "$db" ;; *) [ -f "$f" ] && sqlite3 "$db" < "$f" ;; esac
  done || true
fi
exec "$@"
E
  printf '#!/bin/sh\nzabbix_proxy -c /etc/zabbix/zabbix_proxy.conf -R housekeeper_execute && zabbix_get -s 127.0.0.1 -p 10050 -k agent.ping; zabbix_sender -V | head -1\n' > "$r/usr/local/bin/healthcheck"; chmod 755 "$r"/usr/local/bin/*; fat_run "$r" sh -c 'chown -R zabbix /var/lib/zabbix /etc/zabbix/proxy.psk; ls -R /usr/share/zabbix-proxy-sqlite3 /usr/share/doc/zabbix-proxy-sqlite3' >/dev/null 2>&1; }
probe() { start_main; wait_port 10051 40 || return 1; ex() { _argv - "$@"; timeout 30 "${ARGV[@]}" 2>&1; }
  z() { /usr/bin/python3 -I -c 'import socket,struct,sys
s=socket.create_connection(("127.0.0.1",10051),10); d=sys.argv[1].encode(); s.sendall(b"ZBXD\x01"+struct.pack("<Q",len(d))+d); b=b""
while True:
    r=s.recv(65536)
    if not r: break
    b+=r
print(b[13:].decode("utf8","replace"))' "$1" 2>&1; }
  want stats 'boottime' "$(z '{"request":"zabbix.stats"}')"; want db 'SQLite' "$(head -c 13 $R/var/lib/zabbix/proxy/zabbix.db)"; want table 'hosts' "$(ex sqlite3 /var/lib/zabbix/proxy/zabbix.db .tables)"; want control "forwarded successfully" "$(ex zabbix_proxy -c /etc/zabbix/zabbix_proxy.conf -R log_level_increase)"; want health "forwarded" "$(ex healthcheck)"; want psk 'unencrypted|cannot|connect|TLS|Connection' "$(cat $WORK/main.log)"; }
