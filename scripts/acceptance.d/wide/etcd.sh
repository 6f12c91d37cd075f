# etcd: TLS, its client in the same image
PACKAGES="etcd-server etcd-client"
ENTRYPOINT=(etcd)
CMD=(--data-dir /var/lib/etcd/default --listen-client-urls https://0.0.0.0:2379 --advertise-client-urls https://localhost:2379 --cert-file=/etc/etcd/server.crt --key-file=/etc/etcd/server.key)
EXPOSE=(2379)
prepare() { mkdir -p "$1/etc/etcd"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$1/etc/etcd/"; }
probe() { start_main; wait_port 2379 || return 1; c() { env -i PATH=$DEFAULT_PATH ETCDCTL_API=3 timeout 20 chroot "$R" etcdctl --endpoints=https://localhost:2379 --cacert=/etc/ssl/certs/ca-certificates.crt "$@" 2>&1; }
  want put OK "$(c put a b)"; want get b "$(c get a)"; want health 'healthy' "$(c endpoint health)"; want rest 'etcdserver' "$(cget https://localhost:2379/version)"; want snapshot 'saved' "$(c snapshot save /tmp/s.db)"; }
