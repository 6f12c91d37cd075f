# render3d: povray with its include files and openscad, scenes in, pictures and solids out
PACKAGES="povray povray-includes openscad fonts-dejavu-core fonts-liberation2"
ENTRYPOINT=(/usr/local/bin/render)
CMD=(pov a.pov)
WORKDIR=/work
USER=nobody
ENV=("HOME=/work")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; printf '#!/bin/sh\nk=$1; shift\ncase $k in pov) exec povray +W80 +H60 -D +FN "$@" ;; scad) exec openscad "$@" ;; esac\n' > $1/usr/local/bin/render; chmod 755 $1/usr/local/bin/render; }
probe() {
  work /work
  printf '#version 3.7;\n#include "colors.inc"\n#include "textures.inc"\n#include "woods.inc"\n#include "shapes.inc"\nglobal_settings { assumed_gamma 1 }\ncamera { location <0,2,-5> look_at 0 }\nlight_source { <5,5,-5> White }\nsphere { 0, 1 texture { T_Wood10 } }\nplane { y, -1 texture { PinkAlabaster } }\ntext { ttf "timrom.ttf" "Hi" 0.2, 0 pigment { Red } translate <-1,1,-1> }\nbackground { SkyBlue }\n' > $D/a.pov
  want pov 'Image Output|Render Time' "$(run_main pov a.pov 2>&1)"; pngtest png $D/a.png 80x60 50 10
  printf '$fn=12; difference() { sphere(10); cylinder(r=4,h=30,center=true); } translate([0,0,15]) linear_extrude(2) text("Hü", font="Liberation Sans"); use <MCAD/boxes.scad>\nroundedBox([10,10,5], 2, false); minkowski() { cube(3); sphere(1); }\n' > $D/a.scad
  want scad 'Simple|Facets|Volumes' "$(run_main scad -o /work/a.stl /work/a.scad 2>&1)"; want stl 'solid' "$(head -c 20 $D/a.stl)"; check mcad grep -qv nothing $D/a.stl
  printf 'text("Größe"); translate([0,20]) circle(5);' > $D/b.scad; run_main scad -o /work/b.svg /work/b.scad >$H/l 2>&1; want svg '<path' "$(cat $D/b.svg)"; run_main scad -o /work/b.dxf /work/b.scad >$H/l 2>&1; want dxf 'SECTION' "$(head -c 900 $D/b.dxf)"
  run_main scad -o /work/a.off /work/a.scad >$H/l 2>&1; want off OFF "$(magic $D/a.off)"; run_main scad -o /work/a.3mf /work/a.scad >$H/l 2>&1; want 3mf PK "$(magic $D/a.3mf)"
}
