# inkscape: drawings converted without a screen: png, pdf, eps, actions, extensions in Python
PACKAGES="inkscape python3-lxml python3-numpy python3-scour python3-cssselect fonts-dejavu-core"
ENTRYPOINT=(inkscape)
CMD=(--version)
USER=nobody
WORKDIR=/work
ENV=("HOME=/work")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work; mkpng $D/in.png 40 30
  cat > $D/a.svg <<'X'
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200" height="100" viewBox="0 0 200 100"><defs><linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient><filter id="f"><feGaussianBlur stdDeviation="2"/></filter></defs><rect id="r" width="200" height="50" fill="url(#g)" filter="url(#f)"/><text id="t" x="10" y="80" font-family="DejaVu Sans" font-size="20">Größe</text><path id="p" d="M150,60 l20,0 l0,20 z" fill="none" stroke="black"/><image xlink:href="in.png" x="100" y="60" width="20" height="20"/></svg>
X
  want png '' "$(run_main a.svg --export-type=png --export-filename=/work/a.png 2>&1)"; pngtest pngfile $D/a.png 200x100 100 100
  run_main a.svg --export-filename=/work/a.pdf >$H/l 2>&1; want pdf '%PDF' "$(magic $D/a.pdf)"; want pdffont 'DejaVu' "$(pdfraw $D/a.pdf)"
  run_main a.svg --export-filename=/work/a.eps --export-text-to-path >$H/l 2>&1; want eps '%!PS' "$(magic $D/a.eps)"
  want query 't,1[01]' "$(run_main --query-all a.svg 2>&1)"
  run_main a.svg --actions='select-by-id:r;delete-selection;select-all;object-to-path;export-filename:/work/b.svg;export-plain-svg;export-do' >$H/l 2>&1; want actions '<svg' "$(cat $D/b.svg)"; want deleted '^0$' "$(grep -c 'id="r"' $D/b.svg)"
  run_main a.pdf --pdf-poppler --export-filename=/work/c.svg >$H/l 2>&1; want frompdf '<svg' "$(head -c 400 $D/c.svg)"
  run_main a.svg --export-filename=/work/a.dxf --export-extension=org.ekips.output.dxf_outlines >$H/l 2>&1; want dxf 'SECTION' "$(head -c 200 $D/a.dxf)"
  run_main a.svg --export-filename=/work/a.svgz >$H/l 2>&1; check svgz test -s $D/a.svgz
  run_main a.svg --export-filename=/work/a.hpgl >$H/l 2>&1; want hpgl 'IN;|SP1' "$(head -c 60 $D/a.hpgl)"
}
