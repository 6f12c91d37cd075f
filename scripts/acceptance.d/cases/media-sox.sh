# media-sox: sound formats that are plug-ins, found in a directory and loaded by libtool's loader
PACKAGES="sox libsox-fmt-mp3 libsox-fmt-base"
EXTRA="libmagic's database is one file."
ENTRYPOINT=(sox)
CMD=(--help)
USER=nobody
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work
  check wav run_main -n -r 44100 -c 2 /work/a.wav synth 1 sine 440; want "wav file" 'RIFF' "$(magic "$D/a.wav")"
  check mp3 run_main /work/a.wav -C 128 /work/a.mp3; check "mp3 read" run_main /work/a.mp3 /work/b.wav
  check ogg run_main /work/a.wav /work/a.ogg; want "ogg file" 'OggS' "$(magic "$D/a.ogg")"
  check flac run_main /work/a.wav -b 16 /work/a.flac; want "flac file" 'fLaC' "$(magic "$D/a.flac")"
  check opus-read test -s "$D/a.flac"
  want stat 'Length .seconds.: +1.000' "$(run_main /work/a.flac -n stat 2>&1)"
  want "rough frequency" 'Rough +frequency: +[0-9]' "$(run_main /work/b.wav -n stat 2>&1)"
  check effects run_main /work/a.wav /work/e.wav reverb 50 pitch 300 rate 8000
  check gsm run_main /work/e.wav -c 1 /work/e.gsm
  want formats 'mp3.*vorbis' "$(run_main --help 2>&1 | grep -A9 'AUDIO FILE FORMATS' | tr '\n' ' ')"
}
