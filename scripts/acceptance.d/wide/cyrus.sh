# cyrus: a master that starts services from its table, SASL with sasldb, IMAP with sieve, cyradm in Perl
PACKAGES="cyrus-imapd cyrus-admin sasl2-bin libsasl2-modules"
ENTRYPOINT=(/usr/lib/cyrus/bin/master)
CMD=(-M /etc/cyrus.conf -C /etc/imapd.conf -D)
EXPOSE=(143)
prepare() { local r=$1; mkdir -p "$r/etc/cyrus-tls" "$r/run/cyrus"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$r/etc/cyrus-tls/"
  printf 'configdirectory: /var/lib/cyrus\ndefaultpartition: default\npartition-default: /var/spool/cyrus/mail\nadmins: cyrus\nsasl_pwcheck_method: auxprop\nsasl_auxprop_plugin: sasldb\nsasl_mech_list: PLAIN LOGIN DIGEST-MD5 SCRAM-SHA-256\nallowplaintext: yes\nautocreate_quota: 0\nautocreate_post: 1\nlmtpsocket: /run/cyrus/socket/lmtp\nidlesocket: /run/cyrus/socket/idle\ntls_server_cert: /etc/cyrus-tls/server.crt\ntls_server_key: /etc/cyrus-tls/server.key\nsievedir: /var/spool/sieve\nunixhierarchysep: yes\nvirtdomains: no\nproc_path: /run/cyrus/proc\nmboxname_lockpath: /run/cyrus/lock\n' > "$r/etc/imapd.conf"
  printf 'START {\n recover cmd="/usr/sbin/cyrus ctl_cyrusdb -r"\n}\nSERVICES {\n imap cmd="imapd -U 30" listen="143" prefork=0 maxchild=20\n lmtpunix cmd="lmtpd" listen="/run/cyrus/socket/lmtp" prefork=0 maxchild=20\n}\nEVENTS {\n checkpoint cmd="/usr/sbin/cyrus ctl_cyrusdb -c" period=30\n}\n' > "$r/etc/cyrus.conf"
  fat_run "$r" sh -c 'echo geheim | saslpasswd2 -p -c ann -u panel; echo geheim | saslpasswd2 -p -c cyrus -u panel; chown cyrus:sasl /etc/sasldb2; chmod 640 /etc/sasldb2; chown -R cyrus:mail /etc/cyrus-tls; mkdir -p /run/cyrus/socket /run/cyrus/proc /run/cyrus/lock; chown -R cyrus:mail /run/cyrus; ls -la /var/lib/cyrus /var/spool/cyrus' >/dev/null 2>&1; }
probe() { start_main; wait_port 143 60 || return 1
  local o; o=$(/usr/bin/python3 -I - <<'P' 2>&1
import imaplib, ssl
m = imaplib.IMAP4("localhost", 143); print(m.capabilities); m.starttls(ssl.create_default_context()); print(m.sock.version())
print(m.login("cyrus", "geheim")); print(m.create("user/ann")); m.logout()
m = imaplib.IMAP4("localhost", 143); print(m.login("ann", "geheim")); print(m.append("INBOX", "", None, b"From: a@b\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHallo\r\n"))
print(m.select("INBOX")); print(m.search("UTF-8", "SUBJECT", '"Gr"')); print(m.fetch("1", "(ENVELOPE BODYSTRUCTURE)")); print(m.sort("SUBJECT", "UTF-8", "ALL")); m.logout()
try: imaplib.IMAP4("localhost", 143).login("ann", "nein"); print("accepted")
except Exception as e: print("refused", e)
P
)
  want caps 'AUTH=.*SCRAM-SHA-256' "$o"; want tls 'TLSv1' "$o"; want append 'APPENDUID' "$o"; want search "\\[b'1'\\]" "$o"; want refused refused "$o"
}
