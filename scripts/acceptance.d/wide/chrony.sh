PACKAGES="chrony"
ENTRYPOINT=(chronyd)
CMD=(-d -x -f /etc/chrony/chrony.conf)
prepare() { printf 'local stratum 8\nallow all\ndriftfile /var/lib/chrony/drift\nleapsectz right/UTC\nuser _chrony\ncmdallow 127.0.0.1\n' > "$1/etc/chrony/chrony.conf"; }
probe() { start_main; sleep 3; main_alive || bad alive "$(main_log)"
 want ntp '^[0-9]+$' "$(/usr/bin/python3 -I -c '
import socket,struct
s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); s.settimeout(5); s.sendto(b"\x23"+b"\0"*47,("127.0.0.1",123)); print(struct.unpack("!I",s.recv(100)[40:44])[0])' 2>&1)"
 _argv - chronyc tracking; want control Stratum "$(timeout 20 "${ARGV[@]}" 2>&1)"; }
