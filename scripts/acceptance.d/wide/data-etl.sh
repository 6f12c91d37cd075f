# data-etl: tables in the shell: miller, csvkit, datamash, parallel, visidata in batch, sqlite, gawk, jo, jq, html and xml to text
PACKAGES="miller csvkit datamash parallel sqlite3 gawk jo jq visidata moreutils bc dc units num-utils html2text xml2 recutils gron pv dateutils python3-openpyxl python3-xlrd"
ENTRYPOINT=(/srv/etl.sh)
CMD=(all)
WORKDIR=/work
ENV=("HOME=/work" "LC_ALL=C.UTF-8")
USER=nobody
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work" "$1/srv"; cat > $1/srv/etl.sh <<'X'
#!/bin/bash
set -o pipefail
case $1 in
 mlr) mlr --icsv --ojson sort -nr qty then put '$t = strftime(0, "%Y"); $u = format_values is_absent' a.csv 2>/dev/null || mlr --icsv --ojson sort -nr qty then put '$t = strftime_local(0, "%Y %Z", "Asia/Tokyo")' a.csv; mlr --icsv --oxtab stats1 -a p50,mean -f qty a.csv ;;
 kit) csvcut -c name a.csv; csvsql --query 'select sum(qty) s from a' a.csv; csvstat a.csv | head -5; csvjson a.csv; csvlook a.csv; csvsort -c qty -r a.csv | head -2; csvgrep -c name -m Öl a.csv; csvsql --db sqlite:///x.db --insert a.csv; sql2csv --db sqlite:///x.db --query 'select count(*) c from a'; in2csv a.json; csvformat -T a.csv; in2csv b.xlsx; csvjoin -c name a.csv a.csv | head -1 ;;
 mash) datamash -t, --header-in sum 2 mean 2 < a.csv; datamash -s -t, groupby 1 count 1 < a.csv ;;
 par) seq 4 | parallel -j2 -k 'echo p{}'; parallel --jobs 2 --tag echo ::: a b ; parallel --pipe -N2 -k wc -l < a.csv; sem --fg echo sem; parallel --joblog jl --results res echo ::: x; cat jl | wc -l ;;
 vd) vd -b a.csv -o o.tsv; cat o.tsv; vd -b a.csv -o o.md && cat o.md ;;
 misc) jo a=1 b[]=2; gron a.json | head -2; html2text h.html; xml2 < x.xml; recsel -e 'A > 1' r.rec; echo '2^100' | bc; echo 'scale=5; s(1)' | bc -l; echo '2 3 + p' | dc; units -t '3 miles' km; echo 1 2 | sponge s; ts '%Y' < s; echo x | ifne cat; seq 3 | numsum; dateutils.dconv 2024-01-01 -f '%A'; dateutils.dadd 2024-01-31 1mo; dateutils.dconv --from-zone Europe/Berlin 2024-07-01T12:00:00; gawk -i inplace '{print $1}' s; gawk 'BEGIN{PROCINFO["sorted_in"]="@ind_str_asc"; print strftime("%Y",0), gensub(/a/,"b","g","aa")}'; gawk -l time 'BEGIN{print sleep(0)}'; echo hi | pv -q; combine s and s; sqlite3 x2.db -cmd '.mode markdown' "create table t(a); insert into t values(json('[1]')); select a, date('2024-01-01','+1 month') d from t; select * from generate_series(1,2)" ;;
esac
X
chmod 755 $1/srv/etl.sh
  local b; b=$(builder_root python3-openpyxl) || return 1; fat_run $b python3 -c 'import openpyxl; w=openpyxl.Workbook(); w.active.append(["k","v"]); w.active.append(["ö",2.5]); w.save("/tmp/b.xlsx")'; cp $b/tmp/b.xlsx $1/srv/; }
probe() {
  work /work; printf 'name,qty,day\nÖl,3,2024-01-02\nTee,10,2024-02-03\n' > $D/a.csv; echo '[{"a":1,"b":"ü"}]' > $D/a.json; cp $R/srv/b.xlsx $D/; echo '<h1>Größe</h1><p>b <b>c</b>' > $D/h.html; echo '<a b="1">x</a>' > $D/x.xml; printf '%%rec: T\n\nA: 1\n\nA: 2\n' > $D/r.rec
  want mlr '"qty": 10' "$(run_main mlr 2>&1)"; want mlrtz '1970 JST|"t"' "$(run_main mlr 2>&1)"; O=$(RUN_TIMEOUT=100 run_main kit 2>&1); want kit '13.*\| name' "$(tr '\n' ' ' <<<"$O")"; want kitdb 'c 2 ' "$(tr '\n' ' ' <<<"$O")"; want xlsx 'ö,2.5' "$O"; want nokiterr '^$' "$(grep -E 'Error|not found|Traceback' <<<"$O")"; want mash '13.6.5' "$(run_main mash 2>&1)"; O=$(run_main par 2>&1); want par 'p1.p2.p3.p4.*sem' "$(tr '\n' '.' <<<"$O")"; O=$(run_main vd 2>&1); want vd 'Tee.10' "$O"; want vdmd "Tee +\\|" "$O"
  O=$(run_main misc 2>&1); want misc '"a":1.*json.*Gr.*1267650600228229401496703205376.*.84147.*4.82' "$(tr '\n' ' ' <<<"$O")"; want date 'Monday.*2024-02-29.*T10:00:00' "$(tr '\n' ' ' <<<"$O")"; want rec 'A: 2' "$O"; want xml2 '/a/@b=1' "$O"; want sqlite '\[1\]' "$O"; want noerr '^$' "$(grep -iE 'not found|no such|cannot|fatal|error' <<<"$O")"
}
