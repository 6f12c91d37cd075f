# pg-tools: a backup and report job beside its PostgreSQL: pgbackrest, pgloader from SQLite and CSV, pgbadger on the log, barman's check, pg_activity-less psql, pg_repack; one script starts the server and does what it is told
PACKAGES="postgresql-15 pgbackrest pgloader pgbadger postgresql-15-repack postgresql-15-cron pgtop sqlite3 gosu"
ENTRYPOINT=(/usr/local/bin/job)
CMD=(backup)
WORKDIR=/work
prepare() {
  local r=$1; mkdir -p $r/work $r/etc/pgbackrest; fat_run "$r" sh -c 'pg_dropcluster --stop 15 main 2>/dev/null; install -d -o postgres -g postgres -m 700 /data /backup; chown postgres /work'
  printf '[global]\nrepo1-path=/backup\nrepo1-retention-full=2\ncompress-type=zst\nrepo1-cipher-type=aes-256-cbc\nrepo1-cipher-pass=geheim\nlog-path=/tmp\nlock-path=/tmp/pgb\nspool-path=/tmp\n[main]\npg1-path=/data\npg1-socket-path=/tmp\n' > $r/etc/pgbackrest/site.conf
  cat > $r/usr/local/bin/job <<'X'
#!/bin/bash
set -eo pipefail
[ "$(id -u)" != 0 ] || exec gosu postgres "$0" "$@"
export PATH=/usr/lib/postgresql/15/bin:$PATH PGHOST=/tmp PGUSER=postgres PGDATABASE=postgres
B="pgbackrest --config=/etc/pgbackrest/site.conf --stanza=main --log-level-console=info"
if [ ! -s /data/PG_VERSION ]; then
  initdb -D /data -E UTF8 --locale=C.UTF-8 -A trust >/dev/null
  printf "unix_socket_directories='/tmp'\nlisten_addresses='127.0.0.1'\narchive_mode=on\narchive_command='pgbackrest --config=/etc/pgbackrest/site.conf --stanza=main archive-push %%p'\nlog_line_prefix='%%t [%%p]: user=%%u,db=%%d '\nlog_min_duration_statement=0\nlogging_collector=on\nlog_directory='/tmp'\nlog_filename='pg.log'\nlog_timezone='Europe/Vienna'\n" >> /data/postgresql.conf
fi
pg_ctl -D /data -w start >/tmp/start.log 2>&1
trap 'pg_ctl -D /data -m fast -w stop >/dev/null' EXIT
case $1 in
 backup) $B stanza-create; $B check; $B --type=full backup; $B info; $B info --output=json ;;
 load) sqlite3 /tmp/s.db "drop table if exists t; create table t(a integer primary key, b text); insert into t values(1,'ü'),(2,'x')"; pgloader sqlite:///tmp/s.db pgsql://postgres@unix:/tmp:5432/postgres; psql -Atc "select b from t where a=1"; printf '1;eins\n2;zwei\n' > /tmp/c.csv; psql -qc 'create table if not exists c(a int, b text)'; pgloader --type csv --field a --field b --with "fields terminated by ';'" /tmp/c.csv 'pgsql://postgres@unix:/tmp:5432/postgres?tablename=c'; psql -Atc 'select count(*) from c' ;;
 report) psql -qAtc "select pg_sleep(0.01)" >/dev/null; pgbadger -q -f stderr -p '%t [%p]: user=%u,db=%d ' -o /work/r.html /tmp/pg.log; pgbadger -q -f stderr -p '%t [%p]: user=%u,db=%d ' -x json -o /work/r.json /tmp/pg.log; head -c 300 /work/r.html ;;
 repack) psql -qc "create extension if not exists pg_repack; create table if not exists r(a int primary key)"; pg_repack -t r 2>&1; pg_dump -Fc -f /work/d.dump; pg_restore -l /work/d.dump | head -3; vacuumdb -q -a ;;
esac
X
  chmod 755 $r/usr/local/bin/job
}
. "$SUITE/lib/cli.sh"
probe() {
  work /work; O=$(RUN_TIMEOUT=100 run_main backup 2>&1); want stanza 'stanza-create command end: completed' "$O"; want backup 'full backup size|new backup label' "$O"; want info 'status: ok' "$O"; want cipher 'cipher: aes-256-cbc' "$O"
  O=$(RUN_TIMEOUT=100 run_main load 2>&1); want sqlite '^.*ü' "$(tr '\n' ' ' <<<"$O")"; want csv '^2$' "$(tail -1 <<<"$O")"; RUN_TIMEOUT=60 run_main report > $H/rep 2>&1; want badger 'pgBadger' "$(cat $H/rep)"; want json 'database_info|overall' "$(head -c 3000 $D/r.json)"; want repack 'repacking table' "$(RUN_TIMEOUT=60 run_main repack 2>&1)"; check dump test -s $D/d.dump
}
