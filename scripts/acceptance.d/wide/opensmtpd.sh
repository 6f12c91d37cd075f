# opensmtpd: processes that run as other users, tables from files, delivery to Maildir by a helper, TLS, a filter of its own in the image
PACKAGES="opensmtpd opensmtpd-filter-rspamd"
ENTRYPOINT=(smtpd)
CMD=(-d)
EXPOSE=(25)
prepare() { local r=$1; add_user "$r" ann 1401; mkdir -p "$r/etc/smtpd/tls"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$r/etc/smtpd/tls/"; chmod 600 "$r/etc/smtpd/tls/server.key"
  printf 'pki mail cert "/etc/smtpd/tls/server.crt"\npki mail key "/etc/smtpd/tls/server.key"\ntable aliases file:/etc/aliases\ntable people { ann@virt.test = ann }\nlisten on 0.0.0.0 port 25 hostname mail.dns.test\naction "local" maildir alias <aliases>\naction "virt" maildir virtual <people>\naction "pipe" mda "/usr/local/bin/ticket %%{sender}" user ann\nmatch from any for domain "dns.test" rcpt-to "ann@dns.test" action "pipe"\nmatch from any for domain "dns.test" action "local"\nmatch from any for domain "virt.test" action "virt"\n' > "$r/etc/smtpd.conf"; printf 'root: ann\n' > "$r/etc/aliases"
  printf '#!/bin/sh\n{ echo "from $1"; grep -i ^subject; date +%%Z; } > $HOME/ticket\n' > "$r/usr/local/bin/ticket"; chmod 755 "$r/usr/local/bin/ticket"; }
probe() { start_main; wait_port 25 || return 1
  send() { /usr/bin/python3 -I - "$@" <<'P' 2>&1
import smtplib, ssl, sys
with smtplib.SMTP("localhost", 25, timeout=20) as s:
    s.ehlo(); s.sendmail("bob@svc.dns.test", [sys.argv[1]], "From: bob@svc.dns.test\r\nTo: x\r\nSubject: %s\r\n\r\nbody\r\n" % sys.argv[2]); print("sent")
P
}
  want sent 'sent' "$(send root@dns.test eins)"; check maildir retry 15 grep -rq 'Subject: eins' "$R/home/ann/Maildir/new"; want virt sent "$(send ann@virt.test zwei)"; check virtual retry 15 grep -rq 'Subject: zwei' "$R/home/ann/Maildir/new"
  want pipe sent "$(send ann@dns.test drei)"; check ticket retry 15 grep -q 'Subject: drei' "$R/home/ann/ticket"; want unknown '5[0-9][0-9]' "$(send ann@else.test x)"
  want ctl 'uptime' "$(timeout 20 chroot "$R" smtpctl show stats 2>&1)"; }
