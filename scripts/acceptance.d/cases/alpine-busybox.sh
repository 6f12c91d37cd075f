# alpine-busybox: a musl root as Alpine lays it out: applets that are links to busybox, an apk database, an entry script for ash, a web server
# with CGI in ash, and a large C++ tool with a directory of modules beside it
BASE=none
ENTRYPOINT=(docker-entrypoint.sh)
CMD=(httpd -f -p 8080 -c /etc/httpd.conf -h /var/www)
ENV=("TZ=Asia/Seoul" "APP_TITLE=Alpine Site")
WORKDIR=/var/www
EXPOSE=(8080)
build_root() {
  local r=$1 d=$CACHE/dl w=$CACHE/pypi-cmake-musl n=$CACHE/cmake-musl.$$ p; ensure_base; mkdir -p "$d"
  for p in musl busybox-static tzdata; do [ -e "$d/$p.deb" ] || ( cd "$d" && rm -f "${p}"_*.deb && apt-get download -qq "$p" && mv "${p}"_*.deb "$p.deb" ) || return 1; done
  ls "$w"/*.whl >/dev/null 2>&1 || pip download -q --no-deps -d "$w" --platform musllinux_1_1_x86_64 --only-binary=:all: cmake || return 1
  mkdir -p "$r"/{bin,sbin,usr/bin,usr/sbin,usr/lib,usr/local/bin,usr/share,lib/apk/db,etc/apk/keys,tmp,var/cache/apk,var/www,proc,dev,sys,home/web,root,srv,run,opt}; chmod 1777 "$r/tmp"
  rm -rf "$n"; mkdir "$n"; dpkg -x "$d/musl.deb" "$n/m" && dpkg -x "$d/busybox-static.deb" "$n/b" && dpkg -x "$d/tzdata.deb" "$n/t" || return 1
  install -m 755 "$(find "$n/m" -name libc.so -type f)" "$r/lib/ld-musl-x86_64.so.1"; ln -s ld-musl-x86_64.so.1 "$r/lib/libc.musl-x86_64.so.1"
  install -m 755 "$n/b/bin/busybox" "$r/bin/busybox"; cp -a "$n/t/usr/share/zoneinfo" "$r/usr/share/"
  # every applet as a link, in the directory where Alpine has it
  "$r/bin/busybox" --list-full | while read -r p; do [ -e "$r/$p" ] || ln -s /bin/busybox "$r/$p"; done
  python3 -m zipfile -e "$w"/cmake-*.whl "$n/w" || return 1
  install -m 755 "$n/w/cmake/data/bin/cmake" "$r/usr/bin/cmake"; cp -a "$n"/w/cmake/data/share/cmake-* "$r/usr/share/"
  for p in "$n"/w/cmake.libs/*; do install -m 755 "$p" "$r/usr/lib/"; done
  printf 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.20.0\n' > "$r/etc/os-release"; echo 3.20.0 > "$r/etc/alpine-release"; printf 'musl\nbusybox\ncmake\n' > "$r/etc/apk/world"
  { printf 'P:musl\nV:1.2.3-r0\nA:x86_64\nF:lib\nR:ld-musl-x86_64.so.1\nR:libc.musl-x86_64.so.1\n\nP:busybox\nV:1.35-r0\nA:x86_64\nF:bin\nR:busybox\n\nP:cmake\nV:4.0.3-r0\nA:x86_64\nD:so:libc.musl-x86_64.so.1\nF:usr/bin\nR:cmake\n'
    ( cd "$r" && find usr/share/cmake-* -type d | sort | while read -r p; do echo "F:$p"; find "$p" -maxdepth 1 -type f -printf 'R:%f\n' | sort; done ); echo; } > "$r/lib/apk/db/installed"
  printf 'root:x:0:0:root:/root:/bin/ash\nweb:x:1000:1000::/home/web:/bin/sh\n' > "$r/etc/passwd"; printf 'root:x:0:\nweb:x:1000:\n' > "$r/etc/group"; printf 'export CHARSET=UTF-8\n' > "$r/etc/profile"; rm -rf "$n"
}
prepare() {
  local r=$1
  cat > "$r/usr/local/bin/docker-entrypoint.sh" <<'X'
#!/bin/sh
set -e
if [ "$1" = httpd ]; then
  mkdir -p /run/site
  for t in /srv/templates/*.in; do
    sed -e "s|@TITLE@|$APP_TITLE|" -e "s|@WHEN@|$(date -d @0 +%H:%M)|" "$t" > /run/site/$(basename "$t" .in)
  done
  [ -L /var/www/index.html ] || ln -s /run/site/index.html /var/www/index.html
  find /srv/parts -name '*.part' | sort | xargs cat > /run/site/parts.txt
fi
exec "$@"
X
  chmod 755 "$r/usr/local/bin/docker-entrypoint.sh"; mkdir -p "$r/srv/templates" "$r/srv/parts" "$r/var/www/cgi-bin" "$r/srv/cmake"; echo '<h1>@TITLE@ @WHEN@</h1>' > "$r/srv/templates/index.html.in"; echo one > "$r/srv/parts/1.part"; echo two > "$r/srv/parts/2.part"
  printf 'A:*\n.site:text/x-site\n' > "$r/etc/httpd.conf"; echo x > "$r/var/www/a.site"
  printf '#!/bin/ash\necho "Content-Type: text/plain"; echo\n. /srv/lib.sh\ncase $QUERY_STRING in\n  parts) tr "\\n" + < /run/site/parts.txt ;;\n  lookup) nslookup svc.dns.test 2>&1 | awk "/^Address/ {a = \\$NF} END {print a}" ;;\n  fetch) wget -q -O - http://svc.dns.test:9080/hello/wget ;;\n  cmake) cmake -DNAME=$(id -un) -P /srv/cmake/report.cmake 2>&1 ;;\n  *) shout "$(uname -s)" ;;\nesac\n' > "$r/var/www/cgi-bin/info"; printf 'shout() { echo "$1" | tr a-z A-Z; }\n' > "$r/srv/lib.sh"; chmod 755 "$r/var/www/cgi-bin/info"
  printf 'include(CMakePrintHelpers)\nstring(JSON n GET [[{"a":[1,2,3]}]] a 2)\nstring(SHA256 h x)\nstring(SUBSTRING ${h} 0 8 h)\nstring(TIMESTAMP t "%%H" UTC)\ncmake_print_variables(n h NAME)\ninclude(FetchContent OPTIONAL RESULT_VARIABLE found)\nget_filename_component(found ${found} NAME)\ncmake_print_variables(found)\n' > "$r/srv/cmake/report.cmake"
}
probe() {
  start_main; wait_port 8080 || return 1; local u=http://127.0.0.1:8080
  want "template and zone" '<h1>Alpine Site 09:00</h1>' "$(cget $u/)"; want type 'text/x-site' "$(cget -D- -o /dev/null $u/a.site)"; want parts 'one.two.' "$(cget "$u/cgi-bin/info?parts")"
  want lookup '127.0.0.1' "$(cget "$u/cgi-bin/info?lookup")"; want fetch 'hello from /hello/wget' "$(cget "$u/cgi-bin/info?fetch")"; want script '^LINUX' "$(cget $u/cgi-bin/info)"
  local o; o=$(cget "$u/cgi-bin/info?cmake" | tr '\n' ' '); want "modules beside the tool" 'n="3" ; h="2d711642" ; NAME="root".*found="FetchContent.cmake"' "$o"
}
