# irc-runit: ngircd and znc (modules in C++, Perl, Python, Tcl) under runit with dumb-init as PID 1, logs by svlogd
PACKAGES="ngircd znc znc-perl znc-python znc-tcl runit dumb-init"
ENTRYPOINT=(/usr/bin/dumb-init --)
CMD=(runsvdir -P /etc/service)
EXPOSE=(6667 6697 7000)
prepare() {
  local r=$1 s; add_user "$r" bnc 1600; rm -f "$r/etc/service"; mkdir -p "$r/etc/service/ngircd/log" "$r/etc/service/znc" "$r/var/log/ngircd" "$r/home/bnc/.znc/configs" "$r/home/bnc/.znc/modules" "$r/etc/ngircd"
  cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$r/etc/ngircd/"; chmod 644 "$r/etc/ngircd/server.key"
  printf '[Global]\nName = irc.panel.test\nInfo = Probe\nListen = 0.0.0.0\nPorts = 6667\nMotdPhrase = "Grüß Gott"\n[Options]\nPAM = no\nIdent = no\nDNS = no\n[SSL]\nCertFile = /etc/ngircd/server.crt\nKeyFile = /etc/ngircd/server.key\nPorts = 6697\n[Channel]\nName = #halle\nTopic = Willkommen\n' > "$r/etc/ngircd/ngircd.conf"
  printf '#!/bin/sh\nexec 2>&1\nexec ngircd -n -f /etc/ngircd/ngircd.conf\n' > "$r/etc/service/ngircd/run"; printf '#!/bin/sh\nexec svlogd -tt /var/log/ngircd\n' > "$r/etc/service/ngircd/log/run"
  printf '#!/bin/sh\nexec 2>&1\nexec chpst -u bnc:bnc env HOME=/home/bnc znc --foreground --datadir /home/bnc/.znc\n' > "$r/etc/service/znc/run"
  cat "$CACHE/tls/server.pem" > "$r/home/bnc/.znc/znc.pem"
  cat > "$r/home/bnc/.znc/modules/hallo.pm" <<'X'
package hallo;
use base 'ZNC::Module';
use POSIX qw(strftime);
use List::Util qw(sum);
sub description { "Perl says hello" }
sub module_types { $ZNC::CModInfo::UserModule }
sub OnModCommand { my ($self, $cmd) = @_; $self->PutModule("perl " . sum(1, 2, 3) . strftime(" %Y", gmtime)); }
1;
X
  cat > "$r/home/bnc/.znc/modules/servus.py" <<'X'
import znc, json, decimal
class servus(znc.Module):
    description = "Python says hello"
    module_types = [znc.CModInfo.UserModule]
    def OnModCommand(self, cmd):
        self.PutModule("python " + json.dumps({"a": str(decimal.Decimal("1.5") * 2)}))
X
  cat > "$r/home/bnc/.znc/configs/znc.conf" <<'X'
Version = 1.8.2
LoadModule = webadmin
LoadModule = modperl
LoadModule = modpython
LoadModule = log
<Listener l>
  Port = 7000
  IPv4 = true
  IPv6 = false
  SSL = false
</Listener>
<User ann>
  Pass = plain#geheim
  Admin = true
  Nick = ann
  AltNick = ann_
  Ident = ann
  LoadModule = chansaver
  LoadModule = controlpanel
  LoadModule = hallo
  LoadModule = servus
  <Network panel>
    LoadModule = simple_away
    LoadModule = nickserv
    Server = 127.0.0.1 6667
    <Chan #halle>
    </Chan>
  </Network>
</User>
X
  chmod 755 "$r"/etc/service/*/run "$r/etc/service/ngircd/log/run"; chown -R 1600:1600 "$r/home/bnc"
}
probe() {
  start_main; wait_port 6667 || return 1; wait_port 7000; sleep 3
  irc() { timeout 20 python3 -I - "$@" <<'P'
import socket,sys,time,ssl
port=int(sys.argv[1]); s=socket.create_connection(("127.0.0.1",port),10)
if port==6697:
    c=ssl.create_default_context(cafile=sys.argv[3]); s=c.wrap_socket(s,server_hostname="localhost")
s.settimeout(4)
for l in sys.argv[2].split("|"): s.sendall(l.encode()+b"\r\n"); time.sleep(0.4)
o=b""
try:
    while True:
        d=s.recv(4096)
        if not d: break
        o+=d
except Exception: pass
print(o.decode("utf8","replace"))
P
}
  want irc 'Grüß Gott' "$(irc 6667 'NICK x|USER x 0 * :x|JOIN #halle')"; want topic Willkommen "$(irc 6697 'NICK y|USER y 0 * :y|JOIN #halle' $CA)"
  local o; o=$(irc 7000 'PASS ann/panel:geheim|NICK ann|USER ann 0 * :ann|PRIVMSG *status :listmods|PRIVMSG *hallo :x|PRIVMSG *servus :x|PRIVMSG *controlpanel :get nick ann|PRIVMSG *status :loadmod sample|PRIVMSG *status :loadmod autoop|PRIVMSG *status :loadmod modtcl')
  want bouncer 'webadmin' "$o"; want perl "perl 6 $(date -u +%Y)" "$o"; want python 'python \{"a": "3.0"\}' "$o"; want panel 'Nick = ann' "$o"; want later 'autoop' "$o"; want connected '#halle|irc.panel.test' "$o"; want tcl 'Loaded module modtcl' "$o"
  want web 'ZNC' "$(cget http://127.0.0.1:7000/)"; want css 200 "$(cget -o /dev/null -w '%{http_code}' http://127.0.0.1:7000/pub/global.css)"; check logs test -s "$R/var/log/ngircd/current"
  ex() { _argv - "$@"; timeout 20 "${ARGV[@]}" 2>&1; }
  want status 'run: /etc/service/znc' "$(ex sv status /etc/service/znc)"
}
