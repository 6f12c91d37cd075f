# pdf-tools: a script over poppler, qpdf, ghostscript, img2pdf, exiftool, mutool: text, pictures, merging, metadata
PACKAGES="poppler-utils qpdf img2pdf exiftool mupdf-tools poppler-data ghostscript fonts-dejavu-core"
ENTRYPOINT=(/usr/local/bin/pdf)
CMD=(help)
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; cat > "$1/usr/local/bin/pdf" <<'X'
#!/bin/sh
set -e
case $1 in
  make) img2pdf "$2" -o "$3" ;;
  text) pdftotext -layout "$2" - ;;
  info) pdfinfo "$2"; pdffonts "$2"; pdfimages -list "$2" ;;
  png) pdftoppm -r 50 -png "$2" "$3"; pdftocairo -svg "$2" "$3.svg" ;;
  merge) pdfunite "$2" "$2" "$3"; qpdf --empty --pages "$2" 1 "$2" 1 -- "$3.q.pdf"; qpdf --check "$3.q.pdf"; qpdf --json "$3.q.pdf" | head -3 ;;
  lock) qpdf --encrypt user owner 256 -- "$2" "$3" ;;
  meta) exiftool -overwrite_original -Title=Ünïcode "$2" && exiftool -json "$2" ;;
  draw) mutool draw -F txt "$2"; mutool clean "$2" "$3" ;;
  html) pdftohtml -stdout -i "$2" ;;
  small) gs -q -dNOPAUSE -dBATCH -sDEVICE=pdfwrite -dPDFSETTINGS=/ebook -sOutputFile="$3" "$2" ;;
  *) echo "usage: pdf make|text..." ;;
esac
X
chmod 755 "$1/usr/local/bin/pdf"; }
probe() {
  work /work; mkpng "$D/a.png" 60 40
  /usr/bin/python3 -I - "$D/t.pdf" <<'Y'
import sys
def pdf(objs):
    o=b"%PDF-1.4\n"; x=[]
    for i,b in enumerate(objs,1): x.append(len(o)); o+=b"%d 0 obj\n"%i+b+b"\nendobj\n"
    s=len(o); o+=b"xref\n0 %d\n0000000000 65535 f \n"%(len(objs)+1)+b"".join(b"%010d 00000 n \n"%k for k in x)
    return o+b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"%(len(objs)+1,s)
c=b"BT /F1 18 Tf 20 100 Td (Hello text) Tj ET BT /F2 18 Tf 20 60 Td <93fa967b> Tj ET"
open(sys.argv[1],"wb").write(pdf([b"<</Type/Catalog/Pages 2 0 R>>",b"<</Type/Pages/Kids[3 0 R]/Count 1>>",b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>/F2<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/90ms-RKSJ-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/FontDescriptor<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>]>>>>>>>>",b"<</Length %d>>stream\n"%len(c)+c+b"\nendstream"]))
Y
  check make run_main make /work/a.png /work/i.pdf
  want text 'Hello text' "$(run_main text /work/t.pdf 2>&1)"; want cjk '日本' "$(run_main text /work/t.pdf 2>&1)"
  want info 'Pages: +1.*Helvetica' "$(run_main info /work/t.pdf 2>&1 | tr '\n' ' ')"; want images 'image' "$(run_main info /work/i.pdf 2>&1)"
  check png run_main png /work/t.pdf /work/p; pngtest picture "$D/p-1.png" '20[0-9]x1[34][0-9]' 3 50; want svg '<svg' "$(head -c 300 "$D/p.svg")"
  want merge 'No syntax|"' "$(run_main merge /work/t.pdf /work/m.pdf 2>&1)"; check lock run_main lock /work/t.pdf /work/l.pdf
  want meta 'Ünïcode' "$(run_main meta /work/t.pdf 2>&1)"; want png-meta 'PNG' "$(run_main meta /work/a.png 2>&1)"
  want draw 'Hello text' "$(run_main draw /work/t.pdf /work/c.pdf 2>&1)"; want html 'Hello' "$(run_main html /work/t.pdf 2>&1)"
  check small run_main small /work/t.pdf /work/s.pdf; want smallfile '%PDF' "$(magic "$D/s.pdf")"
}
