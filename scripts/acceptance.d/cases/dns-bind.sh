# dns-bind: a name server with zones, views, a query plug-in, DNS over TLS, signing, and forwarding to the outside
PACKAGES="bind9"
ENTRYPOINT=(/usr/sbin/named -f -u bind)
CMD=(-c /etc/bind/named.conf)
ENV=("TZ=Europe/Madrid")
EXPOSE=(5300 8853)
prepare() {
  local r=$1 e=$1/etc/bind; mkdir -p "$e/zones" "$e/tls"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$e/tls/"
  cat > "$e/named.conf.options" <<'X'
tls local { cert-file "/etc/bind/tls/server.crt"; key-file "/etc/bind/tls/server.key"; };
options {
  directory "/var/cache/bind";
  listen-on port 5300 { any; };
  listen-on port 8853 tls local { any; };
  listen-on-v6 { none; };
  forwarders { 127.0.0.1; }; forward only;
  dnssec-validation no;
  pid-file "/run/named/named.pid";
};
logging { channel out { file "/var/log/bind/named.log"; severity info; print-time local; }; category default { out; }; };
X
  cat > "$e/named.conf.local" <<'X'
zone "shop.test" { type primary; file "/etc/bind/zones/shop.zone"; };
zone "secure.test" { type primary; file "/var/lib/bind/secure.zone"; dnssec-policy default; inline-signing yes; };
plugin query "filter-a.so" { filter-a-on-v4 break-dnssec; filter-a { 127.0.0.9; }; };
X
  printf '$TTL 300\n@ SOA ns hostmaster 1 3600 600 86400 60\n@ NS ns\nns A 127.0.0.1\nwww A 192.0.2.10\nwww AAAA 2001:db8::10\n@ MX 10 mail\n$INCLUDE /etc/bind/zones/extra.inc\n' > "$e/zones/shop.zone"
  printf 'mail A 192.0.2.20\nxn--mnchen-3ya TXT "grüße"\n' > "$e/zones/extra.inc"
  sed '/INCLUDE/d' "$e/zones/shop.zone" > "$r/var/lib/bind/secure.zone"
  fat_run "$r" sh -c 'mkdir -p /var/log/bind /run/named && chown bind: /var/log/bind /run/named /var/lib/bind/secure.zone && chmod 644 /etc/bind/tls/*'
}
probe() {
  start_main; wait_port 5300 || return 1; retry 10 dig +short +time=1 @127.0.0.1 -p 5300 www.shop.test
  local d="dig +time=3 @127.0.0.1"
  want zone '192.0.2.10' "$($d -p 5300 +short www.shop.test 2>&1)"
  want included '192.0.2.20' "$($d -p 5300 +short mail.shop.test 2>&1)"
  want tcp '10 mail.shop.test' "$($d -p 5300 +tcp +short shop.test MX 2>&1)"
  want tls '2001:db8::10' "$($d -p 8853 +tls +short www.shop.test AAAA 2>&1)"
  want "plug-in" '^$' "$($d -b 127.0.0.9 -p 5300 +short www.shop.test A 2>&1)"
  want forwarded '127.0.0.1' "$($d -p 5300 +short x.dns.test 2>&1)"
  check signed retry 15 sh -c "$d -p 5300 +dnssec www.secure.test | grep -q RRSIG"
  want log "^$(TZ=Europe/Madrid date +%d-%b-%Y)" "$(head -1 "$R/var/log/bind/named.log" 2>&1)"
  want uid "^$(awk -F: '$1=="bind"{print $3}' "$R/etc/passwd")$" "$(awk '/^Uid/{print $2}' /proc/$MAIN_PID/status)"
}
