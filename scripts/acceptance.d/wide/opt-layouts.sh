# opt-layouts: four ways in which vendors bring programs outside of any package: an AppDir, a conda-like prefix, a store of hashes, /opt with a launcher; a shell-form entry point with pipes starts them
PACKAGES="bash curl ca-certificates dumb-init gosu"
ENTRYPOINT=(/bin/sh -c 'dumb-init -- /opt/vendor/bin/serve ${MODE:-all} 2>&1 | sed -u "s/^/[${NAME}] /" | tee -a /work/log')
CMD=()
ENV=("NAME=unit" "MODE=all" "PREFIX=/opt/conda" "LC_ALL=C")
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() {
  local r=$1 b l; mkdir -p "$r/work"; add_user "$r" app 1700; chown 1700 "$r/work"
  b=$(builder_root python3 sqlite3 jq gawk imagemagick fonts-dejavu-core lua5.4 curl libarchive-tools) || return 1
  # copy a program with its closure into a tree of its own, launched with its own libraries
  lib_into() { local p=$1 d=$2; mkdir -p "$d"; chroot "$b" /usr/bin/ldd "$p" | grep -oE '/[^ ]+' | sort -u | while read -r l; do cp -L "$b$l" "$d/"; done; }
  # 1 AppDir
  local a=$r/opt/tool.AppDir; mkdir -p "$a/usr/bin" "$a/usr/share/x" "$a/usr/lib"; cp "$b/usr/bin/bsdtar" "$a/usr/bin/"; lib_into /usr/bin/bsdtar "$a/usr/lib"; rm -f "$a"/usr/lib/ld-linux* "$a"/usr/lib/libc.so.6; echo appdata > "$a/usr/share/x/data"
  printf '#!/bin/sh\nHERE=$(dirname "$(readlink -f "$0")")\nexport LD_LIBRARY_PATH="$HERE/usr/lib:$LD_LIBRARY_PATH" XDG_DATA_DIRS="$HERE/usr/share"\ncat "$XDG_DATA_DIRS/x/data"\nexec "$HERE/usr/bin/bsdtar" "$@"\n' > "$a/AppRun"; chmod 755 "$a/AppRun"; ln -s /opt/tool.AppDir/AppRun "$r/usr/local/bin/apptool"
  # 2 conda-like prefix: its own python without system libraries but libc
  local c=$r/opt/conda; mkdir -p "$c/bin" "$c/lib" "$c/conda-meta" "$c/etc/conda/activate.d" "$c/ssl"; cp "$b/usr/bin/python3.11" "$c/bin/"; ln -s python3.11 "$c/bin/python"; cp -a "$b/usr/lib/python3.11" "$c/lib/"; for l in libz libexpat libssl libcrypto libffi libsqlite3 liblzma libbz2; do cp -a "$b"/usr/lib/x86_64-linux-gnu/$l.so* "$c/lib/" 2>/dev/null; cp -a "$b"/lib/x86_64-linux-gnu/$l.so* "$c/lib/" 2>/dev/null; done
  mkdir -p "$c/lib/python3.11/site-packages/capp"; printf 'import sqlite3, ssl, ctypes, hashlib, lzma, json, os\ndef main():\n    print("conda", sqlite3.connect(":memory:").execute("select 41+1").fetchone()[0], hashlib.sha256(b"x").hexdigest()[:4], os.environ.get("CAPP_DATA"))\n    import urllib.request; print(urllib.request.urlopen("https://svc.dns.test:9443/hello/conda", context=ssl.create_default_context(cafile="/etc/ssl/certs/ca-certificates.crt")).read().decode())\n' > "$c/lib/python3.11/site-packages/capp/__init__.py"; printf '#!/opt/conda/bin/python\nimport sys\nsys.path.insert(0, "/opt/conda/lib/python3.11/site-packages")\nfrom capp import main\nmain()\n' > "$c/bin/capp"; printf 'export CAPP_DATA=$PREFIX/share/capp\nexport LD_LIBRARY_PATH=$PREFIX/lib PYTHONHOME=$PREFIX\n' > "$c/etc/conda/activate.d/capp.sh"; chmod 755 "$c/bin/capp"; echo '{}' > "$c/conda-meta/capp.json"
  # 3 store of hashes
  local s=$r/nix/store; mkdir -p "$s/aaaa-glibc/lib" "$s/bbbb-gawk/bin" "$s/bbbb-gawk/lib" "$s/cccc-env/bin" "$s/dddd-script/bin" "$r/nix/var/nix/profiles"; cp "$b/usr/bin/gawk" "$s/bbbb-gawk/bin/.gawk-wrapped"; lib_into /usr/bin/gawk "$s/bbbb-gawk/lib"; mv "$s/bbbb-gawk/lib"/ld-linux* "$s/bbbb-gawk/lib"/libc.so.6 "$s/bbbb-gawk/lib"/libm.so.6 "$s/aaaa-glibc/lib/"
  printf '#!/bin/sh\nexec /nix/store/aaaa-glibc/lib/ld-linux-x86-64.so.2 --library-path /nix/store/aaaa-glibc/lib:/nix/store/bbbb-gawk/lib /nix/store/bbbb-gawk/bin/.gawk-wrapped "$@"\n' > "$s/bbbb-gawk/bin/gawk"; chmod 755 "$s/bbbb-gawk/bin/gawk"; ln -s /nix/store/bbbb-gawk/bin/gawk "$s/cccc-env/bin/gawk"; printf '#!/nix/store/cccc-env/bin/gawk -f\nBEGIN { print "nix", toupper("ok"), strftime("%%Y", 0) }\n' > "$s/dddd-script/bin/hello"; chmod 755 "$s/dddd-script/bin/hello"; ln -s /nix/store/dddd-script/bin/hello "$s/cccc-env/bin/hello"; ln -s /nix/store/cccc-env "$r/nix/var/nix/profiles/default-1-link"; ln -s default-1-link "$r/nix/var/nix/profiles/default"
  # 4 /opt vendor launcher
  local v=$r/opt/vendor; mkdir -p "$v/bin" "$v/lib/plugins" "$v/conf" "$v/current/libexec"; cp "$b/usr/bin/jq" "$v/current/libexec/jq.bin"; lib_into /usr/bin/jq "$v/lib"; rm -f "$v"/lib/ld-linux* "$v"/lib/libc.so.6 "$v"/lib/libm.so.6; printf 'VENDOR_HOME=/opt/vendor\nRUN_AS=app\n' > "$v/conf/vendor.env"; cat > "$v/bin/serve" <<'X'
#!/bin/bash
DIR="$( cd "$( dirname "${BASH_SOURCE[0]}" )/.." && pwd -P )"
set -a; source "$DIR/conf/vendor.env"; set +a
JQ() { LD_LIBRARY_PATH="$DIR/lib" "$DIR/current/libexec/jq.bin" "$@"; }
echo '{"a":[1,2]}' | JQ -c '.a | map(.+1)'
( cd /work; echo x > f; apptool -cf t.tar f; apptool -tf t.tar )
( for f in $PREFIX/etc/conda/activate.d/*.sh; do . "$f"; done; PATH=$PREFIX/bin:$PATH; exec gosu $RUN_AS capp )
/nix/var/nix/profiles/default/bin/hello
exec gosu "${RUN_AS:-root}" sh -c 'id -un; echo done'
X
  chmod 755 "$v/bin/serve"
}
probe() {
  work /work; local o; o=$(run_main 2>&1); echo "$o" > "$H/o"
  want jq '\[unit\] \[2,3\]' "$o"; want app 'appdata' "$o"; want apptar '\[unit\] f' "$o"; want conda 'conda 42 2d71 /opt/conda/share/capp' "$o"; want condassl 'hello from /hello/conda' "$o"; want nix 'nix OK 1970' "$o"; want id 'app' "$o"; want log 'done' "$(cat "$D/log")"
}
