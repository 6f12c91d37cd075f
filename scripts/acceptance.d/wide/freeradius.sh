# freeradius: EAP-TLS/TTLS/PEAP with certificates, modules by mods-enabled (sql in SQLite, python3, perl, ldap off), users file, dictionaries, radclient and radtest by the health check
PACKAGES="freeradius freeradius-utils freeradius-python3 freeradius-rest sqlite3"
ENTRYPOINT=(/docker-entrypoint.sh)
CMD=(freeradius)
EXPOSE=(1812)
prepare() { local r=$1 d=$1/etc/freeradius/3.0; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$CACHE/tls/ca.pem" "$d/certs/"
  cat > "$r/docker-entrypoint.sh" <<'E'
#!/bin/sh
set -e
if [ "${1#-}" != "$1" ]; then set -- freeradius "$@"; fi
if [ "$1" = freeradius ]; then
  shift
  [ -f /var/lib/freeradius/radius.db ] || { mkdir -p /var/lib/freeradius; sqlite3 /var/lib/freeradius/radius.db < /etc/freeradius/3.0/mods-config/sql/main/sqlite/schema.sql; sqlite3 /var/lib/freeradius/radius.db "insert into radcheck(username,attribute,op,value) values('sql','Cleartext-Password',':=','geheim')"; chown -R freerad: /var/lib/freeradius; }
  exec freeradius -f -l stdout "$@"
fi
exec "$@"
E
  printf '#!/bin/sh\necho "User-Name=ann,User-Password=geheim,NAS-IP-Address=127.0.0.1" | radclient -x -r 1 -t 5 127.0.0.1:1812 auth testing123\n' > "$r/usr/local/bin/healthcheck"; chmod 755 "$r/docker-entrypoint.sh" "$r/usr/local/bin/healthcheck"
  sed -i '1i ann Cleartext-Password := "geheim"\n\tReply-Message = "Hallo, %{User-Name}", Tunnel-Type = VLAN, Tunnel-Private-Group-Id = "42"\n' "$d/mods-config/files/authorize"
  sed -i 's,dialect = .*,dialect = "sqlite",; s,driver = "rlm_sql_null",driver = "rlm_sql_sqlite",; s,filename = .*,filename = "/var/lib/freeradius/radius.db",' "$d/mods-available/sql"; sed -i '/^\tsqlite {/,/^\t}/ s,busy_timeout.*,busy_timeout = 9000,' "$d/mods-available/sql"; ln -sf ../mods-available/sql "$d/mods-enabled/sql"
  sed -i 's,private_key_file = .*,private_key_file = ${certdir}/server.key,; s,certificate_file = .*,certificate_file = ${certdir}/server.crt,; s,ca_file = .*,ca_file = ${certdir}/ca.pem,; s,private_key_password.*,,' "$d/mods-available/eap"
  mkdir -p "$d/mods-config/python3"; printf 'import json, radiusd\ndef authorize(p):\n    d = dict(p)\n    if d.get("User-Name", "").strip(chr(34)) == "py":\n        return radiusd.RLM_MODULE_UPDATED, (("Reply-Message", json.dumps({"py": 1})),), (("Cleartext-Password", "geheim"),)\n    return radiusd.RLM_MODULE_OK\n' > "$d/mods-config/python3/site_auth.py"
  printf 'python3 {\n  python_path = "/etc/freeradius/3.0/mods-config/python3:/usr/lib/python3.11:/usr/lib/python3.11/lib-dynload:/usr/lib/python3/dist-packages"\n  module = site_auth\n  mod_authorize = ${.module}\n  func_authorize = authorize\n}\n' > "$d/mods-available/python3"; ln -sf ../mods-available/python3 "$d/mods-enabled/python3"
  sed -i 's,^\t\?-sql$,\tsql,; s,^\tpreprocess$,\tpreprocess\n\tpython3,' "$d/sites-available/default"
  fat_run "$r" chown -R freerad:freerad /etc/freeradius; }
probe() { start_main; local i F=$STORE/freeradius/fat; c() { printf '%s\n' "$1" | timeout 20 chroot "$F" radclient -x -r 1 -t 5 127.0.0.1:1812 auth testing123 2>&1; }
  for i in $(seq 150); do grep -q 'Ready to process' "$WORK/main.log" && break; main_alive || break; sleep 0.2; done; want ready 'Ready to process' "$(main_log)"; ex() { _argv - "$@"; timeout 30 "${ARGV[@]}" 2>&1; }
  want health 'Received Access-Accept' "$(ex /usr/local/bin/healthcheck)"; want vlan 'Tunnel-Private-Group-Id.*42' "$(c 'User-Name=ann,User-Password=geheim')"; want refused 'Access-Reject' "$(c 'User-Name=ann,User-Password=x')"; want sql 'Received Access-Accept' "$(c 'User-Name=sql,User-Password=geheim')"; want python 'py' "$(c 'User-Name=py,User-Password=geheim')"; want chap 'Received Access-Accept' "$(c 'User-Name=ann,CHAP-Password=geheim')"; want mschap 'MS-MPPE|MS-CHAP2-Success|Access-Accept' "$(c 'User-Name=ann,MS-CHAP-Password=geheim')"; want realm 'Access-Accept|Reject' "$(c 'User-Name=ann@firma,User-Password=geheim')"
  want tool 'Configuration appears to be OK' "$(ex freeradius -XC | tail -3)"; }
