# routing-frr: FRR's daemons under watchfrr as its container does it (docker-start), vtysh, BFD, frr-reload; BIRD beside it
PACKAGES="frr frr-pythontools frr-snmp bird2 tini iproute2"
ENTRYPOINT=(/usr/bin/tini --)
CMD=(/usr/lib/frr/docker-start)
prepare() {
  local r=$1; sed -i -e 's/^bgpd=no/bgpd=yes/' -e 's/^ospfd=no/ospfd=yes/' -e 's/^bfdd=no/bfdd=yes/' "$r/etc/frr/daemons"
  printf 'frr defaults traditional\nhostname rtr\nlog stdout\nip route 198.51.100.0/24 blackhole\nrouter bgp 65001\n bgp router-id 192.0.2.1\n no bgp ebgp-requires-policy\n neighbor 127.0.0.2 remote-as 65002\n neighbor 127.0.0.2 update-source 127.0.0.1\n neighbor 127.0.0.2 disable-connected-check\n neighbor 127.0.0.2 ebgp-multihop\n neighbor 127.0.0.2 passive\n address-family ipv4 unicast\n  redistribute static\n  neighbor 127.0.0.2 route-map IN in\n exit-address-family\nroute-map IN permit 10\n set local-preference 150\n' > "$r/etc/frr/frr.conf"
  fat_run "$r" chown frr:frr /etc/frr/frr.conf
  printf 'log stderr all;\nrouter id 192.0.2.2;\nprotocol device {}\nprotocol static { ipv4; route 203.0.113.0/24 blackhole; }\nfunction ok() { return net ~ [ 203.0.113.0/24+ ]; }\nprotocol bgp frr { local 127.0.0.2 as 65002; neighbor 127.0.0.1 as 65001; multihop; source address 127.0.0.2; ipv4 { import all; export where ok(); }; }\n' > "$r/etc/bird/bird.conf"
  [ -e "$r/usr/lib/frr/docker-start" ] || { printf '#!/bin/bash\nsource /usr/lib/frr/frrcommon.sh\n/usr/lib/frr/watchfrr -d -F traditional $(daemon_list)\nbird -c /etc/bird/bird.conf -f\n' > "$r/usr/lib/frr/docker-start"; }
  cat > "$r/usr/lib/frr/docker-start" <<'X'
#!/bin/bash

source /usr/lib/frr/frrcommon.sh
/usr/lib/frr/watchfrr $(daemon_list) &
bird -c /etc/bird/bird.conf -s /run/bird.ctl
wait
X
  fat_run "$r" install -d -o frr -g frr /run/frr; chmod 755 "$r/usr/lib/frr/docker-start"
}
probe() {
  start_main; wait_port 2605 40 || return 1
  ex() { _argv - "$@"; timeout 30 "${ARGV[@]}" 2>&1; }
  up() { ex vtysh -c 'show daemons' | grep -q 'zebra.*bgpd'; }; retry 40 up
  want summary '127.0.0.2' "$(ex vtysh -c 'show bgp summary')"; want own '198.51.100.0' "$(ex vtysh -c 'show bgp ipv4 unicast')"; want json '"198.51.100.0/24"' "$(ex vtysh -c 'show bgp ipv4 unicast json')"
  want bird '203.0.113.0/24' "$(ex birdc -s /run/bird.ctl show route all)"; want proto 'frr +BGP' "$(ex birdc -s /run/bird.ctl show protocols)"; want running 'router bgp 65001' "$(ex vtysh -c 'show running-config')"; want zebra '198.51.100.0' "$(ex vtysh -c 'show ip route')"
  printf 'frr defaults traditional\nhostname rtr\nlog stdout\nip route 198.51.100.0/24 blackhole\nip route 198.51.101.0/24 blackhole\n' > "$R/tmp/new.conf"
  want reload '198.51.101.0' "$(ex /usr/lib/frr/frr-reload.py --test /tmp/new.conf)"; want daemons 'bgpd' "$(ex vtysh -c 'show daemons')"
  want status 'bgpd' "$(ex /usr/lib/frr/frrinit.sh status)"
}
