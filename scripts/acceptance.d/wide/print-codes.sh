# print-codes: text into print: a2ps, enscript, barcodes, banners, calendars and sayings
PACKAGES="a2ps enscript barcode zint qrencode dmtx-utils figlet toilet toilet-fonts cowsay fortune-mod fortunes fortunes-de bsdextrautils calendar remind ncal gcal jp2a caca-utils boxes highlight source-highlight psutils groff ghostscript fonts-dejavu-core lolcat cmatrix wamerican dict pal"
ENTRYPOINT=(/srv/print.sh)
CMD=(all)
WORKDIR=/work
USER=nobody
ENV=("HOME=/work" "LC_ALL=C.UTF-8" "PATH=/usr/local/bin:/usr/bin:/bin:/usr/games")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work" $1/srv; cat > $1/srv/print.sh <<'X'
#!/bin/sh
case $1 in
 ps) a2ps -q -E -1 --medium=A4 -o a.ps a.c; head -c 4 a.ps; enscript -q -Ec --color -M A4 -o e.ps a.c; head -c 4 e.ps; enscript -q -w html -Ec -o e.html a.c; psnup -q -2 a.ps n.ps 2>/dev/null; head -c 4 n.ps; ps2pdf a.ps a.pdf; head -c 4 a.pdf ;;
 code) barcode -e ean13 -b 123456789012 -o b.ps; head -c 4 b.ps; zint -b QRCODE -d 'Größe' -o z.png; zint -b 20 -d A12 --filetype=SVG -o z.svg; zint -b DATAMATRIX -d x --filetype=EPS -o z.eps; head -c 300 z.svg; qrencode -t ANSIUTF8 hi; echo dm | dmtxwrite -o d.png; dmtxread d.png ;;
 fun) figlet -f slant Hi; figlet -f banner Hi; toilet -f mono12 -F metal Hi; toilet -f future hi; cowsay -f tux moo; fortune; fortune de; fortune -f 2>&1 | head -2; boxes -d cat a.c; cal 1 2024; echo 'x y' | column -t; jp2a --width=20 p.jpg 2>&1 | head -2; img2txt -W 20 p.png | head -2; echo rainbow | lolcat -f ;;
 hl) highlight -O html --style=molokai a.c | head -40; highlight -O ansi a.c; source-highlight -s c -f html -i a.c | head -8; source-highlight -f esc -s python -i p.py ; echo '.TH A 1' | man -l - 2>/dev/null | head -1 ;;
 cal) calendar -A 400 -f /usr/share/calendar/calendar.birthday 2>/dev/null | head -2; printf 'REM Jan 2 MSG x\nREM Mon MSG %%"wö%%"\n' > r.rem; remind -c1 r.rem 2024-01-01 | head -3; remind -p r.rem 2024/01/01 | head -3; gcal -K 1 2024 2>&1 | head -3; gcal -q DE_BY -n 2024 2>&1 | head -5 ;;
esac
X
chmod 755 $1/srv/print.sh; }
probe() {
  work /work; printf '#include <stdio.h>\n/* x */\nint main(void) { return "a"[0]; }\n' > $D/a.c; printf 'def f(): pass\n' > $D/p.py; echo 'Größe €' > $D/u.txt; mkpng $D/p.png 40 30
  O=$(run_main ps 2>&1); want ps '%!PS%!PS%!PS%PDF' "$O"; want color '<B>include' "$(cat $D/e.html 2>&1)"; want a2ps 'Courier' "$(cat $D/a.ps)"; O=$(run_main code 2>&1); want code '%!PS' "$O"; want svg '<svg' "$O"; want zpng PNG "$(magic $D/z.png)"; want dm '^dm|dm$' "$O"
  O=$(run_main fun 2>&1); want fig '/_/' "$O"; want moo 'moo' "$O"; want cal 'January 2024' "$O"; want forterr '^$' "$(grep -iE 'no such|not found|unable|cannot|no fortunes' <<<"$O")"; want cat ' /' "$O"; O=$(run_main hl 2>&1); want hl 'hl (str|slc|kwb|kwa)|<span' "$O"; want srchl '<font|<span' "$O"; want hlerr '^$' "$(grep -iE 'no such|not found|unable|cannot' <<<"$O")"; O=$(run_main cal 2>&1); want rem 'January|Monday' "$O"; want gcal '2024' "$O"; want bavaria 'Jan.*2024|January' "$O"
}
