# mapnik-osm: OpenStreetMap's tools: osmium, osmctools, gpsbabel, and Mapnik drawing tiles with its input plug-ins and fonts from Python
PACKAGES="python3-mapnik osmium-tool osmctools gpsbabel fonts-dejavu-core sqlite3"
ENTRYPOINT=(/usr/local/bin/tiles)
CMD=(draw)
WORKDIR=/work
USER=nobody
ENV=("HOME=/work")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work" "$1/srv"; printf '#!/bin/sh\nk=$1; shift\ncase $k in draw) exec python3 /srv/draw.py ;; osmium) exec osmium "$@" ;; gps) exec gpsbabel "$@" ;; conv) exec osmconvert "$@" ;; esac\n' > $1/usr/local/bin/tiles; chmod 755 $1/usr/local/bin/tiles
cat > $1/srv/draw.py <<'X'
import mapnik
print("plugins", sorted(mapnik.DatasourceCache.plugin_names())[:3], len(list(mapnik.FontEngine.face_names())) > 0)
open("/work/p.csv", "w").write("x,y,name\n10,50,Köln\n12,48,München\n")
open("/work/style.xml", "w").write("""<Map srs="epsg:3857" background-color="#b8dee6"><Style name="s"><Rule><MarkersSymbolizer fill="red" width="10"/><TextSymbolizer face-name="DejaVu Sans Book" size="12" fill="black" dy="10">[name]</TextSymbolizer></Rule></Style>
<Style name="l"><Rule><PolygonSymbolizer fill="#fff"/><LineSymbolizer stroke="#333" stroke-width="2"/></Rule></Style>
<Layer name="g" srs="epsg:4326"><StyleName>l</StyleName><Datasource><Parameter name="type">geojson</Parameter><Parameter name="inline">{"type":"Polygon","coordinates":[[[5,45],[15,45],[15,55],[5,55],[5,45]]]}</Parameter></Datasource></Layer>
<Layer name="p" srs="epsg:4326"><StyleName>s</StyleName><Datasource><Parameter name="type">csv</Parameter><Parameter name="file">/work/p.csv</Parameter></Datasource></Layer></Map>""")
m = mapnik.Map(256, 256); mapnik.load_map(m, "/work/style.xml"); m.zoom_all(); mapnik.render_to_file(m, "/work/t.png", "png"); mapnik.render_to_file(m, "/work/t.svg", "svg"); mapnik.render_to_file(m, "/work/t.jpg", "jpeg"); mapnik.render_to_file(m, "/work/t.webp", "webp")
import sqlite3; c = sqlite3.connect("/work/d.sqlite"); c.execute("create table w(id integer primary key, geometry blob, name text)"); c.commit()
try: mapnik.SQLite(file="/work/d.sqlite", table="w", geometry_field="geometry", key_field="id"); print("sqlite ok")
except RuntimeError as e: print("sqlite", "no plugin" if "Could not create datasource" in str(e) else "ok")
print("drawn")
X
}
probe() {
  work /work
  want draw "plugins.*csv.*True.*drawn" "$(run_main draw 2>&1 | tr '\n' ' ')"; pngtest tile $D/t.png 256x256 20 50; want svg '<svg' "$(cat $D/t.svg)"; want webp WEBP "$(magic $D/t.webp 12)"
  printf '<osm version="0.6" generator="x"><node id="1" version="1" timestamp="2020-01-01T00:00:00Z" lat="50" lon="10"><tag k="name" v="Köln"/></node><node id="2" version="1" timestamp="2020-01-01T00:00:00Z" lat="51" lon="11"/><way id="1" version="1" timestamp="2020-01-01T00:00:00Z"><nd ref="1"/><nd ref="2"/><tag k="highway" v="path"/></way></osm>' > $D/a.osm
  check pbf run_main osmium cat a.osm -o a.osm.pbf; want info 'Number of buffers|Bounding|Compression' "$(run_main osmium fileinfo -e a.osm.pbf 2>&1)"; want export 'FeatureCollection' "$(run_main osmium export a.osm.pbf -f geojson 2>&1)"; check filter run_main osmium tags-filter a.osm.pbf w/highway -o f.osm.bz2; want conv '<osm' "$(run_main conv a.osm.pbf 2>&1 | head -3)"
  printf '<?xml version="1.0"?><gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="50" lon="10"><name>Köln</name></wpt><trk><trkseg><trkpt lat="1" lon="2"><ele>3</ele><time>2020-01-01T00:00:00Z</time></trkpt></trkseg></trk></gpx>' > $D/a.gpx
  want kml 'K.ln' "$(run_main gps -i gpx -f a.gpx -o kml -F - 2>&1)"; want csv '50' "$(run_main gps -i gpx -f a.gpx -o unicsv -F - 2>&1)"; check fit run_main gps -t -i gpx -f a.gpx -o garmin_fit -F a.fit
}
