# office-headless: libreoffice as a converter: writer, calc, impress to PDF, CSV, OOXML; unoconv-like macro-free service
PACKAGES="libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui fonts-dejavu-core fonts-liberation fonts-noto-cjk"
ENTRYPOINT=(soffice --headless --norestore --nolockcheck)
CMD=(--version)
WORKDIR=/work
ENV=("HOME=/work" "LANG=C.UTF-8")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work
  printf '<html><head><meta charset="utf-8"><title>T</title></head><body><h1>Größe 日本</h1><table border=1><tr><td>1</td></tr></table></body></html>' > "$D/a.html"
  printf 'Name;Wert\nx;1,5\ny;2\n' > "$D/b.csv"; printf 'slide one\n' > "$D/c.txt"
  local c="run_main --convert-to" 
  want docx 'convert' "$($c 'docx:MS Word 2007 XML' --infilter='HTML (StarWriter)' --outdir /work /work/a.html 2>&1)"; want docxfile '^PK' "$(magic "$D/a.docx")"
  want odt 'convert' "$($c odt --outdir /work/odt /work/a.docx 2>&1)"; want pdf 'convert' "$($c pdf --outdir /work /work/a.docx 2>&1)"; want pdffile '%PDF' "$(magic "$D/a.pdf")"; want fonts 'FontFile|Noto|DejaVu|Liberation' "$(pdfraw "$D/a.pdf" | grep -a -m1 -o 'BaseFont[^ ]*')"
  want xlsx 'convert' "$($c xlsx --infilter='CSV:59,34,76' --outdir /work /work/b.csv 2>&1)"; want xlsxfile '^PK' "$(magic "$D/b.xlsx")"
  want calcpdf convert "$($c pdf --outdir /work /work/b.xlsx 2>&1)"; want csv convert "$($c csv --outdir /work/csv /work/b.xlsx 2>&1)"; want csvtext 'Name' "$(cat "$D/csv/b.csv" 2>&1)"
  want png convert "$($c png --outdir /work /work/a.docx 2>&1)"; check pngfile test -s "$D/a.png"
  want rtf convert "$($c rtf --outdir /work /work/a.docx 2>&1)"; want doc convert "$($c doc --outdir /work /work/a.docx 2>&1)"; want txt convert "$($c 'txt:Text (encoded):UTF8' --outdir /work/txt /work/a.doc 2>&1)"; want text 'Größe 日本' "$(cat "$D/txt/a.txt" 2>&1)"
  /usr/bin/python3 -I - "$D/p.fodp" <<'Y'
import sys
open(sys.argv[1],"w").write('''<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.presentation"><office:body><office:presentation><draw:page draw:name="p1"><draw:frame svg:width="10cm" svg:height="3cm" svg:x="2cm" svg:y="2cm"><draw:text-box><text:p>Folie eins</text:p></draw:text-box></draw:frame></draw:page></office:presentation></office:body></office:document>''')
Y
  want impress convert "$($c pdf --outdir /work /work/p.fodp 2>&1)"; want impressfile '%PDF' "$(magic "$D/p.pdf")"; want pptx convert "$($c pptx --outdir /work /work/p.fodp 2>&1)"
}
