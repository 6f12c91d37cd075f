# broker-mosquitto: a message broker: password and access files, included configuration, TLS, WebSockets, persistence
PACKAGES="mosquitto"
ENTRYPOINT=(/usr/sbin/mosquitto)
CMD=(-c /mosquitto/config/mosquitto.conf)
USER=mosquitto
EXPOSE=(1883 8883 9001)
prepare() {
  local r=$1 m=$1/mosquitto; mkdir -p "$m/config/conf.d" "$m/config/tls" "$m/data"
  printf 'per_listener_settings false\npersistence true\npersistence_location /mosquitto/data/\nautosave_on_changes true\nautosave_interval 1\nlog_dest stderr\nlog_timestamp_format %%Y-%%m-%%dT%%H:%%M:%%S\ninclude_dir /mosquitto/config/conf.d\n' > "$m/config/mosquitto.conf"
  printf 'listener 1883\nallow_anonymous false\npassword_file /mosquitto/config/passwd\nacl_file /mosquitto/config/acl\n' > "$m/config/conf.d/10-plain.conf"
  printf 'listener 8883\ncafile /etc/ssl/certs/ca-certificates.crt\ncertfile /mosquitto/config/tls/server.crt\nkeyfile /mosquitto/config/tls/server.key\nlistener 9001\nprotocol websockets\n' > "$m/config/conf.d/20-tls.conf"
  printf 'user ann\ntopic readwrite home/#\nuser bob\ntopic read home/#\n' > "$m/config/acl"
  cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$m/config/tls/"
  printf 'ann:pa\nbob:pb\n' > "$m/config/passwd"; fat_run "$r" sh -c 'mosquitto_passwd -U /mosquitto/config/passwd; chown -R mosquitto /mosquitto; chmod 700 /mosquitto/config/passwd'
}
probe() {
  start_main; wait_port 1883 || return 1; wait_port 9001 || return 1
  local s o
  check publish mosquitto_pub -h 127.0.0.1 -u ann -P pa -t home/lamp -m on -r -q 1
  want retained '^on$' "$(timeout 10 mosquitto_sub -h 127.0.0.1 -u bob -P pb -t 'home/#' -C 1 2>&1)"
  want tls '^on$' "$(timeout 10 mosquitto_sub -h localhost -p 8883 --cafile "$CA" -u bob -P pb -t home/lamp -C 1 2>&1)"
  want "wrong password" 'not authori[sz]ed' "$(mosquitto_pub -h 127.0.0.1 -u ann -P no -t home/lamp -m off 2>&1)"
  mosquitto_pub -h 127.0.0.1 -u bob -P pb -t home/lamp -m hacked -r -q 1
  want "access file" '^on$' "$(timeout 10 mosquitto_sub -h 127.0.0.1 -u bob -P pb -t home/lamp -C 1 2>&1)"
  want websockets '101 Switching' "$(printf 'GET /mqtt HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n' | timeout 5 /usr/bin/python3 -I -c 'import socket,sys
s=socket.create_connection(("127.0.0.1",9001),5); s.sendall(sys.stdin.buffer.read()); print(s.recv(500).decode("latin1"))' 2>&1)"
  check persisted retry 10 test -s "$R/mosquitto/data/mosquitto.db"
  stop_main; start_main; wait_port 1883 || return 1
  want "after restart" '^on$' "$(timeout 10 mosquitto_sub -h 127.0.0.1 -u bob -P pb -t home/lamp -C 1 2>&1)"
}
