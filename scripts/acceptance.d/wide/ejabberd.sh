# ejabberd: foreground by ejabberdctl, as its own user; TLS, HTTP API and admin pages, MUC, registering people by ejabberdctl, SQLite archive off
PACKAGES="ejabberd tini"
ENTRYPOINT=(/usr/bin/tini -- /usr/local/bin/entrypoint)
CMD=(foreground)
EXPOSE=(5222 5280)
ENV=("TINI_SUBREAPER=1")
USER=ejabberd
WORKDIR=/var/lib/ejabberd
prepare() { local r=$1; cat "$CACHE/tls/server.pem" > "$r/etc/ejabberd/site.pem"; fat_run "$r" chown ejabberd:ejabberd /etc/ejabberd/site.pem
  cat > "$r/usr/local/bin/entrypoint" <<'E'
#!/bin/sh
if [ "$1" = foreground ]; then
  ( ejabberdctl started && ejabberdctl register ann localhost geheim && ejabberdctl register bob localhost geheim ) >/tmp/register.log 2>&1 &
fi
exec ejabberdctl "$@"
E
  printf '#!/bin/sh\nejabberdctl status | grep -q running\n' > "$r/usr/local/bin/healthcheck"; chmod 755 "$r/usr/local/bin/"*
  cat > "$r/etc/ejabberd/ejabberd.yml" <<'E'
hosts: [localhost]
loglevel: info
certfiles: [/etc/ejabberd/site.pem]
listen:
  - port: 5222
    module: ejabberd_c2s
    starttls: true
    starttls_required: true
    access: c2s
  - port: 5280
    module: ejabberd_http
    request_handlers:
      /admin: ejabberd_web_admin
      /api: mod_http_api
      /ws: ejabberd_http_ws
      /bosh: mod_bosh
auth_method: internal
auth_password_format: scram
acl: { admin: { user: ann@localhost } }
access_rules: { c2s: { allow: all }, configure: { allow: admin } }
api_permissions:
  pub: { who: { ip: 127.0.0.1/8 }, what: [status, connected_users_number, registered_users] }
modules:
  mod_adhoc: {}
  mod_admin_extra: {}
  mod_bosh: {}
  mod_caps: {}
  mod_configure: {}
  mod_disco: {}
  mod_http_api: {}
  mod_mam: { assume_mam_usage: true }
  mod_muc: { host: conference.localhost }
  mod_offline: {}
  mod_ping: {}
  mod_private: {}
  mod_pubsub: { plugins: [flat, pep] }
  mod_register: { ip_access: all }
  mod_roster: {}
  mod_stream_mgmt: {}
  mod_time: {}
  mod_vcard: {}
  mod_version: {}
language: de
E
  fat_run "$r" sh -c "chown -R ejabberd:ejabberd /etc/ejabberd; mkdir -p /run/ejabberd; chown ejabberd /run/ejabberd"; }
probe() { start_main; wait_port 5222 60 || return 1
  ex() { _argv - "$@"; timeout 60 "${ARGV[@]}" 2>&1; }
  check registered retry 60 sh -c "grep -c success $R/tmp/register.log | grep -q 2"
  want health '^0$' "$(ex /usr/local/bin/healthcheck; echo $?)"; want people 'ann' "$(ex ejabberdctl registered_users localhost)"
  want api 'ann' "$(cget -d '{"host":"localhost"}' http://127.0.0.1:5280/api/registered_users)"; want admin '401' "$(cget -o /dev/null -w '%{http_code}' http://127.0.0.1:5280/admin/)"; want "admin in" 'ejabberd Web Admin|Virtual|Administration' "$(cget -u ann@localhost:geheim http://127.0.0.1:5280/admin/)"
  local o; o=$(/usr/bin/python3 -I - <<'P' 2>&1
import socket, ssl, base64
s = socket.create_connection(("127.0.0.1", 5222), 20)
def rd(s, *end):
    b = b""
    while not any(e in b for e in end):
        d = s.recv(65536)
        if not d: break
        b += d
    return b.decode()
H = b"<?xml version='1.0'?><stream:stream to='localhost' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
s.sendall(H); print(rd(s, b"</stream:features>")); s.sendall(b"<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"); print(rd(s, b"proceed"))
s = ssl.create_default_context().wrap_socket(s, server_hostname="localhost"); print(s.version())
s.sendall(H); print(rd(s, b"</stream:features>")); s.sendall(b"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + base64.b64encode(b"\0ann\0geheim") + b"</auth>"); print(rd(s, b"success", b"failure"))
s.sendall(H); rd(s, b"</stream:features>"); s.sendall(b"<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>r</resource></bind></iq>"); print(rd(s, b"</iq>"))
for i, q in enumerate([b"<iq type='get' id='v' to='localhost'><query xmlns='jabber:iq:version'/></iq>", b"<iq type='get' id='d' to='localhost'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>", b"<iq type='set' id='vc'><vCard xmlns='vcard-temp'><FN>Ann \xc3\x84</FN></vCard></iq>", b"<iq type='set' id='m'><query xmlns='urn:xmpp:mam:2'/></iq>"]):
    s.sendall(q); print(rd(s, b"</iq>", b"<iq", b"/>"))
s.sendall(b"<presence to='raum@conference.localhost/ann'><x xmlns='http://jabber.org/protocol/muc'/></presence>"); print("MUC", rd(s, b"status code='201'", b"201"))
P
)
  want tls 'TLSv1' "$o"; want mechs 'SCRAM-SHA-1' "$o"; want success '<success' "$o"; want bind 'ann@localhost/r' "$o"; want version 'ejabberd' "$o"; want disco 'conference.localhost' "$o"; want muc 'MUC.*201' "$(tr '\n' ' ' <<<"$o")"; }
