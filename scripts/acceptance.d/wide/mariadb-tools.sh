# mariadb (trixie) as in the well-known images: an entrypoint that initialises (mariadb-install-db, temporary server, SQL files), plug-ins (auth_ed25519 by soname, RocksDB off, connect, spider?, sha), dump and mariabackup by scripts, health check
. "$LIB_DIR/trixie.sh"
BASE=none
PACKAGES="mariadb-server mariadb-backup mariadb-plugin-connect pwgen gosu zstd xz-utils"
ENTRYPOINT=(docker-entrypoint.sh)
CMD=(mariadbd)
EXPOSE=(3306)
ENV=("MARIADB_ROOT_PASSWORD=geheim" "MARIADB_DATABASE=shop" "TZ=Europe/Berlin")
build_root() { trixie_root "$1" $PACKAGES; }
prepare() { local r=$1; rm -rf "$r/var/lib/mysql"; mkdir -p "$r/var/lib/mysql" "$r/docker-entrypoint-initdb.d" "$r/etc/mysql/tls"; fat_run "$r" sh -c 'chown mysql:mysql /var/lib/mysql; mkdir -p /run/mysqld; chown mysql:mysql /run/mysqld'
  cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$r/etc/mysql/tls/"; chmod 644 "$r/etc/mysql/tls/server.key"
  cat > "$r/usr/local/bin/docker-entrypoint.sh" <<'E'
#!/bin/bash
set -eo pipefail
log() { printf '%s [%s] %s\n' "$(date --rfc-3339=seconds)" "$1" "$2"; }
process_sql() { mariadb --protocol=socket -uroot -hlocalhost --socket=/run/mysqld/mysqld.sock --comments "$@"; }
if [ "${1:0:1}" = '-' ]; then set -- mariadbd "$@"; fi
if [ "$1" = mariadbd ] && [ "$(id -u)" = 0 ]; then
  find /var/lib/mysql \! -user mysql -exec chown mysql: '{}' +
  exec gosu mysql "${BASH_SOURCE[0]}" "$@"
fi
if [ "$1" = mariadbd ] && [ ! -d /var/lib/mysql/mysql ]; then
  log Note "Initializing"
  mariadb-install-db --datadir=/var/lib/mysql --rpm --auth-root-authentication-method=normal --skip-test-db --cross-bootstrap >/dev/null
  "$@" --skip-networking --socket=/run/mysqld/mysqld.sock --skip-ssl --ssl-cert= --ssl-key= --ssl-ca= --wsrep_on=OFF & pid=$!
  for i in {30..0}; do if process_sql --database=mysql <<<'SELECT 1' &>/dev/null; then break; fi; sleep 1; done
  mariadb-tzinfo-to-sql /usr/share/zoneinfo 2>/dev/null | process_sql --database=mysql
  process_sql --database=mysql <<-EOSQL
	CREATE DATABASE IF NOT EXISTS \`$MARIADB_DATABASE\`;
	CREATE USER 'adm'@'%' IDENTIFIED BY '$MARIADB_ROOT_PASSWORD';
	GRANT ALL ON *.* TO 'adm'@'%' WITH GRANT OPTION;
	EOSQL
  for f in /docker-entrypoint-initdb.d/*; do
    case "$f" in
      *.sh) . "$f" ;;
      *.sql) process_sql --database="$MARIADB_DATABASE" < "$f" ;;
      *.sql.gz) gunzip -c "$f" | process_sql --database="$MARIADB_DATABASE" ;;
      *.sql.zst) zstd -dc "$f" | process_sql --database="$MARIADB_DATABASE" ;;
    esac
  done
  kill "$pid"; wait "$pid"
fi
exec "$@"
E
  printf '#!/bin/bash\nset -eo pipefail\nmariadb-admin -uadm -h127.0.0.1 -p"$MARIADB_ROOT_PASSWORD" --skip-ssl ping && mariadb -uadm -h127.0.0.1 --skip-ssl -p"$MARIADB_ROOT_PASSWORD" -e "select 1" >/dev/null\n' > "$r/usr/local/bin/healthcheck.sh"
  printf '#!/bin/sh\nset -e\nmariadb-dump -uadm --skip-ssl -h127.0.0.1 -p"$MARIADB_ROOT_PASSWORD" --all-databases --routines | zstd -q > /tmp/all.sql.zst\nmariadb-backup --backup --target-dir=/tmp/b --user=adm --host=127.0.0.1 --skip-ssl --password="$MARIADB_ROOT_PASSWORD" 2>/tmp/b.log\nmariadb-backup --prepare --target-dir=/tmp/b 2>>/tmp/b.log\nls /tmp/b/ibdata1\n' > "$r/usr/local/bin/backup.sh"; chmod 755 "$r"/usr/local/bin/*
  printf 'create table t(id int primary key, n varchar(20) character set utf8mb4 collate utf8mb4_german2_ci); insert into t values (1, "Ärger"), (2, "Zebra");' | zstd -q > "$r/docker-entrypoint-initdb.d/1.sql.zst"; printf 'create user bob@"%%" identified via ed25519 using password("pw"); grant select on shop.* to bob@"%%"; create function twice(x int) returns int deterministic return 2*x;\n' > "$r/docker-entrypoint-initdb.d/2.sql"
  printf '[mariadbd]\nplugin_load_add = auth_ed25519\nplugin_load_add = ha_archive\nplugin_load_add = server_audit\nplugin_load_add = simple_password_check\nsimple_password_check_minimal_length = 1\nsimple_password_check_digits = 0\nsimple_password_check_letters_same_case = 0\nsimple_password_check_other_characters = 0\nssl_cert = /etc/mysql/tls/server.crt\nssl_key = /etc/mysql/tls/server.key\nbind-address = 0.0.0.0\nskip-name-resolve\ninnodb_buffer_pool_size = 32M\nlc_messages = de_DE\nslow_query_log = 1\n' > "$r/etc/mysql/mariadb.conf.d/99-site.cnf"; }
probe() { start_main; wait_port 3306 100 || return 1; local F=$STORE/mariadb-tools/fat; ex() { _argv - "$@"; timeout 90 "${ARGV[@]}" 2>&1; }
  my() { timeout 30 chroot "$F" mariadb -h127.0.0.1 -uadm -pgeheim --skip-ssl --default-character-set=utf8mb4 shop -N "$@" 2>&1; }
  sleep 1; want health 'alive' "$(ex healthcheck.sh)"; want rows 'rger' "$(my -e 'select n from t order by n limit 1')"; want fn 42 "$(my -e 'select twice(21)')"; want zone '02:00' "$(my -e "select convert_tz('2024-07-01 00:00:00','UTC','Europe/Berlin')")"; want ed 'Zebra' "$(timeout 20 chroot "$F" mariadb -h127.0.0.1 -ubob -ppw --skip-ssl shop -e 'select * from t' 2>&1)"
  want german 'doppelt|Doppelter|Duplicate' "$(my -e 'insert into t values (1,"x")')"; want germanmsg 'Doppelter' "$(my -e 'insert into t values (1,"x")')"; want tls 'TLSv1' "$(timeout 20 chroot "$F" mariadb -h127.0.0.1 -uadm -pgeheim --ssl --disable-ssl-verify-server-cert -e "show status like 'Ssl_version'" 2>&1)"; want archive 'ARCHIVE' "$(my -e 'create table ar(x int) engine=archive; show create table ar')"; want connect 'CONNECT' "$(my -e 'install soname "ha_connect"; create table c(a int, b char(10)) engine=connect table_type=csv file_name="c.csv"; insert into c values (1,"x"); show create table c')"; want audit 'server_audit|SERVER_AUDIT' "$(my -e 'show plugins')"; want install 'OK|^$' "$(my -e 'install soname "disks"')"
  want backup 'ibdata1' "$(ex backup.sh)"; want dump '^[1-9]' "$(stat -c %s $R/tmp/all.sql.zst 2>&1)"; }
