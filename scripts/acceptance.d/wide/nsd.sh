# nsd: zones from files, control with its own keys, zone compiled at start
PACKAGES="nsd bind9-dnsutils"
ENTRYPOINT=(nsd)
CMD=(-d -c /etc/nsd/nsd.conf)
EXPOSE=(5353)
prepare() { printf 'server:\n  port: 5353\n  zonesdir: /etc/nsd/zones\n  username: nsd\nremote-control:\n  control-enable: yes\nzone:\n  name: shop.test\n  zonefile: shop.zone\n' > "$1/etc/nsd/nsd.conf"; mkdir -p "$1/etc/nsd/zones"; printf '$ORIGIN shop.test.\n$TTL 300\n@ SOA ns a 1 2 3 4 5\n@ NS ns\nns A 10.0.0.1\nwww A 10.0.0.2\n$INCLUDE /etc/nsd/zones/more.inc\n' > "$1/etc/nsd/zones/shop.zone"; echo 'mail A 10.0.0.3' > "$1/etc/nsd/zones/more.inc"; fat_run "$1" sh -c 'ls /etc/nsd/*.pem || nsd-control-setup' >/dev/null 2>&1; mkdir -p "$1/run/nsd"; fat_run "$1" chown nsd /run/nsd; }
probe() { start_main; wait_port 5353 || return 1; local F=$STORE/nsd/fat; d() { chroot $F dig +short -p 5353 @127.0.0.1 "$@" 2>&1; }; want www 10.0.0.2 "$(d www.shop.test)"; want include 10.0.0.3 "$(d mail.shop.test)"
  want control 'shop.test|ratelimit|version' "$(timeout 20 chroot "$R" nsd-control status 2>&1; timeout 20 chroot "$R" nsd-control zonestatus 2>&1)"; want check 'ok' "$(timeout 20 chroot "$R" nsd-checkzone shop.test /etc/nsd/zones/shop.zone 2>&1)"; }
