# servers in Go (trixie) under supervisord: a registry of images, NATS, node and blackbox exporters, with configuration and TLS
. "$LIB_DIR/trixie.sh"
BASE=none
PACKAGES="docker-registry nats-server prometheus-node-exporter prometheus-blackbox-exporter runit dumb-init apache2-utils"
ENTRYPOINT=(/usr/bin/dumb-init --)
CMD=(/usr/local/bin/start)
EXPOSE=(5000 4222)
build_root() { trixie_root "$1" $PACKAGES; }
prepare() { local r=$1; mkdir -p "$r/etc/go/tls" "$r/srv/images"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$CACHE/tls/ca.pem" "$r/etc/go/tls/"; chmod 644 "$r/etc/go/tls/server.key"
  fat_run "$r" htpasswd -Bbc /etc/docker/registry/people ann geheim >/dev/null 2>&1
  printf 'version: 0.1\nlog: {level: info}\nstorage:\n  filesystem: {rootdirectory: /srv/images}\n  delete: {enabled: true}\nhttp:\n  addr: :5000\n  tls: {certificate: /etc/go/tls/server.crt, key: /etc/go/tls/server.key}\nauth:\n  htpasswd: {realm: x, path: /etc/docker/registry/people}\n' > "$r/etc/docker/registry/config.yml"
  printf 'port: 4222\nmonitor_port: 8222\ntls { cert_file: "/etc/go/tls/server.crt", key_file: "/etc/go/tls/server.key" }\njetstream { store_dir: "/srv/js" }\ninclude ./people.conf\n' > "$r/etc/nats-server.conf"; printf 'authorization { user: ann, password: geheim }\n' > "$r/etc/people.conf"
  printf 'modules:\n  http_2xx: {prober: http, timeout: 5s, http: {tls_config: {ca_file: /etc/go/tls/ca.pem}}}\n  tcp: {prober: tcp}\n  dns: {prober: dns, dns: {query_name: svc.dns.test, query_type: A}}\n' > "$r/etc/prometheus/blackbox.yml"
  mkdir -p "$r/var/lib/textfile"; printf 'shop_orders 42\n' > "$r/var/lib/textfile/a.prom"
  printf '#!/bin/bash\nset -e\ndocker-registry serve /etc/docker/registry/config.yml &\nnats-server -c /etc/nats-server.conf &\nchpst -u nobody prometheus-node-exporter --collector.textfile.directory=/var/lib/textfile --web.listen-address=:9100 &\nprometheus-blackbox-exporter --config.file=/etc/prometheus/blackbox.yml --web.listen-address=:9115 &\nwait -n\nexit 1\n' > "$r/usr/local/bin/start"
  printf '#!/bin/sh\ndocker-registry garbage-collect --dry-run /etc/docker/registry/config.yml && nats-server -t -c /etc/nats-server.conf\n' > "$r/usr/local/bin/gc"; chmod 755 "$r"/usr/local/bin/*; }
probe() { start_main; wait_port 5000 || return 1; wait_port 4222 || return 1; wait_port 9100 || return 1; wait_port 9115 || return 1; ex() { _argv - "$@"; timeout 30 "${ARGV[@]}" 2>&1; }
  want denied '401' "$(cget -o /dev/null -w '%{http_code}' https://localhost:5000/v2/)"; want in '200' "$(cget -u ann:geheim -o /dev/null -w '%{http_code}' https://localhost:5000/v2/)"
  local l d; l=$(cget -u ann:geheim -i -X POST https://localhost:5000/v2/shop/blobs/uploads/ | tr -d '\r' | awk 'tolower($1)=="location:"{print $2}'); d=$(printf 'blob' | sha256sum | cut -c1-64); want push '201' "$(cget -u ann:geheim -o /dev/null -w '%{http_code}' -X PUT --data-binary blob -H 'Content-Type: application/octet-stream' "$l&digest=sha256:$d")"; want pull 'blob' "$(cget -u ann:geheim https://localhost:5000/v2/shop/blobs/sha256:$d)"
  want nats 'PONG' "$(/usr/bin/python3 -I - <<'P' 2>&1
import socket, ssl
s = socket.create_connection(("localhost", 4222), 10); print(s.recv(4096)); s = ssl.create_default_context().wrap_socket(s, server_hostname="localhost"); s.sendall(b'CONNECT {"user":"ann","pass":"geheim","verbose":false}\r\nPING\r\n'); print(s.recv(4096))
P
)"; want js 'jetstream|streams' "$(cget http://127.0.0.1:8222/jsz)"; want node 'shop_orders 42' "$(cget http://127.0.0.1:9100/metrics)"; want cpu 'node_cpu_seconds_total' "$(cget http://127.0.0.1:9100/metrics)"; want box 'probe_success 1' "$(cget 'http://127.0.0.1:9115/probe?module=http_2xx&target=https://svc.dns.test:9443/hello')"; want boxdns 'probe_success 1' "$(cget 'http://127.0.0.1:9115/probe?module=dns&target=127.0.0.1')"; want gc 'blobs|shop' "$(ex gc)"; }
