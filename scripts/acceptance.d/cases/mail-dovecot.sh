# mail-dovecot: IMAP with processes of several users, passwords through PAM, TLS, configuration in conf.d with includes,
# search in a charset other than UTF-8, compression and quota plug-ins
PACKAGES="dovecot-imapd dovecot-lmtpd"
EXTRA="All charsets, since mail comes in any; what logs in people; the server's own administration programs."
ENTRYPOINT=(dovecot)
CMD=(-F)
EXPOSE=(993 24)
prepare() {
  local r=$1; add_user "$r" ann 1401; mkdir -p "$r/etc/dovecot/tls"
  fat_run "$r" sh -c "echo 'ann:geheim' | chpasswd"
  cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$r/etc/dovecot/tls/"
  cat > "$r/etc/dovecot/local.conf" <<'X'
protocols = imap lmtp
log_path = /dev/stderr
mail_location = maildir:~/Maildir
ssl = required
ssl_cert = </etc/dovecot/tls/server.crt
ssl_key = </etc/dovecot/tls/server.key
mail_plugins = $mail_plugins quota zlib
protocol imap {
  mail_plugins = $mail_plugins imap_quota imap_zlib
}
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=1M
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = 24
  }
}
X
}
probe() {
  start_main; wait_port 993 || return 1
  local o; o=$(/usr/bin/python3 -I - <<'X' 2>&1
import imaplib, smtplib, ssl, time
m = imaplib.IMAP4_SSL("localhost", 993, ssl_context=ssl.create_default_context(), timeout=20)
try: m.login("ann", "wrong"); print("wrong password accepted")
except imaplib.IMAP4.error as e: print("refused")
m.login("ann", "geheim"); print("in")
m.create("Arbeit"); m.append("Arbeit", None, None, "Subject: =?iso-8859-1?Q?M=FCnchen?=\r\nContent-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".encode() + "привет\r\n".encode("koi8-r"))
m.select("Arbeit")
m.literal = "привет".encode("koi8-r"); print("koi8-r", m.search("KOI8-R", "BODY")[1])
m.literal = "München".encode("latin1"); print("latin1", m.search("ISO-8859-1", "SUBJECT")[1])
print("quota", m.getquotaroot("INBOX")[1][1])
print("caps", b"COMPRESS=DEFLATE" in m.capability()[1][0])
s = smtplib.LMTP("localhost", 24); s.sendmail("bob@dns.test", ["ann"], "Subject: lmtp\r\n\r\nhello\r\n"); s.quit()
m.select("INBOX"); print("inbox", m.search(None, "SUBJECT", "lmtp")[1], m.fetch("1", "(BODY[TEXT])")[1][0][1])
X
  )
  want "wrong password" 'refused' "$o"; want "login by PAM" ' ?in' "$(tr '\n' ' ' <<<"$o")"
  want "search in KOI8-R" "koi8-r \[b'1'\]" "$o"; want "search in Latin-1" "latin1 \[b'1'\]" "$o"
  want quota 'STORAGE . 1024' "$o"; want compression 'caps True' "$o"; want "delivery by LMTP" "inbox \[b'1'\] b'hello" "$o"
}
