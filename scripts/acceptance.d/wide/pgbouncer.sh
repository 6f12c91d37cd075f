# PostgreSQL with pgbouncer before it, by a bash entrypoint: TLS in, auth_query, extensions (pg_trgm, postgres_fdw, unaccent, plpython off), ICU collations, pg_dump and pg_basebackup in a script, psql health check
PACKAGES="postgresql pgbouncer postgresql-contrib gosu locales"
ENTRYPOINT=(/entrypoint.sh)
EXPOSE=(6432)
ENV=("PGDATA=/var/lib/postgresql/data" "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/15/bin" "LANG=de_DE.UTF-8")
prepare() { local r=$1; fat_run "$r" sh -c 'sed -i "s/# de_DE.UTF-8/de_DE.UTF-8/" /etc/locale.gen; locale-gen; rm -rf /var/lib/postgresql/15; mkdir -p /var/lib/postgresql/data /run/postgresql /etc/pgbouncer/tls; chown postgres: /var/lib/postgresql/data /run/postgresql' >/dev/null 2>&1; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$r/etc/pgbouncer/tls/"; chmod 644 "$r/etc/pgbouncer/tls/server.key"
  cat > "$r/entrypoint.sh" <<'E'
#!/bin/bash
set -e
if [ "$(id -u)" = 0 ]; then chown -R postgres: "$PGDATA"; chmod 700 "$PGDATA"; exec gosu postgres "$0" "$@"; fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb -E UTF8 --locale=de_DE.UTF-8 --auth-host=scram-sha-256 -U postgres --pwfile=<(echo geheim) >/dev/null
  pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start >/dev/null
  psql -v ON_ERROR_STOP=1 -U postgres <<-SQL
	CREATE ROLE app LOGIN PASSWORD 'geheim' ; CREATE DATABASE shop OWNER app;
	\c shop
	CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent; CREATE EXTENSION postgres_fdw; CREATE EXTENSION hstore; CREATE EXTENSION pgcrypto; CREATE EXTENSION "uuid-ossp"; CREATE EXTENSION fuzzystrmatch;
	CREATE FUNCTION public.lookup(u text, OUT n text, OUT p text) RETURNS record LANGUAGE sql SECURITY DEFINER AS 'select usename::text, passwd from pg_shadow where usename = u';
	CREATE TEXT SEARCH CONFIGURATION d (COPY = german);
SQL
  pg_ctl -D "$PGDATA" -m fast -w stop >/dev/null
  echo "host all all 127.0.0.1/32 scram-sha-256" >> "$PGDATA/pg_hba.conf"
fi
postgres -c shared_preload_libraries=pg_stat_statements,auto_explain -c listen_addresses=127.0.0.1 -c jit=off &
until pg_isready -q -h 127.0.0.1; do sleep 0.2; done
exec pgbouncer /etc/pgbouncer/pgbouncer.ini
E
  printf '#!/bin/sh\nPGPASSWORD=geheim psql -h 127.0.0.1 -p 6432 -U app -Atc "select 1" shop && pg_isready -h 127.0.0.1\n' > "$r/usr/local/bin/healthcheck"
  printf '#!/bin/sh\nset -e\nexport PGPASSWORD=geheim\npg_dump -h 127.0.0.1 -U postgres -Fc -f /tmp/shop.dump shop\npg_restore -l /tmp/shop.dump | grep -c EXTENSION\npg_basebackup -h 127.0.0.1 -U postgres -D /tmp/base -Ft -z\nls /tmp/base\n' > "$r/usr/local/bin/backup"; chmod 755 "$r/entrypoint.sh" "$r"/usr/local/bin/*
  printf '[databases]\n* = host=127.0.0.1 port=5432 auth_user=postgres\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = 6432\nauth_type = scram-sha-256\nauth_file = /etc/pgbouncer/userlist.txt\nadmin_users = app\nclient_tls_sslmode = allow\nclient_tls_key_file = /etc/pgbouncer/tls/server.key\nclient_tls_cert_file = /etc/pgbouncer/tls/server.crt\npool_mode = transaction\nunix_socket_dir = /tmp\nlogfile = \npidfile = /tmp/pgbouncer.pid\n' > "$r/etc/pgbouncer/pgbouncer.ini"; printf '"app" "geheim"\n"postgres" "geheim"\n' > "$r/etc/pgbouncer/userlist.txt"; chmod 644 "$r/etc/pgbouncer/"*.txt "$r/etc/pgbouncer/"*.ini; }
probe() { start_main; wait_port 6432 60 || return 1; ex() { _argv - "$@"; timeout 60 "${ARGV[@]}" 2>&1; }
  export PGPASSWORD=geheim; p() { timeout 20 psql "host=localhost port=6432 user=app dbname=shop ${1}" -Atc "$2" 2>&1; }
  want health '^1' "$(ex healthcheck)"; want tls 't' "$(p 'sslmode=verify-full sslrootcert='$CA 'select true')"; want trgm '0\.' "$(p sslmode=disable "select similarity('haus','maus')")"; want unaccent 'Arger' "$(p sslmode=disable "select unaccent('Ärger')")"; want fts "'haus'|haus" "$(p sslmode=disable "select to_tsvector('german','die Häuser')")"; want icu 'ä' "$(p sslmode=disable "select 'ä' collate \"de-x-icu\"")"; want crypt '\$2a' "$(p sslmode=disable "select crypt('x', gen_salt('bf'))")"; want zone '\+02' "$(p sslmode=disable "set timezone='Europe/Berlin'; select '2024-07-01 00:00+00'::timestamptz" | tail -1)"; want german 'FEHLER|ERROR' "$(p sslmode=disable 'select nope')"
  want pools 'shop' "$(timeout 20 psql "host=localhost port=6432 user=app dbname=pgbouncer sslmode=disable" -Atc 'show pools' 2>&1)"; want backup 'base.tar.gz' "$(ex gosu postgres backup)"; want conv 'ok' "$(p sslmode=disable "select convert_to('ä','LATIN1')" | grep -q xe4 && echo ok)"; }
