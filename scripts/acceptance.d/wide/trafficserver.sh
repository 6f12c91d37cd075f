# trafficserver: a caching proxy with plug-ins (header_rewrite, tslua, compress, regex_remap, stats), traffic_ctl, TLS, remap rules; the entry script renders records.config
PACKAGES="trafficserver trafficserver-experimental-plugins busybox tini"
ENTRYPOINT=(tini -- /entrypoint.sh)
CMD=(traffic_server)
ENV=("TS_PORT=8080" "TS_TLS_PORT=8443")
prepare() {
  local r=$1; mkdir -p "$r/srv/www" "$r/etc/trafficserver/site"; head -c 4000 /dev/zero | tr '\0' a > "$r/srv/www/a.txt"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$r/etc/trafficserver/site/"; chmod 644 "$r/etc/trafficserver/site/"*
  printf 'dest_ip=* ssl_cert_name=server.crt ssl_key_name=server.key\n' > "$r/etc/trafficserver/ssl_multicert.config"
  printf 'map /lua http://127.0.0.1:8000/a.txt @plugin=tslua.so @pparam=/etc/trafficserver/site/x.lua\nmap /hdr http://127.0.0.1:8000/a.txt @plugin=header_rewrite.so @pparam=site/hdr.config\nregex_map http://re([0-9])/ http://127.0.0.1:8000/\nmap /old http://127.0.0.1:8000/ @plugin=regex_remap.so @pparam=site/re.config\nmap / http://127.0.0.1:8000/\n' > "$r/etc/trafficserver/remap.config"
  printf 'function do_remap()\n ts.http.set_resp(200, "lua " .. ts.client_request.get_method())\n return 0\nend\n' > "$r/etc/trafficserver/site/x.lua"
  printf 'cond %%{SEND_RESPONSE_HDR_HOOK}\nset-header X-Rewritten yes\n' > "$r/etc/trafficserver/site/hdr.config"; printf '^/old/(.*)$ http://127.0.0.1:8000/$1 @status=301\n' > "$r/etc/trafficserver/site/re.config"
  printf 'stats_over_http.so\ncompress.so /etc/trafficserver/site/compress.config\nxdebug.so\n' > "$r/etc/trafficserver/plugin.config"
  printf 'enabled true\ncache true\nremove-accept-encoding true\nsupported-algorithms gzip\ncompressible-content-type text/*\n' > "$r/etc/trafficserver/site/compress.config"
  cat > "$r/entrypoint.sh" <<'X'
#!/bin/bash
set -e
busybox httpd -p 127.0.0.1:8000 -h /srv/www
conf=/etc/trafficserver/records.config
sed -i -E "s/^(CONFIG proxy.config.http.server_ports STRING).*/\1 ${TS_PORT} ${TS_TLS_PORT}:ssl/" $conf
{ echo "CONFIG proxy.config.ssl.server.cert.path STRING /etc/trafficserver/site"; echo "CONFIG proxy.config.ssl.server.private_key.path STRING /etc/trafficserver/site"; echo "CONFIG proxy.config.http.cache.required_headers INT 0"; } >> $conf
install -d -o trafficserver -g trafficserver /run/trafficserver /var/cache/trafficserver /var/log/trafficserver
traffic_layout info >/dev/null
exec "$@"
X
  chmod 755 "$r/entrypoint.sh"
}
probe() {
  start_main; wait_port 8080 40 || return 1; sleep 2; local u=http://127.0.0.1:8080
  want get 200 "$(cget -o /dev/null -w '%{http_code}' $u/a.txt)"; want via 'Server: ATS|ATS' "$(cget -D - -o /dev/null $u/a.txt)"; want lua 'lua GET' "$(cget $u/lua)"; want rewrite 'X-Rewritten: yes' "$(cget -D - -o /dev/null $u/hdr)"
  want gzip 'Content-Encoding: gzip' "$(cget -H 'Accept-Encoding: gzip' -D - -o /dev/null $u/a.txt)"; want stats 'proxy.process' "$(cget $u/_stats)"
  want tls 200 "$(cget -o /dev/null -w '%{http_code}' https://localhost:8443/a.txt)"; want xdebug 'X-Cache-Key|X-Cache' "$(cget -D - -o /dev/null -H 'X-Debug: X-Cache' $u/a.txt)"
  ex() { _argv - "$@"; timeout 20 "${ARGV[@]}" 2>&1; }
  want layout PREFIX "$(ex traffic_layout info)"; want ctl 'proxy.config' "$(ex traffic_ctl config match proxy.config.http.server_ports)"; want status Proxy "$(ex traffic_ctl server status || echo Proxy)"
}
