# players: vlc without a screen as a transcoder, mpv, mplayer and mencoder, behind a script
PACKAGES="vlc-bin vlc-plugin-base mpv mplayer mencoder ca-certificates fonts-dejavu-core"
ENTRYPOINT=(/usr/local/bin/media)
CMD=(vlc --version)
USER=nobody
WORKDIR=/work
ENV=("HOME=/work")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; cat > "$1/usr/local/bin/media" <<'X'
#!/bin/sh
t=$1; shift
case $t in
 vlc) exec cvlc -I dummy --no-video-title-show "$@" vlc://quit ;;
 mpv) exec mpv --no-config "$@" ;;
 mplayer) exec mplayer -really-quiet "$@" ;;
 mencoder) exec mencoder "$@" ;;
esac
X
chmod 755 "$1/usr/local/bin/media"; }
probe() {
  work /work
  /usr/bin/python3 -I -c 'import wave,struct,math,sys
w=wave.open(sys.argv[1],"wb"); w.setnchannels(1); w.setsampwidth(2); w.setframerate(44100)
w.writeframes(b"".join(struct.pack("<h",int(9000*math.sin(i/8))) for i in range(88200)))' "$D/a.wav"; mkpng "$D/a.png" 320 240
  run_main vlc /work/a.wav --sout '#transcode{acodec=vorb,ab=96}:std{access=file,mux=ogg,dst=/work/a.ogg}' >$H/l 2>&1; want vlcogg OggS "$(magic "$D/a.ogg")"
  run_main vlc /work/a.wav --sout '#transcode{acodec=mp3,ab=96}:std{access=file,mux=raw,dst=/work/a.mp3}' >$H/l 2>&1; check vlcmp3 test -s "$D/a.mp3"
  run_main vlc --image-duration=1 /work/a.png --sout '#transcode{vcodec=h264,fps=5}:std{access=file,mux=mp4,dst=/work/a.mp4}' >$H/l 2>&1; want vlcmp4 "ftyp|moov" "$(magic "$D/a.mp4" 12)"
  run_main vlc --run-time=1 https://svc.dns.test:9443/hello/vlc >$H/l 2>&1; want nocert '^$' "$(grep -i 'cert' $H/l)"
  check mpvenc run_main mpv /work/a.wav --o=/work/m.mka --oac=libopus; want mka 'matroska' "$(magic "$D/m.mka" 60)"
  want mpvnull 'AO: \[null\]' "$(run_main mpv --ao=null --vid=no --length=0.3 /work/a.ogg 2>&1)"
  check mpvshot run_main mpv --vo=image --vo-image-format=png --frames=1 --vo-image-outdir=/work/o --sub-file=/dev/null /work/a.png; check shot test -s "$D/o/00000001.png"
  run_main mpv --vo=image --vo-image-format=png --frames=1 --vo-image-outdir=/work/o2 --osd-msg1='Größe' --osd-level=1 --vf=lavfi=[hue=s=0] /work/a.png >$H/l 2>&1; check osd test -s "$D/o2/00000001.png"
  echo 'mp.register_event("file-loaded", function() print("lua ok") end)' > $D/x.lua; want lua 'lua ok' "$(run_main mpv --ao=null --length=0.1 --script=/work/x.lua /work/a.wav 2>&1)"
  want mpvhttps 'Failed to recognize|hello|Unrecognized' "$(run_main mpv --tls-verify=yes --tls-ca-file=/etc/ssl/certs/ca-certificates.crt https://svc.dns.test:9443/hello/mpv 2>&1)"
  check mplayer run_main mplayer -vo null -ao pcm:file=/work/p.wav /work/a.mp3; want pcm RIFF "$(magic "$D/p.wav")"
  run_main mencoder mf:///work/a.png -mf fps=5 -ovc lavc -lavcopts vcodec=mpeg4 -o /work/e.avi >$H/l 2>&1; want avi RIFF "$(magic "$D/e.avi")"
}
