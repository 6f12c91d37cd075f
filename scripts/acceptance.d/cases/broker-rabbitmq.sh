# broker-rabbitmq: an Erlang release behind wrapper scripts: plug-ins enabled in a file, definitions loaded at start, a management page, MQTT
PACKAGES="rabbitmq-server"
EXTRA="The server's package has one escript under six names (2 MB each), and all plug-ins, which are enabled at run time."
ENTRYPOINT=(rabbitmq-server)
ENV=("RABBITMQ_LOGS=-" "HOME=/var/lib/rabbitmq" "LANG=C.UTF-8" "RABBITMQ_NODENAME=rabbit@localhost")
USER=rabbitmq
WORKDIR=/var/lib/rabbitmq
EXPOSE=(5672 15672 1883)
prepare() {
  local r=$1 e=$1/etc/rabbitmq; mkdir -p "$e/conf.d"; echo '[rabbitmq_management,rabbitmq_mqtt].' > "$e/enabled_plugins"
  printf 'listeners.tcp.default = 5672\nmanagement.tcp.port = 15672\nmanagement.load_definitions = /etc/rabbitmq/definitions.json\nmqtt.listeners.tcp.default = 1883\nloopback_users = none\n' > "$e/rabbitmq.conf"
  echo '{"users":[{"name":"ann","password":"pw","tags":"administrator"}],"vhosts":[{"name":"/"}],"permissions":[{"user":"ann","vhost":"/","configure":".*","write":".*","read":".*"}],"queues":[{"name":"orders","vhost":"/","durable":true,"auto_delete":false,"arguments":{}}]}' > "$e/definitions.json"
  fat_run "$r" sh -c 'rm -rf /var/lib/rabbitmq/* /var/lib/rabbitmq/.erlang.cookie; chown -R rabbitmq /var/lib/rabbitmq /etc/rabbitmq /var/log/rabbitmq'
}
probe() {
  PROBE_TIMEOUT=200; start_main; wait_port 5672 70 || return 1; wait_port 15672 30 || return 1; wait_port 1883 30 || return 1
  local u=http://127.0.0.1:15672/api; retry 20 curl -sf -u ann:pw $u/overview
  want overview '"rabbitmq_version":"3' "$(cget -u ann:pw $u/overview)"; want queue '"orders"' "$(cget -u ann:pw $u/queues)"
  want publish '"routed":true' "$(cget -u ann:pw -d '{"properties":{},"routing_key":"orders","payload":"tea","payload_encoding":"string"}' $u/exchanges/%2f/amq.default/publish)"
  want get '"payload":"tea"' "$(cget -u ann:pw -d '{"count":1,"ackmode":"ack_requeue_false","encoding":"auto"}' $u/queues/%2f/orders/get)"
  want page 'RabbitMQ' "$(cget http://127.0.0.1:15672/)"
  ( sleep 1; mosquitto_pub -h 127.0.0.1 -u ann -P pw -t a/b -m over-mqtt -q 1 ) & want mqtt 'over-mqtt' "$(timeout 15 mosquitto_sub -h 127.0.0.1 -u ann -P pw -t a/b -C 1 2>&1)"
}
