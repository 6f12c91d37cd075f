# image-shop: pictures for the web by small tools: libvips, GraphicsMagick, netpbm, pngquant, optipng, jpegoptim, gifsicle, webp, heif, jxl, svg by rsvg, potrace, exiv2, behind a script
PACKAGES="libvips-tools graphicsmagick netpbm pngquant optipng jpegoptim gifsicle webp libheif-examples libjxl-tools librsvg2-bin potrace exiv2 libimage-exiftool-perl libjpeg-turbo-progs jp2a fonts-dejavu-core ghostscript"
ENTRYPOINT=(/usr/local/bin/shop)
CMD=(vips)
WORKDIR=/work
USER=nobody
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p $1/work; cat > $1/usr/local/bin/shop <<'X'
#!/bin/bash
cd /work
case $1 in
 vips) for f in jpg webp avif tif gif jp2 jxl pdf.png; do vips copy p.png "o.$f" && echo "ok $f"; done; vips thumbnail p.png t.jpg 40; vipsheader o.tif; vips text tx.png 'Größe' --font 'DejaVu Sans 20'; vips svgload a.svg s.png; vips pdfload a.pdf pd.png; vips dzsave p.png dz --suffix .jpg; vips magickload p.png mg.v && echo magick; vips --vips-config 2>&1 | head -40; vips heifload o.avif h.png && echo heif ;;
 gm) for f in jpg gif tif webp jp2 pdf bmp svgz.png; do gm convert p.png "g.$f" && echo "ok $f"; done; gm convert a.svg gs.png; gm convert -font DejaVu-Sans -fill red -draw 'text 5,20 "hi"' p.png gt.png; gm identify -verbose p.png | head -4; gm montage p.png p.png m.png; gm convert a.pdf gp.png && echo pdf; gm batch <<< 'convert p.png b.miff' ;;
 small) pngquant -f -o q.png p.png; optipng -quiet -out op.png p.png; jpegoptim -q -m60 t.jpg; cwebp -quiet p.png -o c.webp; dwebp -quiet c.webp -o d.png; gif2webp -quiet o.gif -o a.webp; gifsicle -O3 --resize 20x20 o.gif -o gg.gif; heif-enc -q 50 o.jpg -o e.heic && heif-convert e.heic e.jpg; heif-enc -A o.jpg -o e.avif; cjxl p.png j.jxl 2>/dev/null; djxl j.jxl dj.png 2>/dev/null; pngtopnm p.png | ppmtopgm | pgmtopbm > b.pbm; potrace -s b.pbm -o b.svg; rsvg-convert -f pdf a.svg -o r.pdf; rsvg-convert -w 30 a.svg -o r.png; exiv2 -M'set Exif.Image.Artist Größe' o.jpg; exiv2 -pa o.jpg; exiftool -Artist -s3 o.jpg; jpegtran -rotate 90 o.jpg > ro.jpg; djpeg o.jpg | pnmscale 0.5 | cjpeg > sc.jpg; file=$(ls q.png op.png c.webp d.png gg.gif e.heic e.jpg e.avif j.jxl dj.png b.svg r.pdf r.png ro.jpg sc.jpg | wc -l); echo "files $file"; find . -size 0 ;;
esac
X
chmod 755 $1/usr/local/bin/shop; }
probe() {
  work /work; mkpng $D/p.png 60 40; printf '<svg xmlns="http://www.w3.org/2000/svg" width="50" height="40"><rect width="20" height="20" fill="red"/><text x="2" y="30" font-family="DejaVu Sans" font-size="12">hi</text></svg>' > $D/a.svg; printf '%%!PS\n/Helvetica findfont 20 scalefont setfont 10 10 moveto (Hi) show showpage\n' > $D/a.ps; chroot $STORE/image-shop/fat gs -q -sDEVICE=pdfwrite -dNOSAFER -o - - < $D/a.ps > $D/a.pdf 2>/dev/null; chmod 644 $D/*
  O=$(run_main vips 2>&1); for f in jpg webp avif tif gif jp2; do want v-$f "ok $f" "$O"; done; want magick 'magick' "$O"; want heif 'heif' "$(tail -1 <<<"$O")"; pngtest text $D/tx.png '[0-9]+x[0-9]+' 2 5; pngtest svg $D/s.png '50x40' 3 0; want pdf 'PNG' "$(magic $D/pd.png)"; check dz test -s $D/dz.dzi; check thumb test -s $D/t.jpg
  O=$(run_main gm 2>&1); for f in jpg gif tif webp jp2 pdf bmp; do want g-$f "ok $f" "$O"; done; pngtest gtext $D/gt.png '60x40' 10 1; O=$(run_main small 2>&1); want files 'files 15' "$O"; want exif 'Größe' "$O"; want zero '^$' "$(sed -n '/^files/,$p' <<<"$O" | tail -n +2)"
}
