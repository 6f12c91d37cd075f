# inspircd (trixie): IRC with many modules by configuration: TLS (GnuTLS), cloaking, PBKDF2 and SHA-2 opers, SQLite, regex, ident; includes; help
. "$LIB_DIR/trixie.sh"
BASE=none
PACKAGES="inspircd"
ENTRYPOINT=(/usr/sbin/inspircd)
CMD=(--nofork --config=/etc/inspircd/inspircd.conf)
EXPOSE=(6667 6697)
USER=irc
build_root() { trixie_root "$1" $PACKAGES; }
prepare() { local r=$1 d=$1/etc/inspircd; mkdir -p "$d/tls" "$d/conf.d"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$d/tls/"; chmod 644 "$d/tls/server.key"
  cat > "$d/inspircd.conf" <<'E'
<server name="irc.dns.test" description="Büro" network="PanelNet">
<admin name="x" email="x@dns.test">
<bind address="" port="6667" type="clients">
<bind address="" port="6697" type="clients" sslprofile="tls">
<include directory="/etc/inspircd/conf.d">
<connect allow="*" timeout="20" useident="no" resolvehostnames="no" modes="+x">
<class name="all" commands="*" privs="*" usermodes="*" chanmodes="*">
<type name="Net" classes="all">
<files motd="/etc/inspircd/willkommen.txt">
<options hostintopic="yes" casemapping="ascii">
<log method="file" type="*" level="default" target="/var/log/inspircd.log">
E
  cat > "$d/conf.d/modules.conf" <<'E'
<module name="ssl_gnutls">
<sslprofile name="tls" provider="gnutls" certfile="/etc/inspircd/tls/server.crt" keyfile="/etc/inspircd/tls/server.key">
<module name="cloak"><module name="cloak_md5">
<module name="md5">
<module name="sha2"><module name="pbkdf2"><module name="password_hash"><module name="alias"><module name="cap"><module name="ircv3"><module name="ircv3_servertime"><module name="chanhistory"><module name="namesx"><module name="permchannels"><module name="regex_glob"><module name="rline"><module name="samode"><module name="connectban">
<cloak method="full" key="abcdefghijklmnopqrstuvwxyz0123456789ABCD">
<oper name="ann" hash="sha256" password="addb0f5e7826c857d7376d1bd9bc33c0c544790a2eac96144a8af22b1298c940" host="*" type="Net">
<alias text="HALLO" replace="PRIVMSG #raum :hallo von $nick">
E
  printf 'Willkommen im Büro\n' > "$d/willkommen.txt"
  fat_run "$r" sh -c 'touch /var/log/inspircd.log; chown irc /var/log/inspircd.log; mkdir -p /run/inspircd; chown irc /run/inspircd; chown -R irc /etc/inspircd' >/dev/null 2>&1; }
probe() { start_main; wait_port 6667 || return 1
  local o; o=$(/usr/bin/python3 -I - <<'P' 2>&1
import socket, ssl, time
def c(tls, nick):
    s = socket.create_connection(("localhost", 6697 if tls else 6667), 15)
    if tls: s = ssl.create_default_context().wrap_socket(s, server_hostname="localhost"); print(s.version())
    s.sendall(("CAP LS 302\r\nNICK %s\r\nUSER a a a :A\r\nCAP END\r\n" % nick).encode()); return s
def rd(s, t=2):
    s.settimeout(t); b = b""
    try:
        while True:
            d = s.recv(65536)
            if not d: break
            if d.startswith(b"PING"): s.sendall(d.replace(b"PING", b"PONG"))
            b += d
            for l in d.split(b"\r\n"):
                if l.startswith(b"PING"): s.sendall(l.replace(b"PING", b"PONG") + b"\r\n")
    except (TimeoutError, socket.timeout): pass
    return b.decode()
a = c(False, "ann"); print(rd(a, 3)); b = c(True, "bob"); print(rd(b, 3))
a.sendall(b"JOIN #raum\r\n"); b.sendall(b"JOIN #raum\r\n"); rd(a); rd(b); b.sendall(b"PRIVMSG #raum :gr\xc3\xbc\xc3\x9fe\r\n"); print(rd(a)); a.sendall(b"OPER ann geheim\r\nMODULES\r\n"); print(rd(a))
P
)
  want motd 'Willkommen im Büro' "$o"; want net PanelNet "$o"; want tls TLSv1 "$o"; want msg 'grüße' "$o"; want cap 'server-time' "$o"; want oper '381|now.*oper' "$o"; want modules 'ssl_gnutls' "$o"; }
