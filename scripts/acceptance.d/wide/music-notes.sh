# music-notes: lilypond, abcm2ps, timidity and fluidsynth behind a script: notes as pictures, and as sound
PACKAGES="lilypond abcm2ps abcmidi timidity freepats fluidsynth timgm6mb-soundfont lame"
ENTRYPOINT=(/usr/local/bin/notes)
CMD=(ly a.ly)
WORKDIR=/work
USER=nobody
ENV=("HOME=/work")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; printf "source /etc/timidity/freepats.cfg\n" > $1/etc/timidity/timidity.cfg; cat > $1/usr/local/bin/notes <<'X'
#!/bin/sh
set -e
case $1 in
 ly) shift; exec lilypond "$@" ;;
 abc) abcm2ps -O "${2%.abc}.ps" "$2"; abc2midi "$2" -o "${2%.abc}.mid" ;;
 wav) timidity -Ow -o "$3" "$2" ;;
 fluid) fluidsynth -ni -F "$3" /usr/share/sounds/sf2/TimGM6mb.sf2 "$2" ;;
 mp3) timidity -Ow -o - "$2" | lame - "$3" ;;
esac
X
chmod 755 $1/usr/local/bin/notes; }
probe() {
  work /work
  printf '\\version "2.24.0"\n\\header { title = "Lied Größe" composer = "J" }\n\\include "english.ly"\n\\score { << \\new Staff \\relative { \\clef treble \\key d \\major \\time 3/4 d4 fs a | d2. \\bar "|." } \\addlyrics { la lä lo li } \\new ChordNames \\chordmode { d2. } \\new TabStaff { d4 } >> \\layout { } \\midi { \\tempo 4 = 90 } }\n\\markup { \\bold "Text" \\musicglyph "clefs.G" }\n' > $D/a.ly
  O=$(run_main ly a.ly 2>&1); want pdf '%PDF' "$(magic $D/a.pdf)"; want midi MThd "$(magic $D/a.midi)"; [ -s $D/a.pdf ] || echo "$O" | tail -4
  run_main ly --png -dresolution=60 a.ly >$H/l 2>&1; want png PNG "$(magic $D/a.png)"; run_main ly --svg a.ly >$H/l 2>&1; want svg '<svg' "$(cat $D/a.svg 2>/dev/null | head -c 300)"
  printf 'X:1\nT:Tune\nM:4/4\nK:G\nGABc d2e2|]\n' > $D/t.abc; check abc run_main abc t.abc; want ps '%!PS' "$(magic $D/t.ps)"
  check wav run_main wav t.mid t.wav; check loud test "$(tail -c 100000 $D/t.wav 2>/dev/null | tr -d '\000\377' | wc -c)" -gt 9000; check fluid run_main fluid a.midi f.wav; want fwav RIFF "$(magic $D/f.wav)"; check mp3 run_main mp3 a.midi a.mp3; check mp3f test -s $D/a.mp3
}
