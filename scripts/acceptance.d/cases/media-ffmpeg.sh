# media-ffmpeg: a command line tool with hundreds of libraries; codecs, text drawn with a font found by fontconfig, subtitles in an old
# charset, input over HTTPS
PACKAGES="ffmpeg fonts-dejavu-core fontconfig"
ENTRYPOINT=(ffmpeg -hide_banner -loglevel error -nostdin)
CMD=(-version)
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work; local o
  check "h264 and aac" run_main -f lavfi -i testsrc=duration=1:size=160x120:rate=10 -f lavfi -i sine=duration=1 -c:v libx264 -c:a aac /work/a.mp4
  want mp4 'ftyp' "$(magic "$D/a.mp4" 12)"
  check "vp9 and opus" run_main -i /work/a.mp4 -c:v libvpx-vp9 -cpu-used 8 -c:a libopus /work/b.webm
  check mp3 run_main -i /work/a.mp4 -vn -c:a libmp3lame /work/c.mp3; want "mp3 file" '^(ID3|...)' "$(magic "$D/c.mp3" 3)"
  check text run_main -f lavfi -i color=white:size=200x60 -vf "drawtext=font=DejaVu Sans:text=Hello:fontsize=32:fontcolor=black" -frames:v 1 /work/t.png
  pngtest "text was drawn" "$D/t.png" 200x60 3 150
  printf '1\n00:00:00,000 --> 00:00:01,000\n\317\360\350\342\345\362\n' > "$D/s.srt"
  check "subtitles in windows-1251" run_main -sub_charenc cp1251 -i /work/s.srt /work/s.ass; want "recoded" 'Привет' "$(cat "$D/s.ass" 2>&1)"
  check "subtitles drawn" run_main -f lavfi -i color=white:size=200x80:duration=1 -vf subtitles=/work/s.ass -frames:v 1 /work/u.png; pngtest "subtitle pixels" "$D/u.png" 200x80 3 20
  cp "$D/a.mp4" "$H/www/in.mp4"; check "input over HTTPS" run_main -tls_verify 1 -ca_file /etc/ssl/certs/ca-certificates.crt -i https://svc.dns.test:9443/in.mp4 -c copy /work/d.mkv
  want mkv '^.E..' "$(magic "$D/d.mkv" 4)"
  want "a codec that is not there" "Unknown encoder|not found|Error" "$(run_main -i /work/a.mp4 -c:v nosuch /work/x.mp4 2>&1)"
}
