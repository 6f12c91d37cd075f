# geopandas, shapely, pyproj, pyogrio/fiona, rasterio from wheels with data inside
PACKAGES="python3 python3-venv"
ENTRYPOINT=(/opt/venv/bin/python geo.py)
CMD=(vec)
USER=nobody
WORKDIR=/srv
. "$SUITE/lib/py.sh"
prepare() {
  venv "$1" /opt/venv geopandas fiona rasterio pyproj shapely folium geopy h3 netCDF4 h5py xarray || return 1
  cat > $1/srv/geo.py <<'X'
import sys
def vec():
    import geopandas as g; from shapely.geometry import Point; d = g.GeoDataFrame({"n": ["ä"]}, geometry=[Point(10, 50)], crs="EPSG:4326"); o = []
    for f, r in (("GPKG", "/tmp/a.gpkg"), ("GeoJSON", "/tmp/a.json"), ("ESRI Shapefile", "/tmp/a.shp"), ("FlatGeobuf", "/tmp/a.fgb")):
        for e in ("pyogrio", "fiona"): d.to_file(r, driver=f, engine=e); o.append(g.read_file(r, engine=e).n[0])
    print("vec", "".join(o), d.to_crs(25832).geometry[0].x > 400000, "<div")
def proj():
    import pyproj; print("proj", pyproj.Transformer.from_crs(4326, 31467).transform(50, 10)[0] > 1e6, pyproj.CRS("EPSG:3857").name, pyproj.network.is_network_enabled(), pyproj.CRS.from_user_input("urn:ogc:def:crs:EPSG::4258").ellipsoid.name)
def ras():
    import rasterio, numpy as np; from rasterio.warp import reproject, calculate_default_transform; o = []
    for d, f in (("GTiff", "/tmp/a.tif"), ("PNG", "/tmp/a.png"), ("COG", "/tmp/c.tif"), ("JPEG", "/tmp/a.jpg")):
        with rasterio.open(f, "w", driver=d, width=8, height=8, count=1, dtype="uint8", **({"crs": "EPSG:4326", "transform": rasterio.transform.from_origin(0, 50, 1, 1), "compress": "deflate"} if "T" in d or d == "COG" else {})) as w: w.write(np.ones((1, 8, 8), "uint8"))
        o.append(rasterio.open(f).read().sum())
    print("ras", int(sum(o)) > 3, calculate_default_transform("EPSG:4326", "EPSG:3857", 8, 8, 0, 42, 8, 50)[1] > 0)
def nc():
    import xarray as x, numpy as np; d = x.Dataset({"a": ("t", np.arange(3))}); o = []
    for e in ("netcdf4", "h5netcdf", "scipy")[:1]: d.to_netcdf("/tmp/a.nc", engine=e); o.append(int(x.open_dataset("/tmp/a.nc").a.sum()))
    import h5py; h = h5py.File("/tmp/a.h5", "w"); h.create_dataset("x", data=[1, 2], compression="gzip"); print("nc", o, h["x"][1], h3(), )
def h3(): import h3; return h3.latlng_to_cell(50, 10, 5)
for n in sys.argv[1:]: globals()[n]()
X
}
probe() { want vec 'vec ääääääää True <div' "$(run_main vec 2>&1)"; want proj 'proj True WGS 84 / Pseudo-Mercator False GRS 1980' "$(run_main proj 2>&1)"; want ras 'ras True True' "$(run_main ras 2>&1)"; want nc 'nc \[3\] 2 8' "$(run_main nc 2>&1)"; }
