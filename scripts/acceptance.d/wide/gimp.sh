# gimp: pictures worked on by a batch of Script-Fu without a screen: scaling, text, filters, many formats
PACKAGES="gimp fonts-dejavu-core ghostscript"
ENTRYPOINT=(gimp -i -d)
CMD=(--version)
WORKDIR=/work
USER=nobody
ENV=("HOME=/work" "LANG=C.UTF-8")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work; mkpng $D/in.png 80 60
  cat > $D/a.scm <<'X'
(let* ((image (car (gimp-file-load RUN-NONINTERACTIVE "/work/in.png" "in.png"))) (d (car (gimp-image-get-active-layer image))))
 (gimp-image-scale image 160 120)
 (gimp-text-fontname image -1 10 10 "Größe" 0 TRUE 30 PIXELS "DejaVu Sans")
 (set! d (car (gimp-image-flatten image)))
 (plug-in-gauss RUN-NONINTERACTIVE image d 2 2 0) (plug-in-unsharp-mask RUN-NONINTERACTIVE image d 3 0.5 0)
 (plug-in-colortoalpha RUN-NONINTERACTIVE image d '(255 255 255)) (set! d (car (gimp-image-flatten image)))
 (gimp-file-save RUN-NONINTERACTIVE image d "/work/o.png" "o.png") (gimp-file-save RUN-NONINTERACTIVE image d "/work/o.jpg" "o.jpg") (gimp-file-save RUN-NONINTERACTIVE image d "/work/o.tif" "o.tif")
 (gimp-file-save RUN-NONINTERACTIVE image d "/work/o.xcf" "o.xcf") (gimp-file-save RUN-NONINTERACTIVE image d "/work/o.pdf" "o.pdf") (gimp-file-save RUN-NONINTERACTIVE image d "/work/o.webp" "o.webp") (gimp-file-save RUN-NONINTERACTIVE image d "/work/o.psd" "o.psd")
 (script-fu-drop-shadow image d 4 4 8 '(0 0 0) 60 TRUE) (gimp-message "script done"))
X
  O=$(run_main -b "$(cat $D/a.scm)" -b '(gimp-quit 0)' 2>&1); echo "$O" > $H/o
  want done 'script done' "$O"; pngtest png $D/o.png 160x120 50 100; want jpg JFIF "$(magic $D/o.jpg 12)"; want tif 'II' "$(magic $D/o.tif)"; want xcf gimp "$(magic $D/o.xcf)"; want pdf '%PDF' "$(magic $D/o.pdf)"; want webp WEBP "$(magic $D/o.webp 12)"; want psd 8BPS "$(magic $D/o.psd)"

}
