# postfix with opendkim, SASL for a relay, started by a script: a milter signs, the password map, TLS out
PACKAGES="postfix opendkim opendkim-tools libsasl2-modules"
ENTRYPOINT=(/usr/local/bin/start)
EXPOSE=(25)
prepare() { local r=$1; mkdir -p "$r/etc/dkimkeys"; printf '#!/bin/sh\nset -e\nmkdir -p /run/opendkim && chown opendkim /run/opendkim\nopendkim -x /etc/opendkim.conf\npostmap lmdb:/etc/postfix/sasl_passwd 2>/dev/null || postmap hash:/etc/postfix/sasl_passwd\nexec postfix start-fg\n' > "$r/usr/local/bin/start"; chmod 755 "$r/usr/local/bin/start"
  fat_run "$r" sh -c 'cd /etc/dkimkeys && opendkim-genkey -d dns.test -s mail && chown -R opendkim /etc/dkimkeys' || return 1
  printf 'Domain dns.test\nSelector mail\nKeyFile /etc/dkimkeys/mail.private\nSocket inet:8891@127.0.0.1\nUserID opendkim\nMode sv\nCanonicalization relaxed/simple\nOversignHeaders From\nTrustAnchorFile /usr/share/dns/root.key\n' | grep -v Trust > "$r/etc/opendkim.conf"
  printf 'compatibility_level = 3.6\nmaillog_file = /dev/stdout\nmyhostname = mail.dns.test\nmydestination = \ninet_interfaces = all\ninet_protocols = ipv4\nmynetworks = 127.0.0.0/8\nrelayhost = [127.0.0.1]:2525\nsmtpd_milters = inet:127.0.0.1:8891\nnon_smtpd_milters = inet:127.0.0.1:8891\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = hash:/etc/postfix/sasl_passwd\nsmtp_sasl_security_options = noanonymous\nsmtp_tls_security_level = encrypt\nsmtp_tls_CApath = /etc/ssl/certs\n' > "$r/etc/postfix/main.cf"; cp "$r/usr/share/postfix/master.cf.dist" "$r/etc/postfix/master.cf"; printf '[127.0.0.1]:2525 ann:geheim\n' > "$r/etc/postfix/sasl_passwd"; chmod 600 "$r/etc/postfix/sasl_passwd"; fat_run "$r" postconf -F '*/*/chroot=n'; }
relay() { /usr/bin/python3 -I - "$H/sent" "$TLS/server.pem" "$1" <<'P' &
import socket, sys, ssl, threading, base64
ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); ctx.load_cert_chain(sys.argv[2])
def serve(c):
    f = c.makefile("rwb", 0); f.write(b"220 relay\r\n"); tls = False
    while True:
        l = f.readline()
        if not l: return
        u = l.upper()
        if u.startswith(b"EHLO"): f.write(b"250-relay\r\n" + (b"250 AUTH %s\r\n" % sys.argv[3].encode() if tls else b"250 STARTTLS\r\n"))
        elif u.startswith(b"STARTTLS"): f.write(b"220 go\r\n"); c = ctx.wrap_socket(c, server_side=True); f = c.makefile("rwb", 0); tls = True
        elif u.startswith(b"AUTH"): open(sys.argv[1], "ab").write(l); f.write(b"235 in\r\n")
        elif u.startswith(b"DATA"):
            f.write(b"354 go\r\n")
            while True:
                l = f.readline(); open(sys.argv[1], "ab").write(l)
                if l == b".\r\n": break
            f.write(b"250 ok\r\n")
        elif u.startswith(b"QUIT"): f.write(b"221 x\r\n"); return
        else: f.write(b"250 ok\r\n")
s = socket.create_server(("127.0.0.1", 2525))
while True: threading.Thread(target=serve, args=(s.accept()[0],), daemon=True).start()
P
}
probe() { relay "PLAIN LOGIN"; start_main; wait_port 25 30 || return 1
  /usr/bin/python3 -I -c 'import smtplib
with smtplib.SMTP("localhost",25,timeout=20) as s: s.sendmail("bob@dns.test",["x@far.test"],"From: bob@dns.test\r\nTo: x@far.test\r\nSubject: eins\r\n\r\nbody\r\n")'
  check relayed retry 20 grep -q 'Subject: eins' $H/sent; want signed 'DKIM-Signature.*d=dns.test' "$(tr '\r\n' '  ' < $H/sent)"; want auth 'AUTH PLAIN' "$(cat $H/sent)"
  want sendmail '' "$(printf 'Subject: zwei\n\nx\n' | timeout 20 chroot "$R" sendmail -f bob@dns.test y@far.test 2>&1)"; check "from sendmail" retry 20 grep -q 'Subject: zwei' $H/sent; want queue 'empty' "$(timeout 20 chroot "$R" postqueue -p 2>&1)"; }
