# dnsmasq: DNS with hosts and configuration directories, a DHCP script, TFTP
PACKAGES="dnsmasq bind9-dnsutils"
ENTRYPOINT=(dnsmasq)
CMD=(-k --log-facility=- --port=5353 --conf-dir=/etc/dnsmasq.d,.dpkg-dist)
EXPOSE=(5353)
prepare() { printf 'address=/shop.test/10.2.3.4\naddn-hosts=/etc/extra-hosts\nenable-tftp\ntftp-root=/srv/tftp\ntftp-no-fail\nno-resolv\nserver=127.0.0.1\nuser=dnsmasq\ncname=a.loc.test,b.loc.test\ndnssec\nconf-file=/usr/share/dnsmasq-base/trust-anchors.conf\nlistening=\n' | sed '/^listening/d' > "$1/etc/dnsmasq.d/site.conf"; echo '10.9.9.9 b.loc.test' > "$1/etc/extra-hosts"; mkdir -p "$1/srv/tftp"; echo boot > "$1/srv/tftp/pxe"; }
probe() { start_main; wait_port 5353 || return 1; local F=$STORE/dnsmasq/fat; d() { chroot $F dig +short -p 5353 @127.0.0.1 "$@" 2>&1; }
  want address 10.2.3.4 "$(d x.shop.test)"; want host 10.9.9.9 "$(d b.loc.test)"; want cname 10.9.9.9 "$(d a.loc.test)"; want reverse b.loc.test "$(d -x 10.9.9.9)"; want version dnsmasq "$(d CH TXT version.bind)"
  want tftp 'boot' "$(cget tftp://127.0.0.1/pxe)"; want uid "^$(awk -F: '$1=="dnsmasq"{print $3}' "$R/etc/passwd")$" "$(awk '/^Uid/{print $2}' /proc/$MAIN_PID/status)"; }
