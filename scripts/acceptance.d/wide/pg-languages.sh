# postgresql with languages and extensions: PL/Python, PL/Perl, contrib, full text search, foreign tables, ICU; psql and pg_dump inside
PACKAGES="postgresql postgresql-plpython3-15 postgresql-plperl-15 postgresql-contrib gosu locales"
ENTRYPOINT=(/usr/local/bin/entry.sh)
CMD=(postgres)
ENV=("PATH=/usr/lib/postgresql/15/bin:$DEFAULT_PATH" "PGDATA=/var/lib/postgresql/data" "LANG=en_US.utf8" "TZ=Europe/Berlin")
EXPOSE=(5432)
prepare() {
  local r=$1; fat_run "$r" localedef -i en_US -c -f UTF-8 -A /usr/share/locale/locale.alias en_US.UTF-8
  mkdir -p "$r/docker-entrypoint-initdb.d"
  cat > "$r/usr/local/bin/entry.sh" <<'X'
#!/bin/bash
set -e
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /run/postgresql; chown -R postgres "$PGDATA" /run/postgresql; chmod 700 "$PGDATA"
  exec gosu postgres "$BASH_SOURCE" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --username=postgres --pwfile=<(echo secret) --auth-host=scram-sha-256 >/dev/null
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start >/dev/null
  for f in /docker-entrypoint-initdb.d/*; do
    case "$f" in *.sql) psql -v ON_ERROR_STOP=1 -U postgres -f "$f" ;; *.sh) . "$f" ;; esac
  done
  pg_ctl -D "$PGDATA" -m fast -w stop
fi
exec "$@" -c listen_addresses='*'
X
  chmod 755 "$r/usr/local/bin/entry.sh"
  cat > "$r/docker-entrypoint-initdb.d/10.sql" <<'X'
CREATE EXTENSION plpython3u; CREATE EXTENSION plperl; CREATE EXTENSION pg_trgm; CREATE EXTENSION hstore; CREATE EXTENSION unaccent;
CREATE EXTENSION pgcrypto; CREATE EXTENSION "uuid-ossp"; CREATE EXTENSION postgres_fdw; CREATE EXTENSION hstore_plperl; CREATE EXTENSION xml2; CREATE EXTENSION plperlu;
CREATE FUNCTION py(t text) RETURNS text AS $$
import json, hashlib, decimal, datetime, zoneinfo
return json.dumps({"t": t, "h": hashlib.sha256(t.encode()).hexdigest()[:8], "z": str(datetime.datetime(2024, 1, 1, tzinfo=zoneinfo.ZoneInfo("Asia/Tokyo")))})
$$ LANGUAGE plpython3u;
CREATE FUNCTION pl(t text) RETURNS text AS $$ my $x = lc $_[0]; return join ",", map { ucfirst } sort split / /, $x; $$ LANGUAGE plperl;
CREATE FUNCTION plu(t text) RETURNS text AS $$ use POSIX; use Digest::MD5 qw(md5_hex); use Encode; return md5_hex(encode("utf8", $_[0])) . floor(2.5); $$ LANGUAGE plperlu;
CREATE TABLE doc (t text); INSERT INTO doc VALUES ('Die Häuser der Städte'), ('running dogs');
X
}
probe() {
  start_main; local i; for i in $(seq 60); do grep -q 'listening on IPv4' "$WORK/main.log" && break; main_alive || { bad start "$(main_log)"; return 1; }; sleep 0.5; done; wait_port 5432 60 || return 1
  in_root() { env -i PATH="/usr/lib/postgresql/15/bin:$DEFAULT_PATH" PGPASSWORD=secret LANG=en_US.utf8 timeout 60 chroot "$R" "$@" 2>&1; }
  q() { PGPASSWORD=secret timeout 30 psql -h 127.0.0.1 -U postgres -At -c "$1" 2>&1; }
  want python '"h": "2cf24dba".*\+09:00' "$(q "select py('hello')")"
  want perl 'A,B,C' "$(q "select pl('C b A')")"; want perlu '5d41402abc4b2a76b9719d911017c5922' "$(q "select plu('hello')")"
  want german 'haus' "$(q "select to_tsvector('german', t) from doc")"; want english "'dog':2 'run':1" "$(q "select to_tsvector('english', 'running dogs')")"
  want trgm '0\.[0-9]' "$(q "select similarity('word','words')")"; want unaccent 'Hotel' "$(q "select unaccent('Hôtel')")"
  want crypto '^\$2a\$' "$(q "select crypt('x', gen_salt('bf'))")"; want uuid '-4' "$(q 'select uuid_generate_v4()')"
  want xml 'b' "$(q "select xpath_string('<a>b</a>', '/a')")"
  want icu 'ä' "$(q "select string_agg(x, ',' order by x collate \"de-x-icu\") from (values ('z'),('ä'),('a')) v(x)")"
  want zone '13:00:00' "$(q "select timestamptz '2024-01-01 12:00 UTC' at time zone 'Europe/Paris'")"
  want fdw 'running' "$(q "create server s foreign data wrapper postgres_fdw options (host '127.0.0.1', dbname 'postgres'); create user mapping for postgres server s options (user 'postgres', password 'secret'); create foreign table fdoc (t text) server s options (table_name 'doc'); select * from fdoc")"
  want bloom 'CREATE' "$(q 'create extension btree_gist; create extension pageinspect')"
  want conv 'd6' "$(q "select convert_to('Ö', 'LATIN1')")"; want sjis '8261' "$(q "select convert_to('Ｂ', 'SJIS')")"
  want jit '5000' "$(q "set jit_above_cost=0; select count(*) from generate_series(1,5000)")"
  want psql 'List of relations' "$(in_root psql -h 127.0.0.1 -U postgres -c '\d')"
  want dump 'CREATE EXTENSION' "$(in_root pg_dump -h 127.0.0.1 -U postgres postgres)"
  want "compressed dump" 'PGDMP' "$(in_root pg_dump -h 127.0.0.1 -Fc -U postgres postgres | head -c 5)"
}
