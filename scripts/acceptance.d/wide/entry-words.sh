# entry-words: one image for several applications, which its entry script compares the first word with: the command line names but one of them
PACKAGES="certbot yt-dlp sqlite3 rsync curl"
ENTRYPOINT=(/usr/local/bin/entry)
CMD=(sqlite3 -version)
USER=nobody
WORKDIR=/work
ENV=("HOME=/work")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; chmod 1777 "$1/work"; cat > $1/usr/local/bin/entry <<'S'
#!/bin/sh
set -e
case "${1:-}" in
  certbot|yt-dlp) export XDG_CACHE_HOME=/tmp; exec "$@" ;;
  -*) set -- curl "$@" ;;
esac
if [ "$1" = rsync ]; then shift; exec rsync -q "$@"; fi
if [ "$1" = 'gpgv' ] || [ "$1" = "sha512sum" ]; then umask 077; fi
exec "$@"
S
chmod 755 $1/usr/local/bin/entry; }
probe() {
  work /work; echo a > $D/a
  want sqlite '^3\.' "$(run_main sqlite3 -version 2>&1)"; want certbot 'certbot [0-9]' "$(run_main certbot --version 2>&1)"; want plugins 'standalone' "$(run_main certbot plugins --config-dir /work/c --work-dir /work/w --logs-dir /work/l 2>&1)"
  want ytdlp '^20' "$(run_main yt-dlp --version 2>&1)"; want extractors 'youtube' "$(run_main yt-dlp --list-extractors 2>&1 | grep -x youtube)"; want generic 'hello|Unsupported URL|HTTP' "$(run_main yt-dlp -s https://svc.dns.test:9443/hello/v 2>&1)"
  want curl 'hello from /hello/c' "$(run_main -sS https://svc.dns.test:9443/hello/c 2>&1)"; check rsync run_main rsync /work/a /work/b; want sums '^[0-9a-f]{128}' "$(run_main sha512sum /work/b 2>&1)"
}
