# awk-mill: the author's pipeline in gawk: programs below /srv/mill with @include and @load, sockets, co-processes, sorting, time functions, gettext; mawk, busybox's awk, perl -ne, sed, bc, dc, m4, datamash, miller and csvkit beside it in one shell script
PACKAGES="gawk mawk bc dc m4 datamash miller jq xmlstarlet gettext-base busybox locales parallel moreutils sqlite3 pv units num-utils recutils"
ENTRYPOINT=(/srv/mill/bin/mill)
CMD=(report)
ENV=("AWKPATH=/srv/mill/lib:/usr/share/awk" "LANG=de_DE.UTF-8" "MILL_DATA=/srv/mill/data")
WORKDIR=/srv/mill
prepare() {
  local a=$1/srv/mill; mkdir -p $a/{bin,lib,data,locale/de/LC_MESSAGES}
  cat > $a/bin/mill <<'S'
#!/bin/sh
set -eu
here=$(dirname "$(readlink -f "$0")")/..
case $1 in
  report) exec gawk -f main.awk -f "$here/lib/extra.awk" -- "$MILL_DATA"/*.csv ;;
  net) exec gawk -f net.awk ;;
  tools) sort -t, -k2n "$MILL_DATA/a.csv" | datamash -t, --header-in sum 2; mlr --icsv --ojson sort -nr n then head -n 1 "$MILL_DATA/a.csv"; echo 'scale=3; 1/3; s(0)' | bc -l; echo '2 3 ^ p' | dc; printf 'define(`X'"'"', `m4 $1'"'"')X(ok)\n' | m4; mawk -F, 'NR>1{n+=$2} END{print "mawk", n}' "$MILL_DATA/a.csv"; busybox awk 'BEGIN{print "bb", toupper("x")}'; seq 3 | parallel -j2 -k echo p{}; echo b | sponge /tmp/s; ts %Y < /tmp/s | grep -c 20; units -t '1 mile' 'km'; printf 'Name: A\nN: 1\n\nName: B\nN: 2\n' | recsel -e 'N = 2' -P Name; printf '1,x\n' | sqlite3 :memory: 'create table t(a,b);' '.import --csv /dev/stdin t' 'select b from t' ; envsubst < "$here/lib/t.txt"; xmlstarlet sel -t -v '//b' "$here/data/x.xml"; printf '\n%.1f\n' 1,5; date -d @0 +%A; echo 'é' | iconv -t latin1 | od -An -tx1; printf 'ä\nz\n' | sort | head -1; combine /srv/mill/data/a.csv and /srv/mill/data/a.csv | wc -l; perl -CS -ne 'print scalar reverse' < /srv/mill/lib/t.txt; jq -r '.a|@csv' <<X
{"a":[1,"b"]}
X
  ;;
esac
S
  chmod 755 $a/bin/mill; printf 'name,n\nä,2\nb,10\n' > $a/data/a.csv; echo '<a><b>xml</b></a>' > $a/data/x.xml; echo 'env $MILL_DATA' > $a/lib/t.txt
  printf '@include "getopt"\n@include "join"\n@include "util.awk"\n@load "filefuncs"\n@load "time"\n@load "readdir"\n@load "fork"\n@load "ordchr"\n@load "rwarray"\nBEGIN { FS = ","; TEXTDOMAIN = "mill"; bindtextdomain("/srv/mill/locale") }\nFNR > 1 { n[$1] += $2 }\nEND { PROCINFO["sorted_in"] = "@val_num_desc"; for (k in n) s = s k "=" n[k] " "; print s; stat("/srv/mill", st); print st["type"], length(s), strftime("%%A", 0, 1), sprintf("%%.1f", 2.5), toupper("ä"), chr(65), gettimeofday() > 0, join2(); c = "sort -r"; print "b\\na" |& c; close(c, "to"); while ((c |& getline l) > 0) o = o l; print "co", o; "date -u -d @0 +%%Y" | getline y; print y; print _"Hello"; writea("/tmp/rw", n); print gensub(/(a)(b)/, "\\\\2\\\\1", "g", "abab"), strtonum("0x1F"), and(6, 3), patsplit("a1b2", q, /[0-9]/), isarray(n), typeof(1), PROCINFO["version"] > 4 }\n' > $a/lib/main.awk; printf 'function join2(  a) { split("x y", a, " "); return join(a, 1, 2, "-") }\n' > $a/lib/util.awk; printf 'END { print "extra" }\n' > $a/lib/extra.awk
  printf 'BEGIN { s = "/inet/tcp/0/127.0.0.1/9080"; print "GET /hello/awk HTTP/1.0\\r\\nHost: x\\r\\n\\r" |& s; while ((s |& getline l) > 0) r = l; print "net", r; @@ }\n' | sed 's/@@ //' > $a/lib/net.awk
  fat_run "$1" sh -c 'echo "de_DE.UTF-8 UTF-8" > /etc/locale.gen && locale-gen >/dev/null'
  printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\nmsgid "Hello"\nmsgstr "Hallo"\n' > $a/mill.po; python3 - $a/locale/de/LC_MESSAGES/mill.mo <<'P'
import sys, struct
b = [("", "Content-Type: text/plain; charset=UTF-8\n"), ("Hello", "Grüß Gott")]
ids = [x.encode() for x, _ in b]; strs = [y.encode() for _, y in b]; n = len(b); o = 28 + 16 * n; t1 = b""; t2 = b""; d = b""
for i in ids: t1 += struct.pack("<II", len(i), o + len(d)); d += i + b"\0"
for i in strs: t2 += struct.pack("<II", len(i), o + len(d)); d += i + b"\0"
open(sys.argv[1], "wb").write(struct.pack("<7I", 0x950412de, 0, n, 28, 28 + 8 * n, 0, o) + t1 + t2 + d)
P
  rm $a/mill.po
}
probe() { local o; o=$(run_main report 2>&1 | tr '\n' ' '); want report 'b=10 ä=2 +directory [0-9]+ Donnerstag 2[.,]5 Ä A 1 x-y co ba 1970 Grüß Gott baba 31 2 2 1 number 1 extra' "$o"; want net 'net hello from /hello/awk' "$(run_main net 2>&1 | tr '\n' ' ')"; o=$(run_main tools 2>&1 | tr '\n' ' '); want tools '12 .*"n": 10.*\.333 0 8 m4 ok mawk 12 bb X p1 p2 p3 1 1[.,]60?93[0-9]* B .*env /srv/mill/data xml 1,5 Donnerstag +e9 ä [0-9]' "$o"; }
