# redis-server: the program alone, started by its name
PACKAGES="redis-server"
ENTRYPOINT=(redis-server)
CMD=(--save "" --bind 127.0.0.1)
USER=redis
WORKDIR=/var/lib/redis
EXPOSE=(6379)
probe() {
  start_main; wait_port 6379 || return 1
  want ping PONG "$(redis-cli ping 2>&1)"
  want set OK "$(redis-cli set key value 2>&1)"
  want get value "$(redis-cli get key 2>&1)"
  want lua '^25$' "$(redis-cli eval 'return 5 * 5' 0 2>&1)"
  want list 3 "$(redis-cli rpush l a b c 2>&1)"
}
