# redis-modules: the official entry script (gosu, config file argument) with loaded modules (redisearch, rejson, bloom, timeseries where there), TLS, AOF, redis-cli, benchmark
PACKAGES="redis-server redis-redisearch gosu"
ENTRYPOINT=(docker-entrypoint.sh)
CMD=(redis-server /usr/local/etc/redis/redis.conf)
EXPOSE=(6379)
prepare() {
  local r=$1; mkdir -p "$r/usr/local/etc/redis/tls" "$r/data"; cp "$CACHE/tls/"{server.crt,server.key,ca.pem} "$r/usr/local/etc/redis/tls/"; chmod 644 "$r/usr/local/etc/redis/tls/"*; fat_run "$r" chown redis:redis /data
  printf 'port 6379\ntls-port 6380\ntls-cert-file /usr/local/etc/redis/tls/server.crt\ntls-key-file /usr/local/etc/redis/tls/server.key\ntls-ca-cert-file /usr/local/etc/redis/tls/ca.pem\ntls-auth-clients no\ndir /data\nappendonly yes\nloadmodule redisearch.so\n' > "$r/usr/local/etc/redis/redis.conf"
  local so; so=$(cd "$r" && find usr/lib -name 'redisearch*.so' | head -1); sed -i "s,loadmodule redisearch.so,loadmodule /$so," "$r/usr/local/etc/redis/redis.conf"
  cat > "$r/usr/local/bin/docker-entrypoint.sh" <<'X'
#!/bin/sh
set -e
# first arg is `-f` or `--some-option` or first arg is `something.conf`
if [ "${1#-}" != "$1" ] || [ "${1%.conf}" != "$1" ]; then
	set -- redis-server "$@"
fi
# allow the container to be started with `--user`
if [ "$1" = 'redis-server' -a "$(id -u)" = '0' ]; then
	find . \! -user redis -exec chown redis '{}' +
	exec gosu redis "$0" "$@"
fi
um="$(umask)"
if [ "$um" = '0022' ]; then
	umask 0077
fi
exec "$@"
X
  chmod 755 "$r/usr/local/bin/docker-entrypoint.sh"
}
WORKDIR=/data
probe() {
  start_main; wait_port 6379 || return 1; c() { timeout 20 redis-cli "$@" 2>&1; }
  want ping PONG "$(c ping)"; want tls PONG "$(c --tls --cacert $CA -h localhost -p 6380 ping)"
  want create OK "$(c FT.CREATE idx SCHEMA t TEXT)"; c FT.ADD idx d:1 1.0 FIELDS t 'running foxes' >/dev/null; sleep 0.5
  want search 'd:1' "$(c FT.SEARCH idx run)"; want lua '^3$' "$(c EVAL 'return cjson.decode("{\"a\":3}").a' 0)"
  ex() { _argv - "$@"; timeout 60 "${ARGV[@]}" 2>&1; }
  want cli PONG "$(ex redis-cli ping)"; want bench 'requests per second' "$(ex redis-benchmark -q -n 100 -t set | tr '\r' '\n')"
  want uid "^$(awk -F: '$1=="redis"{print $3}' "$R/etc/passwd")$" "$(awk '/^Uid/{print $2}' /proc/$MAIN_PID/status)"
  want save OK "$(c save)"
}
