# redis (trixie) as a cluster of three in one container, made by an entrypoint; Lua scripts and functions, TLS, ACLs from a file, AOF, health check by redis-cli
. "$LIB_DIR/trixie.sh"
BASE=none
PACKAGES="redis-server redis-tools"
ENTRYPOINT=(/entrypoint.sh)
USER=redis
WORKDIR=/data
EXPOSE=(7000 7001 7002)
build_root() { trixie_root "$1" $PACKAGES; }
prepare() { local r=$1; mkdir -p "$r/data" "$r/etc/redis/tls"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$CACHE/tls/ca.pem" "$r/etc/redis/tls/"; chmod 644 "$r/etc/redis/tls/server.key"; fat_run "$r" chown redis /data
  cat > "$r/entrypoint.sh" <<'E'
#!/bin/sh
set -e
for p in 7000 7001 7002; do
  mkdir -p /data/$p
  cat > /data/$p/redis.conf <<C
port $p
tls-port $((p+100))
cluster-enabled yes
cluster-config-file nodes.conf
cluster-node-timeout 3000
appendonly yes
dir /data/$p
aclfile /etc/redis/users.acl
tls-cert-file /etc/redis/tls/server.crt
tls-key-file /etc/redis/tls/server.key
tls-ca-cert-file /etc/redis/tls/ca.pem
tls-auth-clients no
enable-module-command no
C
  redis-server /data/$p/redis.conf &
done
for p in 7000 7001 7002; do until redis-cli -p $p ping >/dev/null 2>&1; do sleep 0.2; done; done
redis-cli -p 7000 cluster info | grep -q cluster_state:ok || redis-cli --cluster create 127.0.0.1:7000 127.0.0.1:7001 127.0.0.1:7002 --cluster-yes
wait
E
  printf 'user default on nopass ~* &* +@all\nuser ann on >geheim ~shop:* +@read\n' > "$r/etc/redis/users.acl"; printf '#!/bin/sh\nredis-cli -p 7000 cluster info | grep cluster_state:ok && redis-cli --cluster check 127.0.0.1:7000 | tail -2 && redis-check-aof /data/7000/appendonlydir/*.manifest\n' > "$r/usr/local/bin/healthcheck"; chmod 755 "$r/entrypoint.sh" "$r/usr/local/bin/healthcheck"; chmod 644 "$r/etc/redis/users.acl"; chmod 755 "$r/etc/redis" "$r/etc/redis/tls"; }
probe() { start_main; wait_port 7002 || return 1; ex() { _argv - "$@"; timeout 30 "${ARGV[@]}" 2>&1; }; c() { timeout 20 /usr/bin/redis-cli -c -p 7000 "$@" 2>&1; }
  local i; for i in $(seq 100); do c cluster info | grep -q cluster_state:ok && break; sleep 0.3; done; sleep 1; want state 'cluster_state:ok' "$(c cluster info)"; want set OK "$(c set shop:a grün)"; want get 'grün|gr' "$(c get shop:a)"; want lua 'abc 2' "$(c eval "local d = cjson.decode('{\"a\":\"abc\"}'); return d.a .. ' ' .. #cmsgpack.pack(5) + 1 .. redis.sha1hex('x'):sub(1,0)" 0)"; want acl 'NOPERM' "$(timeout 9 /usr/bin/redis-cli -p 7000 --user ann --pass geheim flushall 2>&1)"; want fn 'lib' "$(/usr/bin/redis-cli -p 7001 function load "#!lua name=lib
redis.register_function('f', function(k, a) return struct.unpack('>I2', struct.pack('>I2', 7)) end)" 2>&1)"; want call 7 "$(/usr/bin/redis-cli -p 7001 fcall f 0 2>&1)"; want tls PONG "$(timeout 9 /usr/bin/redis-cli -p 7100 --tls --cacert $CA -h localhost ping 2>&1)"; want health 'cluster_state:ok.*All 16384' "$(ex healthcheck | tr '\n' ' ')"; want bg 'started|Background' "$(/usr/bin/redis-cli -p 7000 bgsave 2>&1)"; }
