# odbc: one job in four languages that reach their databases by the names of drivers and sources: isql, Python (pyodbc), PHP (PDO and odbc_), Perl (DBD::ODBC); drivers for SQLite, PostgreSQL and TDS
PACKAGES="unixodbc odbcinst libsqliteodbc odbc-postgresql tdsodbc python3-pyodbc php-cli php-odbc libdbd-odbc-perl postgresql-15 freetds-bin gosu"
ENTRYPOINT=(/usr/local/bin/query)
CMD=(isql)
prepare() {
  local r=$1; printf '[shop]\nDriver=SQLite3\nDatabase=/tmp/shop.db\n[pg]\nDriver=PostgreSQL Unicode\nServername=/tmp\nDatabase=postgres\nUserName=postgres\n[ms]\nDriver=FreeTDS\nServer=127.0.0.1\nPort=1\n' > $r/etc/odbc.ini
  fat_run "$r" sh -c 'pg_dropcluster --stop 15 main 2>/dev/null; install -d -o postgres -m 700 /data'
  cat > $r/usr/local/bin/query <<'X'
#!/bin/bash
export PATH=/usr/lib/postgresql/15/bin:$PATH
pg() { [ -s /data/PG_VERSION ] || gosu postgres initdb -D /data -E UTF8 -A trust >/dev/null; gosu postgres pg_ctl -D /data -w -o "-k /tmp -c listen_addresses=''" -l /tmp/pg.log start >/dev/null; }
case $1 in
 isql) printf 'create table if not exists t(a integer, b varchar(9));\ninsert into t values(1,"ü");\nselect a+41 from t;\n' | isql -b -x0x7c shop; odbcinst -q -d; odbcinst -j | head -1 ;;
 py) pg; python3 -c 'import pyodbc,datetime
c=pyodbc.connect("DSN=shop"); print(c.execute("select b from t").fetchone()[0], pyodbc.drivers())
p=pyodbc.connect("DSN=pg"); print(p.execute("select ?::date", datetime.date(2024,1,2)).fetchone()[0], p.execute("select chr(252)").fetchone()[0])
try: pyodbc.connect("DSN=ms;UID=a;PWD=b", timeout=2)
except pyodbc.Error as e: print(str(e)[:90])' ;;
 php) php -r '$d = new PDO("odbc:shop"); echo $d->query("select count(*) from t")->fetchColumn(), "\n"; $o = odbc_connect("shop", "", ""); echo odbc_result(odbc_exec($o, "select 6*7"), 1), "\n";' ;;
 perl) perl -MDBI -e 'my $d = DBI->connect("dbi:ODBC:shop","","",{RaiseError=>1}); print "perl ", $d->selectrow_array("select 6*7"), " ", join(",", map { s/.*://r } DBI->data_sources("ODBC")), "\n"' ;;
esac
X
  chmod 755 $r/usr/local/bin/query
}
probe() {
  O=$(run_main isql 2>&1); want isql '42' "$O"; want drivers 'FreeTDS.*PostgreSQL|PostgreSQL.*FreeTDS|SQLite3' "$(tr '\n' ' ' <<<"$O")"; O=$(run_main py 2>&1); want py '^ü ' "$O"; want pg '2024-01-02 ü' "$O"; want tds 'FreeTDS|08S01|08001|HYT00' "$O"; want php '1 42' "$(run_main php 2>&1 | tr '\n' ' ')"; want perl 'perl 42 .*shop' "$(run_main perl 2>&1)"
}
