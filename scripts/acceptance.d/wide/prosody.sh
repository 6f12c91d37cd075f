# prosody with SQL storage: modules in Lua by name, TLS, HTTP modules, SCRAM
PACKAGES="prosody lua-dbi-sqlite3 lua-event lua-sec lua-unbound"
ENTRYPOINT=(prosody)
CMD=(-F)
USER=prosody
EXPOSE=(5222)
prepare() { local r=$1; mkdir -p "$r/etc/prosody/certs" "$r/run/prosody"; cp "$CACHE/tls/server.crt" "$r/etc/prosody/certs/localhost.crt"; cp "$CACHE/tls/server.key" "$r/etc/prosody/certs/localhost.key"; fat_run "$r" chown -R prosody:prosody /etc/prosody/certs /run/prosody /var/lib/prosody
  printf 'modules_enabled = { "roster", "saslauth", "tls", "disco", "carbons", "pep", "private", "blocklist", "vcard4", "version", "uptime", "time", "ping", "register", "mam", "bosh", "websocket", "http_files", "announce", "csi_simple", "smacks" }\nallow_registration = true\nc2s_require_encryption = true\nauthentication = "internal_hashed"\nstorage = "sql"\nsql = { driver = "SQLite3", database = "prosody.sqlite" }\ncertificates = "certs"\nlog = { info = "*console" }\npidfile = "/run/prosody/prosody.pid"\nhttp_ports = { 5280 }\nhttp_interfaces = { "*" }\nVirtualHost "localhost"\nComponent "rooms.localhost" "muc"\n  modules_enabled = { "muc_mam" }\n' > "$r/etc/prosody/prosody.cfg.lua"
  fat_run "$r" su -s /bin/sh prosody -c 'prosodyctl register ann localhost geheim' >/dev/null 2>&1; }
probe() { start_main; wait_port 5222 || return 1
  want session 'TLSv1.*session.*rooms.*<iq' "$(/usr/bin/python3 -I - <<'P' 2>&1 | tr '\n' ' '
import socket, ssl, base64, re, time
s = socket.create_connection(("127.0.0.1", 5222)); s.settimeout(10)
def ask(t, end):
    s.sendall(t.encode()); b = ""
    while not re.search(end, b): 
        d = s.recv(65536)
        if not d: break
        b += d.decode()
    return b
H = "<?xml version='1.0'?><stream:stream to='localhost' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
ask(H, "</stream:features>"); ask("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "proceed")
s = ssl.create_default_context().wrap_socket(s, server_hostname="localhost"); print(s.version()); f = ask(H, "</stream:features>"); print(re.findall("<mechanism>(.*?)<", f))
print(ask("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + base64.b64encode(b"\0ann\0geheim").decode() + "</auth>", "success|failure"))
f = ask(H, "</stream:features>"); print("session", ask("<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>", "</iq>"))
print(ask("<iq type='get' id='2' to='localhost'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>", "</iq>"))
print(ask("<iq type='get' id='3' to='localhost'><query xmlns='jabber:iq:version'/></iq>", "</iq>"))
print(ask("<iq type='set' id='4'><query xmlns='urn:xmpp:mam:2'/></iq>", "</iq>|fin|/>"))
print(ask("<presence to='room@rooms.localhost/ann'><x xmlns='http://jabber.org/protocol/muc'/></presence>", "</presence>"))
P
)"
  want bosh 'BOSH|It works' "$(cget http://localhost:5280/http-bind)"; want error 'Prosody|Not Found|404|Unknown' "$(cget http://127.0.0.1:5280/none)"
  want ctl 'is running|Prosody' "$(timeout 20 chroot --userspec=prosody:prosody "$R" prosodyctl status 2>&1)"; want adduser 'OK|^$|created' "$(timeout 20 chroot --userspec=prosody:prosody "$R" prosodyctl register bob localhost x 2>&1)"
}
