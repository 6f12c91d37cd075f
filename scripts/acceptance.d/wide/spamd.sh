# spamassassin: a server in Perl with plug-ins named in configuration, and its client in the same image
PACKAGES="spamassassin spamd spamc"
ENTRYPOINT=(spamd)
CMD=(-x -u debian-spamd -i 0.0.0.0 -A 127.0.0.1 --syslog=stderr)
EXPOSE=(783)
prepare() { printf 'body LOCAL_SHOP /buy watches now/i\nscore LOCAL_SHOP 7.5\ndescribe LOCAL_SHOP Shop words\nreport_safe 1\nuse_bayes 1\nbayes_path /var/lib/spamassassin/bayes\n' >> "$1/etc/spamassassin/local.cf"; }
probe() {
  start_main; wait_port 783 60 || return 1
  local m=$'From: Bob <bob@svc.dns.test>\nTo: ann@dns.test\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\nDate: Mon, 01 Jan 2024 10:00:00 +0000\nMessage-ID: <1@svc.dns.test>\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nbuy watches now =E4\n--x\nContent-Type: text/html\n\n<p>buy <b>watches</b> now <a href="http://example.com/">x</a></p>\n--x--\n'
  ask() { /usr/bin/python3 -I -c 'import socket,sys
m=sys.stdin.buffer.read(); s=socket.create_connection(("127.0.0.1",783)); s.settimeout(60)
s.sendall(b"%s SPAMC/1.5\r\nContent-length: %d\r\nUser: ann\r\n\r\n" % (sys.argv[1].encode(), len(m)) + m); s.shutdown(1)
b=b""
while True:
    d=s.recv(65536)
    if not d: break
    b+=d
print(b.decode("utf8","replace"))' "$1" <<<"$m" 2>&1; }
  want symbols 'LOCAL_SHOP.*' "$(ask SYMBOLS)"; want html 'HTML_MESSAGE|MIME' "$(ask SYMBOLS)"; want report 'Shop words' "$(ask REPORT)"; want process 'X-Spam-Flag: YES' "$(ask PROCESS)"
  want spamc 'X-Spam-Flag: YES' "$(timeout 60 chroot "$R" spamc -d 127.0.0.1 <<<"$m" 2>&1)"
}
