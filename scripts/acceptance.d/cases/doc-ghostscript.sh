# doc-ghostscript: an interpreter with its initialisation files, fonts, colour profiles and character maps
PACKAGES="ghostscript fonts-urw-base35"
ENTRYPOINT=(gs -q -dNOPAUSE -dBATCH -dSAFER)
CMD=(--help)
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work
  printf '%%!PS\n/Helvetica findfont 40 scalefont setfont 20 40 moveto (Hello) show\n/Times-Italic findfont 30 scalefont setfont 20 90 moveto (World) show showpage\n' > "$D/a.ps"
  check "to PDF" run_main -sDEVICE=pdfwrite -sOutputFile=/work/a.pdf /work/a.ps; want "PDF file" '%PDF' "$(magic "$D/a.pdf")"
  check "to PNG" run_main -sDEVICE=png16m -r72 -g200x150 -sOutputFile=/work/a.png /work/a.pdf; pngtest "page drawn" "$D/a.png" 200x150 2 300
  check grey run_main -sDEVICE=pnggray -dTextAlphaBits=4 -r72 -g200x150 -sOutputFile=/work/g.png /work/a.ps; pngtest "grey page drawn" "$D/g.png" 200x150 8 300
  want text 'Hello' "$(run_main -sDEVICE=txtwrite -sOutputFile=- /work/a.pdf 2>&1)"
  check "colours managed" run_main -sDEVICE=tiff32nc -r36 -sOutputFile=/work/a.tif /work/a.pdf
  check "PDF/A" run_main -dPDFA=2 -sColorConversionStrategy=RGB -sDEVICE=pdfwrite -sOutputFile=/work/b.pdf /work/a.ps
  want "embedded font" 'NimbusSans|Helvetica' "$(pdfraw "$D/a.pdf" | grep -aoE 'NimbusSans|Helvetica' | head -1)"
  printf '%%!PS\n/Ryumin-Light-UniJIS-UTF16-H findfont 30 scalefont setfont 20 40 moveto <65e5672c> show showpage\n' > "$D/j.ps"
  check "Japanese by a character map" run_main -sDEVICE=png16m -r72 -g200x150 -sOutputFile=/work/j.png /work/j.ps
  want "an error in a page" 'undefined' "$(printf 'nonsense\n' > "$D/bad.ps"; run_main -sDEVICE=nullpage /work/bad.ps 2>&1)"
}
