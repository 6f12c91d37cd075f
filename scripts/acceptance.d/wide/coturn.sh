# coturn: a database made at first use, TLS, users by its own tool
PACKAGES="coturn"
ENTRYPOINT=(turnserver)
CMD=(-c /etc/turnserver.conf -n --log-file=stdout)
EXPOSE=(3478)
prepare() { mkdir -p "$1/etc/turn"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$1/etc/turn/"; printf 'listening-ip=127.0.0.1\nlisten\nrealm=shop.test\nlt-cred-mech\nuser=ann:geheim\ncert=/etc/turn/server.crt\npkey=/etc/turn/server.key\nuserdb=/var/lib/turn/turndb\nallow-loopback-peers\ncli-password=x\n' | sed '/^listen$/d' > "$1/etc/turnserver.conf"; }
CMD=(-c /etc/turnserver.conf --log-file=stdout)
probe() { start_main; wait_port 3478 || return 1; local F=$STORE/coturn/fat
  want relay 'Total connect time|tot_send_msgs=.*tot_recv_msgs=' "$(timeout 40 chroot $F turnutils_uclient -t -u ann -w geheim -y -n 3 -m 2 127.0.0.1 2>&1 | tail -12 | tr '\n' ' ')"; want wrong 'error 401|Unauthorized|Cannot' "$(timeout 20 chroot $F turnutils_uclient -t -u ann -w nein -y -n 1 127.0.0.1 2>&1 | tail -20 | tr '\n' ' ')"
  want tls 'Panel' "$(echo | timeout 10 openssl s_client -connect localhost:5349 2>/dev/null | grep issuer)"; want admin 'bob' "$(timeout 20 chroot "$R" sh -c 'turnadmin -a -u bob -r shop.test -p x -b /var/lib/turn/turndb; turnadmin -l -b /var/lib/turn/turndb' 2>&1)"; }
