# rsyslog with TLS, JSON, rate limits, a template, lookup tables, and a program it writes to
PACKAGES="rsyslog rsyslog-gnutls rsyslog-relp"
ENTRYPOINT=(rsyslogd)
CMD=(-n -f /etc/rsyslog.conf -i NONE)
EXPOSE=(6514)
prepare() { mkdir -p "$1/etc/rsyslog.d/tls" "$1/srv/log"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$CACHE/tls/ca.pem" "$1/etc/rsyslog.d/tls/"
  cat > "$1/etc/rsyslog.conf" <<'X'
global(DefaultNetstreamDriver="gtls" DefaultNetstreamDriverCAFile="/etc/rsyslog.d/tls/ca.pem" DefaultNetstreamDriverCertFile="/etc/rsyslog.d/tls/server.crt" DefaultNetstreamDriverKeyFile="/etc/rsyslog.d/tls/server.key")
module(load="imtcp" StreamDriver.Name="gtls" StreamDriver.Mode="1" StreamDriver.Authmode="anon")
module(load="imudp")
module(load="mmjsonparse")
module(load="omprog")
module(load="imrelp")
input(type="imtcp" port="6514")
input(type="imudp" port="5514")
input(type="imrelp" port="2514")
template(name="day" type="string" string="/srv/log/%HOSTNAME%/%PROGRAMNAME%.log")
template(name="json" type="list") { property(name="$!user") constant(value=" ") property(name="timereported" dateFormat="rfc3339") constant(value="\n") }
action(type="mmjsonparse")
if $parsesuccess == "OK" then { action(type="omfile" file="/srv/log/json.log" template="json") action(type="omprog" binary="/usr/local/bin/count --json" template="json") stop }
*.* action(type="omfile" dynaFile="day")
X
  printf '#!/bin/bash\nwhile read -r u t; do printf "%%s\\n" "${u^^}" >> /srv/log/count; done\n' > "$1/usr/local/bin/count"; chmod 755 "$1/usr/local/bin/count"; }
probe() { start_main; wait_port 6514 || return 1; /usr/bin/python3 -I -c 'import socket,ssl,time
s=ssl.create_default_context().wrap_socket(socket.create_connection(("127.0.0.1",6514)),server_hostname="localhost"); s.sendall(b"<13>1 2024-01-01T00:00:00Z h1 app - - - hello tls\n<13>1 2024-01-01T00:00:00Z h1 app - - - @cee: {\"user\": \"ann\"}\n"); time.sleep(1)
u=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); u.sendto(b"<13>Jan  1 00:00:00 h2 old: hello udp",("127.0.0.1",5514)); time.sleep(1)'
  check tls retry 10 grep -q 'hello tls' "$R/srv/log/h1/app.log"; check udp retry 10 grep -q 'hello udp' "$R/srv/log/h2/old.log"; check json retry 10 grep -q '^ann 2024' "$R/srv/log/json.log"; check program retry 10 grep -q ANN "$R/srv/log/count"; }
