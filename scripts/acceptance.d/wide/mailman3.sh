# mailman3: a Python application with a runner per queue, LMTP, REST, templates in many languages, SQLite
PACKAGES="mailman3 sqlite3"
ENTRYPOINT=(/usr/lib/mailman3/bin/master)
CMD=(-C /etc/mailman3/mailman.cfg)
USER=list
EXPOSE=(8001 8024)
prepare() { local r=$1; sed -i 's/^admin_pass:.*/admin_pass: geheim/; s/^admin_user:.*/admin_user: rest/' "$r/etc/mailman3/mailman.cfg"; sed -i 's,^incoming:.*,incoming: mailman.mta.null.NullMTA,; s,^smtp_port:.*,smtp_port: 2525,' "$r/etc/mailman3/mailman.cfg"; fat_run "$r" sh -c 'mkdir -p /run/mailman3 /run/lock/mailman3 /var/lib/mailman3/locks; chown -R list:list /run/mailman3 /var/lib/mailman3 /var/log/mailman3 /run/lock/mailman3'; }
smtpd() { /usr/bin/python3 -I - "$H/sent" <<'P' &
import socket, sys, threading
def serve(c):
    f = c.makefile("rwb", 0); f.write(b"220 x\r\n"); data = False
    for l in f:
        if data:
            open(sys.argv[1], "ab").write(l)
            if l == b".\r\n": data = False; f.write(b"250 ok\r\n")
        elif l.upper().startswith(b"DATA"): data = True; f.write(b"354 go\r\n")
        elif l.upper().startswith(b"QUIT"): f.write(b"221 x\r\n"); break
        else: f.write(b"250 ok\r\n")
s = socket.create_server(("127.0.0.1", 2525))
while True: threading.Thread(target=serve, args=(s.accept()[0],), daemon=True).start()
P
}
probe() { smtpd; start_main; wait_port 8001 60 || return 1; wait_port 8024 30; local u="http://127.0.0.1:8001/3.1" a="-u rest:geheim"
  want domain '^201' "$(cget $a -o /dev/null -w '%{http_code}' $u/domains -d mail_host=dns.test)"; want list '^201' "$(cget $a -o /dev/null -w '%{http_code}' $u/lists -d fqdn_listname=shop@dns.test)"
  want member '201' "$(cget $a -w '%{http_code}' $u/members -d 'list_id=shop.dns.test&subscriber=ann@dns.test&pre_verified=true&pre_confirmed=true&pre_approved=true')"
  want language '204' "$(cget $a -X PATCH -w '%{http_code}' $u/lists/shop.dns.test/config -d 'preferred_language=de')"
  /usr/bin/python3 -I - <<'P'
import smtplib
from email.message import EmailMessage
m = EmailMessage(); m["From"] = "ann@dns.test"; m["To"] = "shop@dns.test"; m["Subject"] = "Grüße"; m["Message-ID"] = "<1@x>"; m.set_content("Hallo Straße\n", charset="iso-8859-1")
with smtplib.LMTP("127.0.0.1", 8024) as s: s.send_message(m)
P
  check delivered retry 30 grep -q 'X-Mailman-Version' $H/sent; want subject 'Subject: .*Shop' "$(cat $H/sent)"; want footer 'shop@dns.test' "$(cat $H/sent)"
  want shell 'shop@dns.test' "$(timeout 60 chroot --userspec=list:list "$R" mailman lists 2>&1)"; want members 'ann@dns.test' "$(timeout 60 chroot --userspec=list:list "$R" mailman members shop@dns.test 2>&1)"
}
