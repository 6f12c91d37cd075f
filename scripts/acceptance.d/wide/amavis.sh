# amavisd-new (trixie): a mail filter in Perl with SpamAssassin inside, decoders that it looks for by itself, banned names, DKIM; a next hop beside it
. "$LIB_DIR/trixie.sh"
BASE=none
PACKAGES="amavisd-new spamassassin file gzip bzip2 cpio unzip arj p7zip-full lzop libdbd-sqlite3-perl altermime"
ENTRYPOINT=(/usr/local/bin/entrypoint)
CMD=(amavisd foreground)
EXPOSE=(10024)
build_root() { trixie_root "$1" $PACKAGES || { PACKAGES="amavisd-new spamassassin file bzip2 cpio unzip 7zip altermime"; rm -rf "$1"; mkdir "$1"; trixie_root "$1" $PACKAGES; }; }
prepare() { local r=$1; printf 'panel.dns.test\n' > "$r/etc/mailname"
  cat > "$r/etc/amavis/conf.d/50-user" <<'E'
use strict;
$myhostname = 'panel.dns.test';
$mydomain = 'dns.test';
@local_domains_maps = ( [ ".$mydomain" ] );
$inet_socket_port = [10024];
$forward_method = 'smtp:[127.0.0.1]:10025';
$notify_method = $forward_method;
@bypass_virus_checks_maps = (1);
@bypass_spam_checks_maps = ();
$sa_tag_level_deflt = -999;
$sa_local_tests_only = 1;
$final_banned_destiny = D_REJECT;
$final_spam_destiny = D_PASS;
$max_servers = 1;
$do_syslog = 0;
$log_level = 2;
$DO_SYSLOG = 0;
$enable_dkim_verification = 1;
1;
E
  printf '#!/bin/sh\nset -e\nmkdir -p /run/amavis /var/lib/amavis/tmp /var/lib/amavis/db /var/lib/amavis/virusmails\nchown -R amavis:amavis /run/amavis /var/lib/amavis\nexec "$@"\n' > "$r/usr/local/bin/entrypoint"; chmod 755 "$r/usr/local/bin/entrypoint"; }
probe() { 
  cat > $H/sink.py <<'P'
import socketserver, sys
class S(socketserver.StreamRequestHandler):
    def handle(self):
        w = lambda s: self.wfile.write(s.encode() + b"\r\n")
        w("220 sink ESMTP"); data = False; out = open(sys.argv[1], "ab")
        for l in self.rfile:
            u = l.upper()
            if data:
                out.write(l); out.flush()
                if l == b".\r\n": data = False; w("250 ok taken")
            elif u.startswith(b"EHLO"): self.wfile.write(b"250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")
            elif u.startswith(b"DATA"): data = True; w("354 go")
            elif u.startswith(b"QUIT"): w("221 bye"); return
            else: w("250 ok")
socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(("127.0.0.1", 10025), S).serve_forever()
P
  /usr/bin/python3 -I $H/sink.py $H/sunk >/dev/null 2>&1 & local sp=$!
  start_main; wait_port 10024 60 || return 1
  local o; o=$(/usr/bin/python3 -I - <<'P' 2>&1
import smtplib, io, zipfile, email.message, tarfile
def send(sub, attach=None):
    m = email.message.EmailMessage(); m["From"] = "bob@else.test"; m["To"] = "ann@dns.test"; m["Subject"] = sub; m["Message-Id"] = "<%s@x>" % len(sub); m["Date"] = "Mon, 01 Jan 2024 00:00:00 +0000"; m.set_content(attach[2] if attach and len(attach) > 2 else "Hallo Grüße\n")
    if attach and attach[0]: m.add_attachment(attach[1], maintype="application", subtype="octet-stream", filename=attach[0])
    try:
        with smtplib.SMTP("127.0.0.1", 10024, timeout=60) as s: s.ehlo("x"); s.send_message(m); print("passed", sub)
    except smtplib.SMTPException as e: print("rejected", sub, e)
send("eins")
send("spam", (None, None, "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\n"))
b = io.BytesIO(); z = zipfile.ZipFile(b, "w"); z.writestr("boese.exe", b"MZ" + bytes(200)); z.close(); send("zipped", ("a.zip", b.getvalue()))
b = io.BytesIO(); t = tarfile.open(fileobj=b, mode="w:gz"); i = tarfile.TarInfo("x.exe"); i.size = 202; t.addfile(i, io.BytesIO(b"MZ" + bytes(200))); t.close(); send("tarred", ("a.tar.gz", b.getvalue()))
b = io.BytesIO(); t = tarfile.open(fileobj=b, mode="w:bz2"); i = tarfile.TarInfo("gut.txt"); i.size = 3; t.addfile(i, io.BytesIO(b"abc")); t.close(); send("bzipped", ("a.tar.bz2", b.getvalue()))
P
)
  want one 'passed eins' "$o"; want spam 'passed spam' "$o"; want zip 'rejected zipped.*(BANNED|boese)' "$(tr '\n' ' ' <<<"$o")"; want tar 'rejected tarred' "$o"; want bz 'passed bzipped' "$o"; want scored 'X-Spam-Status: Yes' "$(cat $H/sunk)"; want ham 'X-Spam-Status: No|X-Spam-Score' "$(cat $H/sunk)"; want rules 'GTUBE' "$(cat $H/sunk)"; kill $sp; }
