# gst-media: GStreamer pipelines from the command line: encoders, muxers, text on pictures, decoding what somebody brings, HTTPS; plug-ins through a registry
PACKAGES="gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly gstreamer1.0-libav gstreamer1.0-x fonts-dejavu-core ca-certificates"
ENTRYPOINT=(gst-launch-1.0 -q)
CMD=(--version)
USER=nobody
WORKDIR=/work
ENV=("HOME=/work")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work
  check mp4 run_main videotestsrc num-buffers=30 ! video/x-raw,width=160,height=120 ! x264enc ! mp4mux ! filesink location=/work/a.mp4; want mp4file ftyp "$(magic "$D/a.mp4" 12)"
  check ogg run_main audiotestsrc num-buffers=50 ! audioconvert ! vorbisenc ! oggmux ! filesink location=/work/a.ogg; want oggfile OggS "$(magic "$D/a.ogg")"
  check mp3 run_main audiotestsrc num-buffers=50 ! audioconvert ! lamemp3enc ! id3v2mux ! filesink location=/work/a.mp3
  check webm run_main videotestsrc num-buffers=10 ! video/x-raw,width=160,height=120 ! vp8enc ! webmmux ! filesink location=/work/a.webm
  check text run_main videotestsrc num-buffers=1 pattern=white ! video/x-raw,width=320,height=240 ! textoverlay text=Größe color=0xff000000 ! videoconvert ! pngenc ! filesink location=/work/t.png; pngtest png "$D/t.png" 320x240 3 30
  check decode run_main uridecodebin uri=file:///work/a.mp4 ! videoconvert ! videoscale ! video/x-raw,width=80,height=60 ! jpegenc ! multifilesink location=/work/f%d.jpg; want jpeg JFIF "$(magic "$D/f0.jpg" 12)"
  check redecode run_main filesrc location=/work/a.mp3 ! decodebin ! audioconvert ! audioresample ! wavenc ! filesink location=/work/b.wav; want wav RIFF "$(magic "$D/b.wav")"
  check libav run_main videotestsrc num-buffers=10 ! video/x-raw,width=160,height=120 ! avenc_mpeg4 ! avimux ! filesink location=/work/a.avi
  check https run_main souphttpsrc location=https://127.0.0.1:9443/hello/gst ! filesink location=/work/h; want got 'hello/gst' "$(cat "$D/h")"
  check hls run_main videotestsrc num-buffers=60 ! video/x-raw,width=160,height=120 ! x264enc key-int-max=15 ! h264parse ! hlssink2 location=/work/s%05d.ts playlist-location=/work/p.m3u8 target-duration=1; check m3u test -s "$D/p.m3u8"
  check effects run_main audiotestsrc num-buffers=20 ! audioconvert ! equalizer-10bands ! level ! freeverb ! opusenc ! matroskamux ! filesink location=/work/e.mka
}
