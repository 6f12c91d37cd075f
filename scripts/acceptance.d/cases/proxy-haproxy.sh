# proxy-haproxy: a reverse proxy: TLS in and out (verified with the system's CAs), Lua, maps, error files, names of servers by DNS
PACKAGES="haproxy"
ENTRYPOINT=(haproxy)
CMD=(-W -db -f /usr/local/etc/haproxy)
EXPOSE=(8080 8443)
prepare() {
  local r=$1 e=$1/usr/local/etc/haproxy; mkdir -p "$e" "$r/etc/haproxy/maps" "$r/etc/haproxy/lua" "$r/etc/haproxy/certs" "$r/run/haproxy"
  cat "$CACHE/tls/server.key" "$CACHE/tls/server.crt" > "$r/etc/haproxy/certs/site.pem"
  cat > "$e/10-global.cfg" <<'X'
global
    user haproxy
    group haproxy
    chroot /var/lib/haproxy
    stats socket /run/haproxy/admin.sock mode 660 level admin
    ca-base /etc/ssl/certs
    lua-load /etc/haproxy/lua/hello.lua
defaults
    mode http
    timeout connect 5s
    timeout client 20s
    timeout server 20s
    errorfile 503 /etc/haproxy/errors/503.http
resolvers dns
    parse-resolv-conf
X
  cat > "$e/20-site.cfg" <<'X'
frontend web
    bind :8080
    bind :8443 ssl crt /etc/haproxy/certs/ alpn h2,http/1.1
    http-request use-service lua.hello if { path /lua }
    http-request return status 200 content-type text/plain lf-string "%[ssl_fc_protocol] %[src]" if { path /info }
    compression algo gzip
    compression type text/plain
    use_backend %[path,map_beg(/etc/haproxy/maps/paths.map,none)]
backend secure
    server s1 svc.dns.test:9443 ssl verify required ca-file ca-certificates.crt sni str(svc.dns.test) resolvers dns init-addr libc,last,none
backend plain
    server p1 backend.panel.test:9080
backend none
    server down 127.0.0.1:1
X
  printf '/hello/s secure\n/hello plain\n' > "$r/etc/haproxy/maps/paths.map"
  printf 'local words = dofile("/etc/haproxy/lua/words.lua")\ncore.register_service("hello", "http", function(applet)\n  local b = words.greet(applet.headers["host"][0])\n  applet:set_status(200); applet:add_header("content-length", tostring(#b)); applet:start_response(); applet:send(b)\nend)\n' > "$r/etc/haproxy/lua/hello.lua"
  printf 'return { greet = function(h) return string.upper("lua says hi to ") .. h end }\n' > "$r/etc/haproxy/lua/words.lua"
}
probe() {
  start_main; wait_port 8080 || return 1
  local u=http://127.0.0.1:8080
  want "out by TLS" 'hello from /hello/s1' "$(cget $u/hello/s1)"
  want plain 'hello from /hello/p' "$(cget $u/hello/p)"
  want lua 'LUA SAYS HI TO 127.0.0.1' "$(cget $u/lua)"
  want h2 '^HTTP/2 200.*TLSv1.3 127.0.0.1' "$(cget -i https://localhost:8443/info | tr -d '\r' | tr '\n' ' ')"
  want "error page" '503 Service Unavailable' "$(cget $u/other)"
  want compressed 'content-encoding: gzip' "$(cget -sD- -o /dev/null -H 'Accept-Encoding: gzip' $u/hello/p)"
  want socket 'Name: HAProxy' "$(/usr/bin/python3 -I -c 'import socket,sys
s=socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.sendall(b"show info\n"); print(s.recv(4096).decode())' "$R/run/haproxy/admin.sock" 2>&1)"
  want uid "$(awk -F: '$1=="haproxy"{print $3}' "$R/etc/passwd")" "$(awk '/^Uid/{print $2}' /proc/*/status | sort -u | tr '\n' ' ')"
}
