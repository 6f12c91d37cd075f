# imagemagick: coder modules by dlopen, delegates.xml helpers (gs), policy.xml, thresholds, fonts, alternatives link as entry
PACKAGES="imagemagick libmagickcore-6.q16-6-extra ghostscript fonts-dejavu-core"
ENTRYPOINT=(convert)
USER=1000:1000
WORKDIR=/work
prepare() {
  add_user "$1" im 1000
  # let PDF through, as everybody does; PostScript stays forbidden
  sed -i 's,rights="none" pattern="PDF",rights="read|write" pattern="PDF",' "$1/etc/ImageMagick-6/policy.xml"
  grep -q 'read|write" pattern="PDF"' "$1/etc/ImageMagick-6/policy.xml" || return 1
  install -d -o 1000 -g 1000 "$1/work"
}
. "$SUITE/lib/cli.sh"
probe() {
  work /work; mkpng "$D/in.png" 120 90
  local f o
  for f in jpg:JPEG webp:WEBP pdf:PDF gif:GIF tiff:TIFF bmp:BMP ppm:PNM; do
    f=${f%%:*}
    o=$(run_main in.png -resize 60x45 "out.$f" 2>&1) || { bad "to $f" "$o"; continue; }
    [ -s "$D/out.$f" ] && ok "to $f" || { bad "to $f" "no file"; continue; }
    o=$(run_main "out.$f" "back-$f.png" 2>&1) || { bad "from $f" "$o"; continue; }
    pngtest "from $f" "$D/back-$f.png" '60x45' 50 50
  done
  want "jpg magic" '^\.\.\.\..*JFIF' "$(magic "$D/out.jpg" 12)"
  want "webp magic" 'RIFF....WEBP' "$(magic "$D/out.webp" 12)"
  want "pdf magic" '%PDF-1' "$(magic "$D/out.pdf" 6)"
  check jp2 run_main in.png out.jp2
  check "text by font name" run_main -font DejaVu-Sans -pointsize 30 label:Wunderwerk text.png
  pngtest "text visible" "$D/text.png" '[12][0-9][0-9]x[34][0-9]' 10 600
  check "default font" run_main -size 300x60 xc:white -pointsize 24 -annotate +5+40 Hello text2.png
  pngtest "default font visible" "$D/text2.png" '300x60' 5 100
  printf '<svg xmlns="http://www.w3.org/2000/svg" width="50" height="50"><circle cx="25" cy="25" r="20" fill="#000"/></svg>' > "$D/v.svg"
  check "read svg" run_main v.svg v.png
  pngtest "svg drawn" "$D/v.png" '50x50' 2 1000 1500
  check "ordered dither (thresholds.xml)" run_main in.png -colorspace gray -ordered-dither o8x8 dith.png
  check "named colour" run_main -size 10x10 'xc:PapayaWhip' n.png
  printf '%%!PS-Adobe-3.0\n%%%%BoundingBox: 0 0 10 10\nshowpage\n' > "$D/x.ps"
  o=$(run_main x.ps y.png 2>&1); want "policy.xml forbids PS" 'not allowed by the security policy' "$o"
  want "list format" 'WEBP.*rw' "$(run_main -list format 2>&1 | grep -a ' WEBP')"
}
