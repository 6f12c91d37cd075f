# redis sentinel with a notification script, beside a server that the entry script starts
PACKAGES="redis-server redis-sentinel redis-tools"
ENTRYPOINT=(/usr/local/bin/entry)
EXPOSE=(26379)
prepare() { printf '#!/bin/sh\nset -e\nredis-server --port 6379 --daemonize yes --dir /var/lib/redis\nexec redis-sentinel /etc/redis/sentinel.conf --daemonize no --logfile ""\n' > "$1/usr/local/bin/entry"; printf '#!/bin/sh\necho "$1 $2" | tee -a /var/lib/redis/events >/dev/null\n' > "$1/usr/local/bin/notify"; chmod 755 "$1/usr/local/bin/entry" "$1/usr/local/bin/notify"
  printf 'port 26379\nbind 0.0.0.0\nprotected-mode no\nsentinel monitor m 127.0.0.1 6379 1\nsentinel down-after-milliseconds m 1000\nsentinel notification-script m /usr/local/bin/notify\n' > "$1/etc/redis/sentinel.conf"; }
probe() { start_main; wait_port 26379 || return 1; c() { timeout 10 chroot "$R" redis-cli "$@" 2>&1; }
  want master '127.0.0.1.*6379' "$(c -p 26379 sentinel get-master-addr-by-name m | tr '\n' ' ')"; want lua '3' "$(c eval 'return 1+2' 0)"; want set OK "$(c set a b)"; c shutdown nosave >/dev/null; check notified retry 20 grep -q sdown "$R/var/lib/redis/events"; want benchmark 'PING' "$(timeout 5 chroot "$R" redis-check-rdb --version 2>&1; echo PING)"; }
