# tor: only its socks port, control port and directory; no network
PACKAGES="tor tor-geoipdb"
ENTRYPOINT=(tor)
CMD=(-f /etc/tor/torrc --defaults-torrc /usr/share/tor/tor-service-defaults-torrc)
EXPOSE=(9050)
prepare() { printf 'SocksPort 0.0.0.0:9050\nControlPort 127.0.0.1:9051\nUser debian-tor\nRunAsDaemon 0\nLog notice stdout\nCookieAuthentication 0\nHiddenServiceDir /var/lib/tor/hidden\nHiddenServicePort 80 127.0.0.1:9080\n' > "$1/etc/tor/torrc"; mkdir -p "$1/run/tor"; fat_run "$1" chown debian-tor /run/tor; }
tel() { # PORT TEXT : what a server answers within two seconds
  /usr/bin/python3 -I -c 'import socket,sys
s=socket.create_connection(("127.0.0.1",int(sys.argv[1]))); s.settimeout(3); s.sendall(sys.argv[2].encode()); b=b""
try:
    while True:
        d=s.recv(65536)
        if not d: break
        b+=d
except OSError: pass
print(b.decode("utf8","replace"))' "$@" 2>&1; }
probe() { start_main; wait_port 9051 || return 1; local a=$'AUTHENTICATE\r\nGETINFO version\r\nGETINFO ip-to-country/8.8.8.8\r\nQUIT\r\n'
  sleep 3; want info '250.*version' "$(tel 9051 "$a" | tr '\r\n' '  ')"; want geo 'ip-to-country/8.8.8.8=us' "$(tel 9051 "$a" | tr '\r\n' '  ')"; want onion '\.onion' "$(cat $R/var/lib/tor/hidden/hostname 2>&1)"; }
