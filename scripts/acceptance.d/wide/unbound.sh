# unbound (trixie): validation with the root's anchor, local zones, TLS upstream and service (DoT), remote control with keys made by an entrypoint, python-less; drops to its user
. "$LIB_DIR/trixie.sh"
BASE=none
PACKAGES="unbound unbound-anchor dns-root-data openssl"
ENTRYPOINT=(/entrypoint.sh)
CMD=(unbound -d -p -c /etc/unbound/unbound.conf)
EXPOSE=(5300 853)
build_root() { trixie_root "$1" $PACKAGES; }
prepare() { local r=$1; mkdir -p "$r/etc/unbound/tls" "$r/etc/unbound/zones"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$r/etc/unbound/tls/"; chmod 644 "$r/etc/unbound/tls/server.key"; rm -f "$r"/etc/unbound/unbound_{control,server}.*
  cat > "$r/entrypoint.sh" <<'E'
#!/bin/sh
set -eu
[ -f /etc/unbound/unbound_server.key ] || unbound-control-setup >/dev/null 2>&1
unbound-anchor -a /var/lib/unbound/root.key -f /etc/resolv.conf || true
cp /usr/share/dns/root.key /var/lib/unbound/root.key
chown -R unbound:unbound /var/lib/unbound
unbound-checkconf >/dev/null
exec "$@"
E
  printf '#!/bin/sh\nunbound-control status | grep -q "is running" && unbound-host -C /etc/unbound/unbound.conf localhost >/dev/null 2>&1\n' > "$r/usr/local/bin/healthcheck"; chmod 755 "$r/entrypoint.sh" "$r/usr/local/bin/healthcheck"
  fat_run "$r" apt-get -qq install -y unbound-host >/dev/null 2>&1
  printf '$ORIGIN shop.test.\n$TTL 60\n@ IN SOA ns hostmaster 1 1 1 1 1\n@ IN NS ns\nns IN A 127.0.0.1\nwww IN A 10.1.2.3\n@ IN TXT "gr\\195\\188n"\n' > "$r/etc/unbound/zones/shop.zone"
  cat > "$r/etc/unbound/unbound.conf.d/site.conf" <<'E'
server:
  interface: 127.0.0.1@5300
  interface: 127.0.0.1@853
  tls-service-key: /etc/unbound/tls/server.key
  tls-service-pem: /etc/unbound/tls/server.crt
  tls-cert-bundle: /etc/ssl/certs/ca-certificates.crt
  access-control: 127.0.0.0/8 allow
  do-not-query-localhost: no
  domain-insecure: dns.test
  domain-insecure: shop.test
  local-zone: "test." nodefault
  local-zone: "buero.lan." static
  local-data: "drucker.buero.lan. IN A 10.0.0.9"
  root-hints: /usr/share/dns/root.hints
  username: unbound
  verbosity: 1
  use-syslog: no
remote-control:
  control-enable: yes
  control-interface: 127.0.0.1
auth-zone:
  name: shop.test
  zonefile: /etc/unbound/zones/shop.zone
  for-upstream: yes
  for-downstream: yes
forward-zone:
  name: dns.test
  forward-addr: 127.0.0.1@53
E
}
probe() { start_main; wait_port 853 || return 1; ex() { _argv - "$@"; timeout 30 "${ARGV[@]}" 2>&1; }; q() { dig +time=3 +tries=2 -p 5300 @127.0.0.1 "$@" 2>&1; }
  want local '10.0.0.9' "$(q drucker.buero.lan)"; want zone '10.1.2.3' "$(q www.shop.test)"; want forward '127.0.0.1' "$(q x.dns.test +short)"; want txt '195' "$(q TXT shop.test)"; want nx NXDOMAIN "$(q weg.buero.lan)"
  want dot '10.0.0.9' "$(dig +tls +tls-ca=$CA +tls-hostname=localhost -p 853 @127.0.0.1 drucker.buero.lan 2>&1)"
  want health '^0$' "$(ex /usr/local/bin/healthcheck; echo $?)"; want ctl 'version: 1' "$(ex unbound-control status)"; want stats 'total.num.queries' "$(ex unbound-control stats_noreset)"; want add ok "$(ex unbound-control local_data neu.buero.lan IN A 10.0.0.10)"; want added '10.0.0.10' "$(q neu.buero.lan)"; want flush ok "$(ex unbound-control flush_zone dns.test)"; want anchors 'IN|DS|DNSKEY' "$(ex unbound-control list_auth_zones; cat $R/var/lib/unbound/root.key)"; want reload ok "$(ex unbound-control reload)"
  want uid "$(awk -F: '$1=="unbound"{print $3}' "$R/etc/passwd")" "$(awk '/^Uid/{print $2}' /proc/*/status | sort -u | tr '\n' ' ')"; }
