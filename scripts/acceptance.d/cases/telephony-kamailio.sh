# telephony-kamailio: a configuration that begins with a #! line which is none, plug-ins by name, routes
PACKAGES="kamailio"
ENTRYPOINT=(kamailio -DD -E)
CMD=(-f /etc/kamailio/site.cfg -m 64)
USER=kamailio
prepare() { cat > $1/etc/kamailio/site.cfg <<'E'
#!KAMAILIO
listen=udp:127.0.0.1:5060
children=2
log_stderror=yes
mpath="/usr/lib/x86_64-linux-gnu/kamailio/modules/"
loadmodule "sl.so"
loadmodule "tm.so"
loadmodule "pv"
loadmodule "xlog.so"
loadmodule "textops.so"
loadmodule "usrloc.so"
loadmodule "registrar.so"
loadmodule "htable.so"
request_route {
  if (is_method("OPTIONS")) { $var(x) = "pong"; append_to_reply("X-Panel: $var(x)\r\n"); sl_send_reply("200", "OK"); exit; }
  if (is_method("REGISTER")) { save("location"); exit; }
  sl_send_reply("404", "Not here");
}
E
}
sip() { /usr/bin/python3 -I -c '
import socket,sys
m=sys.argv[1]; s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); s.bind(("127.0.0.1",0)); s.settimeout(4); p=s.getsockname()[1]
s.sendto(("%s sip:panel@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK1\r\nFrom: <sip:a@127.0.0.1>;tag=1\r\nTo: <sip:a@127.0.0.1>\r\nCall-ID: 1\r\nCSeq: 1 %s\r\nContact: <sip:a@127.0.0.1:%d>\r\nMax-Forwards: 9\r\nContent-Length: 0\r\n\r\n"%(m,p,m,p)).encode(),("127.0.0.1",5060)); print(s.recv(4096).decode())' "$1" 2>&1; }
probe() { start_main; retry 15 bash -c "ss -lun | grep -q :5060"; sleep .5; want options 'X-Panel: pong' "$(sip OPTIONS)"; want register '200 OK' "$(sip REGISTER)"; want invite '404 Not here' "$(sip INVITE)"; }
