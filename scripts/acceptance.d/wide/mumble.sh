# mumble-server: Qt without windows: SQLite by a plug-in, TLS, password by -supw in an entrypoint; reached by its protocol
PACKAGES="mumble-server tini"
ENTRYPOINT=(/usr/bin/tini -- /entrypoint.sh)
CMD=(/usr/sbin/murmurd -fg -ini /etc/mumble-server.ini)
USER=mumble-server
EXPOSE=(64738)
prepare() { local r=$1; mkdir -p "$r/etc/mumble-tls"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$r/etc/mumble-tls/"; fat_run "$r" sh -c 'chown -R mumble-server /etc/mumble-tls /var/lib/mumble-server /var/log/mumble-server; mkdir -p /run/mumble-server; chown mumble-server /run/mumble-server; chmod 644 /etc/mumble-server.ini'
  printf '#!/bin/bash\nset -e\nif [ -n "$SUPW" ]; then murmurd -ini /etc/mumble-server.ini -supw "$SUPW" || true; fi\nexec "$@"\n' > "$r/entrypoint.sh"; chmod 755 "$r/entrypoint.sh"
  sed -i 's,^;\?welcometext=.*,welcometext="<b>Grüße</b>",; s,^;\?sslCert=.*,sslCert=/etc/mumble-tls/server.crt,; s,^;\?sslKey=.*,sslKey=/etc/mumble-tls/server.key,; s,^logfile=.*,logfile=,; s,^dbus=,;dbus=,; s,^uname=.*,;uname=,' "$r/etc/mumble-server.ini"; }
ENV=("SUPW=geheim")
probe() { start_main; wait_port 64738 || return 1
  local o; o=$(/usr/bin/python3 -I - <<'P' 2>&1
import socket, ssl, struct
def vi(n):
    b = b""
    while n > 127: b += bytes([n & 127 | 128]); n >>= 7
    return b + bytes([n])
def st(f, s): return bytes([f << 3 | 2]) + vi(len(s)) + s
def login(user, pw):
    s = ssl.create_default_context().wrap_socket(socket.create_connection(("localhost", 64738), 15), server_hostname="localhost"); print(s.version())
    ver = bytes([1 << 3]) + vi(0x10304) + st(2, b"probe")
    s.sendall(struct.pack(">HI", 0, len(ver)) + ver); a = st(1, user) + (st(2, pw) if pw else b"") + bytes([5 << 3, 1]); s.sendall(struct.pack(">HI", 2, len(a)) + a)
    s.settimeout(6); buf = b""; seen = []
    try:
        while len(seen) < 60:
            while len(buf) < 6: buf += s.recv(4096) or (_ for _ in ()).throw(EOFError())
            t, n = struct.unpack(">HI", buf[:6])
            while len(buf) < 6 + n: buf += s.recv(65536) or (_ for _ in ()).throw(EOFError())
            p = buf[6:6 + n]; buf = buf[6 + n:]; seen.append(t)
            if t == 5: print("sync", p); break
            if t == 4: print("reject", p); break
            if t == 7: print("channel", p)
    except (EOFError, TimeoutError, socket.timeout) as e: print("end", repr(e))
    print(seen); return s
a = login(b"ann", b""); login(b"SuperUser", b"geheim"); login(b"SuperUser", b"x")
P
)
  want tls 'TLSv1' "$o"; want channel 'channel.*Root' "$o"; want sync 'sync.*(Gr|\\xc3)' "$o"; want rejected 'reject' "$o"; want db 'SQLite format' "$(head -c 13 $R/var/lib/mumble-server/mumble-server.sqlite)"; }
