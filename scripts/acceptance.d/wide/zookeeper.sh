# ZooKeeper as Debian packages it: zkServer.sh in the foreground as its user, zkCli in the health check, its admin server (Jetty), a client's four letters
PACKAGES="zookeeper default-jre-headless procps netcat-openbsd"
ENTRYPOINT=(/docker-entrypoint.sh)
CMD=(/usr/share/zookeeper/bin/zkServer.sh start-foreground)
USER=zookeeper
EXPOSE=(2181)
ENV=("ZOO_LOG_DIR=/var/log/zookeeper" "JAVA_HOME=/usr/lib/jvm/default-java" "SERVER_JVMFLAGS=-Xmx96m")
prepare() { local r=$1
  cat > "$r/docker-entrypoint.sh" <<'E'
#!/bin/bash
set -e
conf=/etc/zookeeper/conf/zoo.cfg
if [ ! -f /var/lib/zookeeper/conf.done ]; then
  { echo "dataDir=/var/lib/zookeeper"; echo "tickTime=2000"; echo "initLimit=5"; echo "syncLimit=2"; echo "clientPort=2181"; echo "4lw.commands.whitelist=${ZOO_4LW:-*}"; echo "admin.serverPort=8081"; echo "authProvider.1=org.apache.zookeeper.server.auth.SASLAuthenticationProvider"; } > "$conf"
  echo "${ZOO_MY_ID:-1}" > /var/lib/zookeeper/myid; touch /var/lib/zookeeper/conf.done
fi
exec "$@"
E
  printf '#!/bin/sh\n[ "$(echo ruok | nc -w 2 127.0.0.1 2181)" = imok ]\n' > "$r/usr/local/bin/healthcheck"; printf '#!/bin/sh\nexec /usr/share/zookeeper/bin/zkCli.sh -server 127.0.0.1:2181 "$@"\n' > "$r/usr/local/bin/cli"; chmod 755 "$r/docker-entrypoint.sh" "$r"/usr/local/bin/*; fat_run "$r" sh -c 'chown -RL zookeeper /etc/zookeeper/conf /var/lib/zookeeper; mkdir -p /var/log/zookeeper; chown zookeeper /var/log/zookeeper'; }
probe() { start_main; wait_port 2181 60 || return 1; ex() { _argv - "$@"; timeout 60 "${ARGV[@]}" 2>&1; }
  w() { exec 3<>/dev/tcp/127.0.0.1/2181; printf "$1" >&3; timeout 5 cat <&3; exec 3>&-; }
  local i; for i in $(seq 60); do w srvr 2>/dev/null | grep -q Mode && break; sleep 0.5; done
  want ruok imok "$(w ruok)"; want srvr 'Zookeeper version' "$(w srvr)"; want health '^0$' "$(ex healthcheck; echo $?)"; want create 'Created /shop' "$(ex cli create /shop 'grüße')"; want get 'gr' "$(ex cli get /shop)"; want acl "'world" "$(ex cli getAcl /shop)"; want mntr 'zk_znode_count' "$(w mntr)"; want envi 'java.version' "$(w envi)"; }
