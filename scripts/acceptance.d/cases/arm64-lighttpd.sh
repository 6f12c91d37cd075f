# arm64-lighttpd: a root for another machine, extracted and never run in: a web server with modules named in its configuration, TLS, CGI in sh;
# only the probe runs it, under qemu-user
BASE=none
ARCH=arm64
ENTER_EMU=aarch64
ENTRYPOINT=(/usr/sbin/lighttpd -D)
CMD=(-f /etc/lighttpd/site.conf)
USER=33:33
EXPOSE=(8080 8443)
build_root() {
  local r=$1 t=$CACHE/arm64-lighttpd.tar
  [ -s "$t" ] || { mmdebstrap --quiet --format=tar --variant=extract --architectures=arm64 --include=lighttpd,lighttpd-mod-openssl,lighttpd-mod-deflate,base-passwd,dash,coreutils,sed,libc-bin,base-files,media-types,netbase,tzdata,ca-certificates bookworm "$t.new" >"$t.log" 2>&1 && mv "$t.new" "$t"; } || { tail -3 "$t.log" >&2; return 1; }
  tar -C "$r" --xattrs --xattrs-include='*' -xpf "$t" || return 1
  cp "$r/usr/share/base-passwd/passwd.master" "$r/etc/passwd" && cp "$r/usr/share/base-passwd/group.master" "$r/etc/group" && cp "$r/usr/share/libc-bin/nsswitch.conf" "$r/etc/nsswitch.conf" || return 1
  [ -e "$r/bin/sh" ] || ln -s dash "$r/bin/sh"; mkdir -p "$r/etc/ssl/certs" "$r/run" "$r/tmp" "$r/var/tmp"; chmod 1777 "$r/tmp" "$r/var/tmp"; cat "$CACHE/tls/ca.pem" > "$r/etc/ssl/certs/ca-certificates.crt"
}
prepare() {
  local r=$1; mkdir -p "$r/srv/www/cgi" "$r/etc/lighttpd/tls"; cp "$CACHE/tls/server.pem" "$r/etc/lighttpd/tls/"
  printf 'server.port = 8080\nserver.document-root = "/srv/www"\nserver.modules = ( "mod_access", "mod_cgi", "mod_setenv", "mod_deflate", "mod_openssl" )\ncgi.assign = ( ".sh" => "/bin/sh" )\ninclude_shell "/usr/share/lighttpd/create-mime.conf.pl"\nsetenv.add-response-header = ( "X-Site" => "arm" )\ndeflate.mimetypes = ( "text/plain" )\ndeflate.allowed-encodings = ( "gzip" )\n$SERVER["socket"] == ":8443" { ssl.engine = "enable" ssl.pemfile = "/etc/lighttpd/tls/server.pem" }\n' | sed '/include_shell/d' > "$r/etc/lighttpd/site.conf"
  printf 'mimetype.assign = ( ".txt" => "text/plain", ".html" => "text/html" )\n' >> "$r/etc/lighttpd/site.conf"
  yes 'plain text' | head -n 100 > "$r/srv/www/a.txt"; printf 'echo "Content-Type: text/plain"; echo; . /srv/www/cgi/lib.inc; say "$(uname -m)" "$(TZ=Asia/Tokyo date -d @0 +%%H:%%M)" "$(id -un)"\n' > "$r/srv/www/cgi/info.sh"; printf 'say() { echo "$@" | sed s/aarch64/ARM/; }\n' > "$r/srv/www/cgi/lib.inc"
}
probe() {
  start_main; wait_port 8080 30 || return 1; local u=http://127.0.0.1:8080
  want file 'plain text' "$(cget $u/a.txt)"; want header 'X-Site: arm' "$(cget -D- -o /dev/null $u/a.txt)"; want cgi 'ARM 09:00 www-data' "$(cget $u/cgi/info.sh)"
  want tls 'plain text' "$(cget https://localhost:8443/a.txt)"; want compressed 'Content-Encoding: gzip' "$(cget -D- -o /dev/null -H 'Accept-Encoding: gzip' $u/a.txt | tr -d '\r')"
}
