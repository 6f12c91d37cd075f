# curl: https with the system CA, NSS (files, dns), IDN by locale charset (gconv), ~30 linked libraries, .curlrc
PACKAGES="curl ca-certificates locales"
ENTRYPOINT=(curl)
CMD=(--help)
USER=65534:65534
ENV=(LANG=de_DE.ISO-8859-1 HOME=/nonexistent CURL_HOME=/etc/curl)
prepare() {
  echo 'de_DE ISO-8859-1' > "$1/etc/locale.gen"; fat_run "$1" locale-gen >/dev/null || return 1
  mkdir -p "$1/etc/curl"; printf 'silent\nshow-error\nmax-time = 20\nuser-agent = "panel-fetch/1"\n' > "$1/etc/curl/.curlrc"
}
. "$SUITE/lib/cli.sh"
probe() {
  work /tmp; local o b=https://backend.panel.test:9443
  want "https, system CA" '^hello from /hello1$' "$(run_main $b/hello1 2>&1)"
  want "https by DNS" '^hello from /hello2$' "$(run_main https://svc.dns.test:9443/hello2 2>&1)"
  want "wrong host refused" 'SSL|certificate' "$(run_main https://other.dns.test:9443/ 2>&1)"
  want "http" 'hello from /hello3' "$(run_main http://localhost:9080/hello3 2>&1)"
  want "post" '^abc=1$' "$(run_main -d abc=1 $b/post 2>&1)"
  want "form" 'Content-Type: image/png' "$(mkpng "$D/x.png" 4 4; run_main -F f=@/tmp/x.png $b/post 2>&1 | tr -d '\0')"
  want ".curlrc read" 'panel-fetch/1' "$(run_main -v http://localhost:9080/hello 2>&1)"
  o=$(run_main -v "http://$(printf 'b\374cher').dns.test:9080/hello4" 2>&1 | LC_ALL=C tr -c '[:print:]' ' ')
  want "IDN from Latin-1" 'xn--bcher-kva.dns.test.*hello from /hello4' "$o"
  want "unknown host" 'Could not resolve' "$(run_main http://nope.invalid/ 2>&1)"
  want "version" 'IDN.*' "$(run_main -V 2>&1 | grep -o 'IDN')"
  want "file" 'root:x:0' "$(run_main file:///etc/passwd 2>&1)"
  check "download" run_main -o /tmp/dl --retry 1 -C - --create-dirs $b/hello5; want "downloaded" hello5 "$(cat "$D/dl" 2>&1)"
}
