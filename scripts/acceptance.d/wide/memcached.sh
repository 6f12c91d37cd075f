# memcached: gives up root for a user by name, TLS, statistics, a socket
PACKAGES="memcached"
ENTRYPOINT=(memcached)
CMD=(-u memcache -m 32 -Z -o ssl_chain_cert=/etc/memcached/tls/server.crt,ssl_key=/etc/memcached/tls/server.key)
EXPOSE=(11211)
prepare() { mkdir -p "$1/etc/memcached/tls"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$1/etc/memcached/tls/"; chmod 644 "$1/etc/memcached/tls/server.key"; }
probe() {
  start_main; wait_port 11211 || return 1
  local o; o=$(/usr/bin/python3 -I - <<'P' 2>&1
import socket, ssl
s = ssl.create_default_context().wrap_socket(socket.create_connection(("127.0.0.1", 11211)), server_hostname="localhost")
def ask(t): s.sendall(t); return s.recv(65536)
print(s.version(), ask(b"set a 0 0 5\r\nhello\r\n"), ask(b"get a\r\n"), ask(b"stats settings\r\n"), ask(b"nonsense\r\n"))
P
)
  want tls 'TLSv1.*STORED.*hello.*ssl_chain_cert.*ERROR' "$o"
  want uid "^$(awk -F: '$1=="memcache"{print $3}' "$R/etc/passwd")$" "$(awk '/^Uid/{print $2}' /proc/$MAIN_PID/status)"
}
