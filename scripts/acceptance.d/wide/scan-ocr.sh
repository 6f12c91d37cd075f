# scan-ocr: ocrmypdf as the entry point, with tesseract in two languages, cleaning and optimising; beside it djvu, barcodes
PACKAGES="ocrmypdf tesseract-ocr-deu tesseract-ocr-eng unpaper pngquant poppler-utils djvulibre-bin zbar-tools qrencode"
ENTRYPOINT=(/usr/local/bin/scan)
CMD=(--help)
WORKDIR=/work
USER=nobody
ENV=("HOME=/work" "OMP_THREAD_LIMIT=1")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; printf '#!/bin/sh\nk=$1; shift\ncase $k in ocr) exec ocrmypdf -j 1 "$@" ;; tess) exec tesseract "$@" ;; text) exec pdftotext "$@" ;; djvu) c44 "$1" "$2" && djvudump "$2" && ddjvu -format=pdf "$2" "$3" ;; qr) qrencode -o "$2" "$1" && zbarimg --raw -q "$2" ;; esac\n' > $1/usr/local/bin/scan; chmod 755 $1/usr/local/bin/scan
  local b; b=$(builder_root python3-pil fonts-dejavu-core) || return 1
  fat_run $b python3 -c 'from PIL import Image, ImageDraw, ImageFont
i = Image.new("RGB", (900, 400), "white"); d = ImageDraw.Draw(i); f = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 48); d.text((40, 60), "Hello scanned world", fill="black", font=f); d.text((40, 200), "Grüße aus Köln", fill="black", font=f); i.save("/tmp/s.png", dpi=(150, 150)); i.save("/tmp/s.ppm")' || return 1
  mkdir -p $1/srv; cp $b/tmp/s.png $b/tmp/s.ppm $1/srv/; }
probe() {
  work /work
  check ocr run_main ocr -l eng+deu --image-dpi 150 --deskew --clean -O2 --title Brief /srv/s.png /work/o.pdf; want text 'Hello scanned' "$(run_main text o.pdf - 2>&1)"; want de 'Grüße' "$(run_main text o.pdf - 2>&1)"
  check sidecar run_main ocr --force-ocr --output-type pdf --sidecar /work/t.txt --rotate-pages o.pdf p.pdf; want side 'scanned' "$(cat $D/t.txt)"
  want tess 'Hello' "$(run_main tess /srv/s.png - -l eng 2>&1)"; want tsv 'scanned' "$(run_main tess /srv/s.png - -l deu tsv 2>&1)"; want hocr 'ocr_page' "$(run_main tess /srv/s.png - hocr 2>&1)"; want osd 'Orientation|Too few' "$(run_main tess /srv/s.png - --psm 0 2>&1)"; want langs 'deu.*eng' "$(run_main tess --list-langs 2>&1 | tr '\n' ' ')"
  want djvu 'DJVU' "$(run_main djvu /srv/s.ppm d.djvu d.pdf 2>&1)"; want dpdf '%PDF' "$(magic $D/d.pdf)"; want qr 'https://x.test/u' "$(run_main qr https://x.test/u q.png 2>&1)"
}
