# maps-gdal: maps converted by a script with many subcommands of two tool sets: a database of projections, drivers, codepages of old files
PACKAGES="gdal-bin proj-bin"
ENTRYPOINT=(/usr/local/bin/convert-maps)
CMD=(/work)
USER=nobody
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() {
  mkdir -p "$1/work"; cat > "$1/usr/local/bin/convert-maps" <<'X'
#!/bin/bash
# convert-maps DIR: each GeoJSON becomes a GeoPackage and a shapefile in UTM, each picture a warped GeoTIFF
set -eu
cd "$1"
for f in *.geojson; do
  b=${f%.geojson}
  ogr2ogr -f GPKG -s_srs EPSG:4326 -t_srs EPSG:32633 "$b.gpkg" "$f"
  ogr2ogr -f 'ESRI Shapefile' -lco ENCODING=CP1252 "$b.shp" "$f"
  ogrinfo -al "$b.shp" | grep -E 'name|POINT' > "$b.txt"
done
for f in *.png; do
  b=${f%.png}
  gdal_translate -q -a_srs EPSG:4326 -a_ullr 14 50 15 49 "$f" "$b.tif"
  gdalwarp -q -t_srs EPSG:3857 -r bilinear -co COMPRESS=DEFLATE "$b.tif" "$b-web.tif"
  gdalinfo -json "$b-web.tif" > "$b.json"
done
echo '14.42 50.08' | cs2cs -f %.0f +proj=longlat +to +init=epsg:5514 2>/dev/null > krovak || true
echo '50.08 14.42' | cs2cs EPSG:4326 EPSG:32633 > utm
X
  chmod 755 "$1/usr/local/bin/convert-maps"
}
probe() {
  work /work; mkpng "$D/pic.png" 40 40
  echo '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Übergang"},"geometry":{"type":"Point","coordinates":[14.42,50.08]}}]}' > "$D/places.geojson"
  check convert run_main /work
  want geopackage 'SQLite' "$(magic "$D/places.gpkg" 15)"; want "codepage file" 'CP1252|1252' "$(cat "$D/places.cpg" 2>&1)"
  want attribute 'Übergang' "$(cat "$D/places.txt" 2>&1)"; want utm '^4585[0-9]{2}\.[0-9]+.5547[0-9]{3}' "$(cat "$D/utm" 2>&1)"
  want warped 'Pseudo-Mercator' "$(cat "$D/pic.json" 2>&1)"; want tiff 'II' "$(magic "$D/pic-web.tif" 2)"
}
