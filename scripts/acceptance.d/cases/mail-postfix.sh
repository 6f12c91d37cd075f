# mail-postfix: an MTA with its many small programs: aliases in Berkeley DB, a map type loaded from a plug-in, STARTTLS, local
# delivery to a user's Maildir, an alias that pipes into a script, the local time zone in headers, a lookup of the sender's domain
PACKAGES="postfix postfix-pcre"
ENTRYPOINT=(postfix)
CMD=(start-fg)
ENV=("TZ=Asia/Tokyo")
EXPOSE=(25)
prepare() {
  local r=$1; add_user "$r" ann 1400; mkdir -p "$r/etc/postfix/tls" "$r/var/lib/tickets"
  cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$r/etc/postfix/tls/"; chmod 600 "$r/etc/postfix/tls/server.key"
  cat > "$r/etc/postfix/main.cf" <<'X'
compatibility_level = 3.6
maillog_file = /dev/stdout
myhostname = mail.dns.test
mydestination = dns.test, localhost
inet_interfaces = all
inet_protocols = ipv4
mynetworks_style = host
alias_maps = hash:/etc/aliases
alias_database = $alias_maps
virtual_alias_domains = virtual.dns.test
virtual_alias_maps = pcre:/etc/postfix/virtual.pcre
header_checks = regexp:/etc/postfix/header_checks
home_mailbox = Maildir/
smtpd_tls_security_level = may
smtpd_tls_cert_file = /etc/postfix/tls/server.crt
smtpd_tls_key_file = /etc/postfix/tls/server.key
smtpd_sender_restrictions = reject_unknown_sender_domain
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
X
  cp "$r/usr/share/postfix/master.cf.dist" "$r/etc/postfix/master.cf"
  printf '/^support\\+(.*)@virtual\\.dns\\.test$/ ann@dns.test\n' > "$r/etc/postfix/virtual.pcre"
  printf '/^X-Secret:/ IGNORE\n' > "$r/etc/postfix/header_checks"
  printf 'postmaster: root\nroot: ann\ntickets: "|/usr/local/bin/ticket --new"\n' > "$r/etc/aliases"
  printf '#!/bin/sh\nid=$(date +%%s)-$$\nsed -n "s/^Subject: //p" | tr a-z A-Z > /var/lib/tickets/$id\n' > "$r/usr/local/bin/ticket"; chmod 755 "$r/usr/local/bin/ticket"
  chown 65534:65534 "$r/var/lib/tickets"
  fat_run "$r" sh -c "postconf -F '*/*/chroot=n' && newaliases"
}
smtp() { # TO SUBJECT HEADER [FROM] : says what the server said
  /usr/bin/python3 -I - "$@" <<'X' 2>&1
import smtplib, ssl, sys
to, subject, header = sys.argv[1:4]; sender = sys.argv[4] if len(sys.argv) > 4 else "bob@svc.dns.test"
with smtplib.SMTP("localhost", 25, timeout=20) as s:
    s.starttls(context=ssl.create_default_context()); s.ehlo()
    s.sendmail(sender, [to], "From: %s\r\nTo: %s\r\nSubject: %s\r\n%s\r\n\r\nbody text\r\n" % (sender, to, subject, header))
    print("sent by", s.sock.version())
X
}
probe() {
  start_main; wait_port 25 || return 1
  local m="$R/home/ann/Maildir/new"
  want tls 'sent by TLSv1.3' "$(smtp ann@dns.test first 'X-Secret: 1')"
  check delivered retry 15 grep -rq 'Subject: first' "$m"
  want "zone in the headers" '\+0900 \(JST\)' "$(cat "$m"/* 2>&1)"
  want "header check" '^0$' "$(cat "$m"/* 2>/dev/null | grep -c X-Secret)"
  want pcre 'sent' "$(smtp support+7@virtual.dns.test second 'X-A: b')"; check "pcre map" retry 15 grep -rq 'Subject: second' "$m"
  want alias 'sent' "$(smtp tickets@dns.test 'printer broken' 'X-A: b')"; check "piped into a script" retry 15 grep -rq 'PRINTER BROKEN' "$R/var/lib/tickets"
  want "unknown domain" 'Domain not found|4.1.8|5.1.8' "$(smtp ann@dns.test x 'X-A: b' bob@nope.invalid)"
  want "unknown user" 'User unknown' "$(smtp nobody-here@dns.test x 'X-A: b')"
  want owner '^1400$' "$(stat -c %u "$m" 2>&1)"
}
