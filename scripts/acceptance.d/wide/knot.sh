# knot: authoritative server with modules and DNSSEC; knotc in a health check
PACKAGES="knot"
ENTRYPOINT=(/entrypoint.sh)
CMD=(knotd)
EXPOSE=(5353)
prepare() { local r=$1; printf 'server:\n  rundir: "/run/knot"\n  user: knot:knot\n  listen: [ 127.0.0.1@5353 ]\nlog:\n - target: stdout\n   any: info\ndatabase:\n  storage: "/var/lib/knot"\nmod-stats:\n - id: s\n   request-protocol: on\ntemplate:\n - id: default\n   storage: "/var/lib/knot"\n   file: "%%s.zone"\nzone:\n - domain: example.org\n   dnssec-signing: on\n   module: [mod-stats/s, mod-whoami]\n' > "$r/etc/knot/knot.conf"
 printf '@ 3600 IN SOA ns hostmaster 1 3600 900 604800 300\n@ IN NS ns\nns A 192.0.2.1\nwww A 192.0.2.7\n' > "$r/var/lib/knot/example.org.zone"
 printf '#!/bin/sh\nset -e\nknotc conf-check\nmkdir -p /run/knot; chown knot /run/knot /var/lib/knot\nexec "$@"\n' > "$r/entrypoint.sh"; chmod 755 "$r/entrypoint.sh"; sed -i 's/, mod-whoami//' "$r/etc/knot/knot.conf"; }
probe() { start_main; wait_port 5353 || return 1; sleep 2
  want a 192.0.2.7 "$(dig +short -p 5353 @127.0.0.1 www.example.org)"; want sig RRSIG "$(dig +dnssec -p 5353 @127.0.0.1 www.example.org)"
  _argv - knotc status; want control Running\|Version\|running "$(timeout 20 "${ARGV[@]}" 2>&1)"
  _argv - keymgr example.org list; want keymgr "ksk|csk|[0-9a-f]{40}" "$(timeout 20 "${ARGV[@]}" 2>&1)"; }
