# db-clients: psql, pg_dump, mysql, sqlite3, redis-cli beside a backup job's script
PACKAGES="postgresql-client mariadb-client sqlite3 redis-tools gzip curl"
ENTRYPOINT=(/usr/local/bin/job)
CMD=(all)
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; cat > "$1/usr/local/bin/job" <<'X'
#!/bin/bash
case $1 in
 sqlite) sqlite3 /work/a.db "create table t(a,b); insert into t values (1,'ä'); select json_group_array(b) from t;" ".mode csv" "select * from t;" ".schema" ".dump" "create virtual table f using fts5(x);" "select sqlite_version();" ;;
 psql) PGCONNECT_TIMEOUT=2 psql -h 127.0.0.1 -U x -c 'select 1'; psql --help=variables | head -3; pg_dump --version; pg_restore --version; psql --version; pg_isready -h 127.0.0.1 ;;
 mysql) mysql -h 127.0.0.1 -u x --connect-timeout=2 -e 'select 1'; mysqldump --version; mysql --help | grep -c . ;;
 redis) redis-cli -h 127.0.0.1 ping; redis-cli --help 2>&1 | head -1 ;;
esac
X
chmod 755 "$1/usr/local/bin/job"; }
probe() { work /work; want sqlite '\["ä"\].*1,ä|\["ä"\].*1,"ä".*INSERT' "$(run_main sqlite 2>&1 | tr '\n' ' ')"; want psql 'Connection refused.*List of specially.*pg_dump.*no response' "$(run_main psql 2>&1 | tr '\n' ' ')"; want mysql "2002|2003|Can't connect" "$(run_main mysql 2>&1 | tr '\n' ' ')"; want redis 'refused' "$(run_main redis 2>&1)"; }
