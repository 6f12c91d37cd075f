# speech-spell: hunspell, aspell, nuspell with dictionaries, espeak, festival, flite, translations: text tools
PACKAGES="hunspell hunspell-de-de hunspell-en-us aspell aspell-de aspell-en espeak-ng festival festvox-kallpc16k flite wbritish gettext link-grammar diction recode dos2unix enca antiword catdoc unrtf odt2txt wv w3m lynx"
ENTRYPOINT=(/usr/local/bin/texts)
WORKDIR=/work
ENV=("HOME=/work" "LANG=C.UTF-8")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; cat > "$1/usr/local/bin/texts" <<'X'
#!/bin/sh
case $1 in
 hun) echo 'Hallo Wrold Straße' | hunspell -d de_DE -a -i UTF-8; echo 'hello wrold' | hunspell -d en_US -l ;;
 asp) echo 'hello wrold' | aspell -a --lang=en; echo 'Straße falshc' | aspell list --lang=de; aspell dicts | head -3 ;;
 say) espeak-ng -v de -w e.wav "Guten Tag"; espeak-ng -q -x -v en hello; echo 'hello there' | text2wave -o f.wav; flite -voice slt -t hello fl.wav; ls -l e.wav f.wav fl.wav ;;
 conv) printf 'gr\374n\n' | recode latin1..utf8; printf 'gr\374n\n' > l1; dos2unix -q l1; enca -L none l1; unrtf --text r.rtf 2>/dev/null | tail -1; w3m -dump -cols 60 h.html; lynx -dump -nolist h.html; lynx -dump -nolist https://svc.dns.test:9443/hello/lynx; w3m -dump https://svc.dns.test:9443/hello/w3m ;;
 gram) echo 'This is a test.' | link-parser -batch 2>&1 | tail -3; echo 'The quick test in order to be.' | diction; echo 'The quick test. It is a good one.' | style | head -3; grep -c . /usr/share/dict/words ;;
esac
X
chmod 755 "$1/usr/local/bin/texts"; }
probe() {
  work /work; chmod 777 "$D"
  want hun '\*.*& Wrold.*wrold' "$(run_main hun 2>&1 | tr '\n' ' ')"; want asp '& wrold.*falshc' "$(run_main asp 2>&1 | tr '\n' ' ')"
  o=$(run_main say 2>&1); want say 'h@l' "$o"; for f in e f fl; do want wav-$f RIFF "$(magic "$D/$f.wav")"; done; check long test "$(stat -c %s "$D/f.wav" 2>/dev/null || echo 0)" -gt 5000
  printf '{\\rtf1\\ansi Hello \\b rtf\\b0}' > "$D/r.rtf"; printf '<html><meta charset=utf-8><h1>Größe</h1><table><tr><td>a</td><td>b</td></tr></table></html>' > "$D/h.html"
  o=$(run_main conv 2>&1); want recode 'grün' "$o"; want rtf 'rtf' "$o"; want html 'Größe.*Größe' "$(tr '\n' ' ' <<<"$o")"; want https 'hello/lynx.*hello/w3m' "$(tr '\n' ' ' <<<"$o")"
  o=$(run_main gram 2>&1); want diction 'in order to' "$o"; want style 'readability' "$o"; want words '^[0-9]{4,}' "$(tail -1 <<<"$o")"; want link 'errors|linkage' "$o"
}
