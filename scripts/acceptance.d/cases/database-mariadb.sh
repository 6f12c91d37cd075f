# database-mariadb: the entry script makes the data directory and loads scripts on first start, then gives up root; TLS, time zone tables,
# messages in German, a plug-in loaded by a statement, collations
PACKAGES="mariadb-server gosu tzdata"
ENTRYPOINT=(docker-entrypoint.sh)
CMD=(mariadbd)
ENV=("MARIADB_DATABASE=shop" "TZ=Europe/Vienna")
EXPOSE=(3306)
prepare() {
  local r=$1; mkdir -p "$r/docker-entrypoint-initdb.d" "$r/etc/mysql/tls"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$r/etc/mysql/tls/"
  fat_run "$r" sh -c 'rm -rf /var/lib/mysql/*; chown mysql /etc/mysql/tls/*; install -d -o mysql -g mysql /run/mysqld'
  cat > "$r/etc/mysql/mariadb.conf.d/99-site.cnf" <<'X'
[mysqld]
bind-address = 0.0.0.0
character-set-server = utf8mb4
collation-server = utf8mb4_german2_ci
lc_messages = de_DE
default_time_zone = Europe/Vienna
ssl_cert = /etc/mysql/tls/server.crt
ssl_key = /etc/mysql/tls/server.key
innodb_buffer_pool_size = 16M
X
  printf "CREATE TABLE item (name varchar(40), FULLTEXT (name)); INSERT INTO item VALUES ('Zebra'), ('Äpfel rot'), ('Birne');\nCREATE USER app@'%%' IDENTIFIED BY 'pw'; GRANT ALL ON shop.* TO app@'%%';\n" > "$r/docker-entrypoint-initdb.d/10-schema.sql"
  printf "INSERT INTO item VALUES ('gezippt');\n" | gzip > "$r/docker-entrypoint-initdb.d/20-more.sql.gz"
  cat > "$r/usr/local/bin/docker-entrypoint.sh" <<'X'
#!/bin/bash
set -eo pipefail
DATADIR=$(mariadbd --verbose --help 2>/dev/null | awk '$1 == "datadir" { print $2; exit }')
if [ "$(id -u)" = 0 ]; then
  find "$DATADIR" \! -user mysql -exec chown mysql: '{}' +
  exec gosu mysql "$BASH_SOURCE" "$@"
fi
if [ ! -d "$DATADIR/mysql" ]; then
  mariadb-install-db --datadir="$DATADIR" --skip-test-db --auth-root-authentication-method=normal --default-time-zone=SYSTEM >/dev/null
  mariadbd --skip-networking --default-time-zone=SYSTEM --socket=/run/mysqld/init.sock & pid=$!
  for i in {60..0}; do mariadb-admin --socket=/run/mysqld/init.sock -uroot ping &>/dev/null && break; sleep 0.5; done
  run() { mariadb --default-character-set=utf8mb4 --protocol=socket --socket=/run/mysqld/init.sock -uroot "$@"; }
  mariadb-tzinfo-to-sql /usr/share/zoneinfo 2>/dev/null | run mysql
  echo "CREATE DATABASE \`$MARIADB_DATABASE\`;" | run
  for f in /docker-entrypoint-initdb.d/*; do
    case "$f" in
      *.sql) run "$MARIADB_DATABASE" < "$f" ;;
      *.sql.gz) gunzip -c "$f" | run "$MARIADB_DATABASE" ;;
    esac
  done
  echo "ALTER USER root@localhost IDENTIFIED BY 'rootpw';" | run
  kill "$pid"; wait "$pid"
fi
exec "$@"
X
  chmod 755 "$r/usr/local/bin/docker-entrypoint.sh"
}
probe() {
  start_main; wait_port 3306 60 || return 1
  q() { timeout 20 mariadb --default-character-set=utf8mb4 -h 127.0.0.1 -u app -ppw -N -e "$1" shop 2>&1; }
  retry 20 sh -c 'mariadb -h 127.0.0.1 -u app -ppw -e "select 1"'
  want collation 'Äpfel rot Birne gezippt Zebra' "$(q 'select name from item order by name' | tr '\n' ' ')"
  want fulltext 'Äpfel rot' "$(q "select name from item where match(name) against ('rot')")"
  want zones '13:00:00' "$(q "select convert_tz('2024-01-01 12:00:00', 'UTC', 'Europe/Vienna')")"
  want messages "existiert nicht|Tabelle" "$(q 'select * from missing')"
  want tls 'TLSv1' "$(timeout 20 mariadb -h localhost --protocol=tcp --ssl --ssl-ca="$CA" -u app -ppw -N -e "show status like 'ssl_version'" 2>&1)"
  want "plug-in" 'BLACKHOLE' "$(timeout 20 mariadb -h 127.0.0.1 --protocol=socket --socket="$R/run/mysqld/mysqld.sock" -uroot -prootpw -N -e "install soname 'ha_blackhole'; show engines" 2>&1)"
  want charset '^E9$' "$(q "select hex(convert('é' using latin1))")"
  want json '^7$' "$(q "select json_value('{\"a\":7}', '$.a')")"
  want uid "^$(awk -F: '$1=="mysql"{print $3}' "$R/etc/passwd")$" "$(awk '/^Uid/{print $2}' /proc/$MAIN_PID/status)"
}
