# varnish-hitch: a cache behind a TLS terminator: the entry script renders the VCL with envsubst (VCL is compiled by gcc when it is loaded), vmods, varnishadm, varnishlog, ban, ESI, PROXY protocol
PACKAGES="varnish varnish-modules hitch gettext-base tini busybox"
ENTRYPOINT=(/usr/bin/tini -- docker-varnish-entrypoint)
CMD=()
ENV=("VARNISH_SIZE=64M" "VARNISH_HTTP_PORT=8080" "BACKEND_HOST=127.0.0.1" "BACKEND_PORT=8000")
EXPOSE=(8080 8443)
prepare() {
  local r=$1; mkdir -p "$r/srv/www" "$r/etc/varnish/templates"; echo 'seite eins' > "$r/srv/www/eins.txt"; echo '<p><esi:include src="/eins.txt"/></p>' > "$r/srv/www/esi.html"
  cat "$CACHE/tls/server.pem" > "$r/etc/hitch/site.pem"; chmod 640 "$r/etc/hitch/site.pem"; fat_run "$r" chown root:_hitch /etc/hitch/site.pem
  printf 'frontend = "[*]:8443"\nbackend = "[127.0.0.1]:8082"\npem-file = "/etc/hitch/site.pem"\nwrite-proxy-v2 = on\nuser = "_hitch"\ngroup = "_hitch"\nworkers = 1\nalpn-protos = "h2, http/1.1"\n' > "$r/etc/hitch/hitch.conf"
  cat > "$r/etc/varnish/templates/default.vcl.template" <<'X'
vcl 4.1;
import std;
import directors;
import header;
import proxy;
backend one { .host = "${BACKEND_HOST}"; .port = "${BACKEND_PORT}"; }
acl purgers { "127.0.0.1"; }
sub vcl_init { new pool = directors.round_robin(); pool.add_backend(one); }
sub vcl_recv {
  set req.backend_hint = pool.backend();
  if (req.method == "PURGE") { if (client.ip !~ purgers) { return (synth(405)); } return (purge); }
  if (req.url == "/std") { return (synth(200, std.toupper("laut"))); }
  include "/etc/varnish/more.vcl";
}
sub vcl_backend_response { if (beresp.http.Content-Type ~ "html") { set beresp.do_esi = true; } set beresp.ttl = 1h; }
sub vcl_deliver { if (obj.hits > 0) { set resp.http.X-Cache = "HIT"; } else { set resp.http.X-Cache = "MISS"; } header.append(resp.http.X-More, "ja"); if (proxy.is_ssl()) { set resp.http.X-TLS = "yes"; } }
X
  echo 'if (req.url ~ "^/verboten") { return (synth(403)); }' > "$r/etc/varnish/more.vcl"
  cat > "$r/usr/local/bin/docker-varnish-entrypoint" <<'X'
#!/bin/sh
set -e
for t in /etc/varnish/templates/*.template; do
  envsubst '${BACKEND_HOST} ${BACKEND_PORT}' < "$t" > "/etc/varnish/$(basename "$t" .template)"
done
busybox httpd -p 127.0.0.1:8000 -h /srv/www
hitch --config=/etc/hitch/hitch.conf --daemon
# this will check if the first argument is a flag
if [ "$#" -eq 0 ] || [ "${1#-}" != "$1" ]; then
    set -- varnishd \
	    -F \
	    -f /etc/varnish/default.vcl \
	    -a http=:${VARNISH_HTTP_PORT},HTTP \
	    -a proxy=127.0.0.1:8082,PROXY \
	    -T 127.0.0.1:6082 \
	    -p feature=+http2 \
	    -s malloc,$VARNISH_SIZE \
	    "$@"
fi
exec "$@"
X
  chmod 755 "$r/usr/local/bin/docker-varnish-entrypoint"
}
probe() {
  start_main; wait_port 8080 40 || return 1; local u=http://127.0.0.1:8080
  ex() { _argv - "$@"; timeout 30 "${ARGV[@]}" 2>&1; }
  want miss 'X-Cache: MISS' "$(cget -D - $u/eins.txt)"; want hit 'X-Cache: HIT' "$(cget -D - $u/eins.txt)"; want vmod 'X-More: ja' "$(cget -D - $u/eins.txt)"
  want std 'LAUT' "$(cget $u/std)"; want esi '<p>seite eins' "$(cget $u/esi.html)"; want included 403 "$(cget -o /dev/null -w '%{http_code}' $u/verboten)"
  want purge 200 "$(cget -X PURGE -o /dev/null -w '%{http_code}' $u/eins.txt)"; want purged 'X-Cache: MISS' "$(cget -D - $u/eins.txt)"
  want tls 'x-tls: yes' "$(cget -D - https://localhost:8443/eins.txt | tr -d '\r')"
  want adm 'active' "$(ex varnishadm vcl.list)"; want ban '200|^$' "$(ex varnishadm ban req.url '~' /)"; want stat 'cache_hit' "$(ex varnishstat -1 -f MAIN.cache_hit)"
  want log 'ReqURL' "$(ex varnishlog -d -g request)"; want ncsa 'GET' "$(ex varnishncsa -d)"
  printf 'vcl 4.1; import bodyaccess; backend default none; sub vcl_recv { return (synth(201)); }' > "$R/tmp/n.vcl"
  want load '^$' "$(ex varnishadm vcl.load n /tmp/n.vcl)"; want loaded ' n' "$(ex varnishadm vcl.list)"
}
