# kea: DHCP with a hook library, leases in a file, control socket
PACKAGES="kea-dhcp4-server kea-ctrl-agent kea-common kea-admin"
ENTRYPOINT=(kea-dhcp4)
CMD=(-c /etc/kea/kea-dhcp4.conf)
EXPOSE=(67)
prepare() { mkdir -p "$1/run/kea" "$1/var/lib/kea"; printf '{ "Dhcp4": { "interfaces-config": { "interfaces": [ "lo" ], "dhcp-socket-type": "udp" }, "control-socket": { "socket-type": "unix", "socket-name": "/run/kea/kea4.sock" }, "lease-database": { "type": "memfile", "name": "/var/lib/kea/l.csv" }, "hooks-libraries": [ { "library": "/usr/lib/x86_64-linux-gnu/kea/hooks/libdhcp_lease_cmds.so" }, { "library": "libdhcp_stat_cmds.so" } ], "subnet4": [ { "subnet": "127.0.0.0/8", "pools": [ { "pool": "127.0.0.10 - 127.0.0.20" } ] } ], "loggers": [ { "name": "kea-dhcp4", "output_options": [ { "output": "stdout" } ], "severity": "INFO" } ] } }' | sed 's/{ "library": "libdhcp_stat_cmds.so" }/{ "library": "\/usr\/lib\/x86_64-linux-gnu\/kea\/hooks\/libdhcp_stat_cmds.so" }/' > "$1/etc/kea/kea-dhcp4.conf"; }
probe() { start_main; check socket retry 15 test -S "$R/run/kea/kea4.sock"; sleep 1
  k() { /usr/bin/python3 -I -c 'import socket,sys
s=socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.sendall(sys.argv[2].encode()); s.shutdown(1); b=b""
while True:
    d=s.recv(65536)
    if not d: break
    b+=d
print(b.decode())' "$R/run/kea/kea4.sock" "$1" 2>&1; }
  want version '"result": 0' "$(k '{"command":"version-get"}')"; want lease 'result": 0' "$(k '{"command":"lease4-add","arguments":{"ip-address":"127.0.0.15","hw-address":"1a:1b:1c:1d:1e:1f","subnet-id":1}}')"; want stat 'assigned-addresses' "$(k '{"command":"stat-lease4-get"}')"; want file '127.0.0.15' "$(cat $R/var/lib/kea/l.csv 2>&1)"
  want test 'DHCP|OK|^$' "$(timeout 20 chroot "$R" kea-dhcp4 -t /etc/kea/kea-dhcp4.conf 2>&1)"; want lfc 'lease|$' "$(k '{"command":"config-get"}' | head -c 200)"; want lfcprog '' "$(ls $R/usr/sbin/kea-lfc 2>&1)"; [ -x $R/usr/sbin/kea-lfc ] || bad "the lease file cleaner"; }
