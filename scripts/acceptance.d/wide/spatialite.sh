# sqlite3 with SpatiaLite: an extension by name, projections
PACKAGES="sqlite3 libsqlite3-mod-spatialite"
ENTRYPOINT=(sqlite3)
CMD=(:memory:)
prepare() { printf "SELECT load_extension('mod_spatialite');\nSELECT InitSpatialMetaData(1);\nSELECT ST_AsText(ST_Transform(SetSRID(MakePoint(8.5,47.3),4326),3857));\n" > "$1/srv/q.sql"; }
probe() { want transform 'POINT\(946' "$(run_main :memory: '.read /srv/q.sql' 2>&1)"; }
