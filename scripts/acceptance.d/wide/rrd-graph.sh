# rrd-graph: rrdtool as the entry point, graphs with fonts; bindings of Perl and Python beside it
PACKAGES="rrdtool fonts-dejavu-core"
ENTRYPOINT=(rrdtool)
CMD=(--version)
WORKDIR=/work
USER=nobody
ENV=("HOME=/work" "TZ=Europe/Berlin")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work; check create run_main create a.rrd --start 1700000000 --step 60 DS:x:GAUGE:120:0:U RRA:AVERAGE:0.5:1:100; check upd run_main update a.rrd 1700000060:1 1700000120:5 1700000180:3; want fetch '1700000100: 3.6' "$(run_main fetch a.rrd AVERAGE -s 1700000000 -e 1700000200 2>&1)"
  run_main graph a.png -s 1700000000 -e 1700000300 --title Größe DEF:v=a.rrd:x:AVERAGE LINE2:v#ff0000:Wert GPRINT:v:MAX:'%6.2lf %s' 'COMMENT:%H' >$H/l 2>&1; want g PNG "$(magic $D/a.png)"; run_main graph a.svg -a SVG -s 1700000000 -e 1700000300 DEF:v=a.rrd:x:AVERAGE AREA:v#00ff00:ü >$H/l 2>&1; want svg '<svg' "$(head -c 300 $D/a.svg)"; run_main graph a.pdf -a PDF -s 1700000000 -e 1700000300 DEF:v=a.rrd:x:AVERAGE AREA:v#00ff00:ü >$H/l 2>&1; want pdf '%PDF' "$(magic $D/a.pdf)"; want dump '<rrd>' "$(run_main dump a.rrd 2>&1)"; want date '2023-11-14 2[23]:1' "$(run_main dump a.rrd 2>&1)"; want xport '<xport>' "$(run_main xport -s 1700000000 -e 1700000300 DEF:v=a.rrd:x:AVERAGE XPORT:v:w 2>&1)"
}
