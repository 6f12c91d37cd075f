# proftpd: modules by LoadModule, people in SQLite, TLS, quotas in a table, a welcome file, ftpwho by the image's own health check; under tini
PACKAGES="proftpd-basic proftpd-mod-sqlite proftpd-mod-crypto tini sqlite3"
ENTRYPOINT=(/usr/bin/tini -- /usr/local/bin/entrypoint)
CMD=(proftpd --nodaemon -c /etc/proftpd/proftpd.conf)
EXPOSE=(21)
prepare() { local r=$1; mkdir -p "$r/srv/ftp/ann" "$r/etc/proftpd/tls"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$r/etc/proftpd/tls/"; chmod 600 "$r/etc/proftpd/tls/server.key"
  fat_run "$r" groupadd -g 2001 ftpusers; fat_run "$r" useradd -u 2001 -g 2001 -d /srv/ftp -s /usr/sbin/nologin ftpuser; chown -R 2001:2001 "$r/srv/ftp"
  cat > "$r/usr/local/bin/entrypoint" <<'E'
#!/bin/sh
set -e
: "${FTP_USER:=ann}" "${FTP_PASS:=geheim}"
db=/var/lib/proftpd/users.db
if [ ! -f "$db" ]; then
  mkdir -p /var/lib/proftpd
  sqlite3 "$db" <<SQL
CREATE TABLE users(userid TEXT, passwd TEXT, uid INTEGER, gid INTEGER, homedir TEXT, shell TEXT);
INSERT INTO users VALUES('$FTP_USER','$FTP_PASS',2001,2001,'/srv/ftp/$FTP_USER','/usr/sbin/nologin');
CREATE TABLE logins(userid TEXT, at TEXT);
SQL
  chown -R proftpd:nogroup /var/lib/proftpd
fi
mkdir -p /run/proftpd
exec "$@"
E
  printf '#!/bin/sh\nftpwho -v | grep -q "standalone FTP daemon" && ftpcount >/dev/null\n' > "$r/usr/local/bin/healthcheck"; chmod 755 "$r/usr/local/bin/entrypoint" "$r/usr/local/bin/healthcheck"
  printf 'Willkommen auf %%L\n' > "$r/etc/proftpd/welcome.msg"
  cat > "$r/etc/proftpd/conf.d/site.conf" <<'E'
LoadModule mod_tls.c
LoadModule mod_sql.c
LoadModule mod_sql_sqlite.c
LoadModule mod_ifsession.c
LoadModule mod_copy.c
ServerName "Büro"
DefaultRoot ~
RequireValidShell off
AuthOrder mod_sql.c
CreateHome on 755
SQLEngine on
SQLBackend sqlite3
SQLConnectInfo /var/lib/proftpd/users.db
SQLAuthTypes Plaintext
SQLAuthenticate users
SQLLog PASS login
SQLNamedQuery login INSERT "'%u', datetime('now')" logins
TLSEngine on
TLSRSACertificateFile /etc/proftpd/tls/server.crt
TLSRSACertificateKeyFile /etc/proftpd/tls/server.key
TLSProtocol TLSv1.2 TLSv1.3
TLSOptions NoSessionReuseRequired
DisplayConnect /etc/proftpd/welcome.msg
PassivePorts 30000 30010
<IfModule mod_facts.c>
  FactsAdvertise on
</IfModule>
E
}
probe() { start_main; wait_port 21 || return 1
  local o; o=$(/usr/bin/python3 -I - <<'P' 2>&1
import ftplib, ssl, io
f = ftplib.FTP(); f.connect("127.0.0.1", 21, 20)
try: f.login("ann", "falsch"); print("accepted")
except ftplib.error_perm as e: print("refused", e)
f = ftplib.FTP(); f.connect("127.0.0.1", 21, 20); print(f.getwelcome(), f.login("ann", "geheim")); f.storbinary("STOR ä.txt", io.BytesIO(b"inhalt\n")); print("mlsd", list(f.mlsd())); print(f.sendcmd("SITE CPFR ä.txt"), f.sendcmd("SITE CPTO b.txt")); print(f.sendcmd("FEAT")); l = []; f.retrlines("LIST", l.append); print(l)
t = ftplib.FTP_TLS(context=ssl.create_default_context()); t.connect("localhost", 21, 20); t.login("ann", "geheim"); t.prot_p(); b = []; t.retrbinary("RETR b.txt", b.append); print("tls", t.sock.cipher()[0], b); t.quit()
P
)
  want refused refused "$o"; want welcome 'Willkommen auf' "$o"; want mlsd 'mlsd.*ä.txt' "$o"; want copied '250' "$o"; want feat 'UTF8' "$o"; want tls 'tls TLS_.*inhalt' "$o"; want owner 'ftpuser|2001' "$o"
  ex() { _argv - "$@"; timeout 30 "${ARGV[@]}" 2>&1; }
  check health ex /usr/local/bin/healthcheck; want logins 'ann' "$(ex sqlite3 /var/lib/proftpd/users.db 'select * from logins')"; }
