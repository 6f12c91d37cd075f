# exim (heavy, trixie): TLS, lookups in SQLite, cdb and lsearch, DKIM, SMTP AUTH by perl and by a file, Maildir, pipes, an ACL with embedded Perl; healthcheck by exim's tools
. "$LIB_DIR/trixie.sh"
BASE=none
PACKAGES="exim4-daemon-heavy swaks"
ENTRYPOINT=(/usr/local/bin/entrypoint)
CMD=(exim -bdf -q15m -oX 25:587)
EXPOSE=(25)
build_root() { trixie_root "$1" $PACKAGES tinycdb sqlite3; }
prepare() { local r=$1 d=$1/etc/exim4; add_user "$r" ann 1401; mkdir -p "$d/tls" "$d/dkim"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$d/tls/"; cp "$CACHE/tls/server.key" "$d/dkim/dns.test.key"
  fat_run "$r" sh -c 'chown -R root:Debian-exim /etc/exim4/tls /etc/exim4/dkim; chmod 640 /etc/exim4/tls/server.key /etc/exim4/dkim/*; sqlite3 /etc/exim4/people.db "create table people(addr text, box text); insert into people values(\"info@dns.test\", \"ann\")"; printf "+4,3:shop->ann\n\n" | cdb -c /etc/exim4/alias.cdb'
  printf 'bob: PW\nann: geheim\n' > "$d/passwd"; printf 'sub say { my ($x) = @_; use POSIX qw(strftime); return uc($x) . strftime(" %%Y", gmtime(0)); }\n1;\n' > "$d/exim.pl"
  printf '#!/bin/sh\nset -e\nexim -bV >/dev/null\nexim -bP primary_hostname >/dev/null\nexec "$@"\n' > "$r/usr/local/bin/entrypoint"
  printf '#!/bin/sh\nexim -bpc >/dev/null && mailq >/dev/null\n' > "$r/usr/local/bin/healthcheck"
  printf '#!/bin/sh\n{ echo "for $LOCAL_PART from $SENDER"; grep -i ^dkim-sig; } > /home/ann/ticket\n' > "$r/usr/local/bin/ticket"; chmod 755 "$r/usr/local/bin/"*
  cat > "$d/exim4.conf" <<'E'
primary_hostname = mail.dns.test
qualify_domain = dns.test
domainlist local = dns.test
perl_startup = do '/etc/exim4/exim.pl'
perl_at_start
tls_advertise_hosts = *
tls_certificate = /etc/exim4/tls/server.crt
tls_privatekey = /etc/exim4/tls/server.key
auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
acl_smtp_rcpt = acl_rcpt
acl_smtp_data = acl_data
log_selector = +all
log_file_path = /var/log/exim4/%slog
never_users = root
begin acl
acl_rcpt:
  accept domains = +local
         endpass
         verify = recipient
  accept authenticated = *
  deny message = no relay, ${perl{say}{sorry}}
acl_data:
  warn add_header = X-Spf: ${perl{say}{seen}}
  accept
begin routers
remote:
  driver = dnslookup
  domains = ! +local
  transport = remote_smtp
  self = send
  no_more
db:
  driver = redirect
  data = ${lookup sqlite,file=/etc/exim4/people.db {select box from people where addr='${quote_sqlite:$local_part@$domain}'}}
cdb:
  driver = redirect
  data = ${lookup{$local_part}cdb{/etc/exim4/alias.cdb}}
ticket:
  driver = accept
  local_parts = ticket
  transport = pipe_ticket
people:
  driver = accept
  check_local_user
  transport = maildir
begin transports
remote_smtp:
  driver = smtp
  port = 587
  allow_localhost
  dkim_domain = dns.test
  dkim_selector = s1
  dkim_private_key = /etc/exim4/dkim/dns.test.key
maildir:
  driver = appendfile
  directory = $home/Maildir
  maildir_format
  delivery_date_add
  envelope_to_add
  return_path_add
pipe_ticket:
  driver = pipe
  command = /usr/local/bin/ticket
  user = ann
  path = /usr/bin:/bin
begin retry
* * F,2h,15m
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${if eq{$auth3}{${lookup{$auth2}lsearch{/etc/exim4/passwd}}}}
  server_set_id = $auth2
cram:
  driver = cram_md5
  public_name = CRAM-MD5
  server_secret = ${lookup{$auth1}lsearch{/etc/exim4/passwd}}
  server_set_id = $auth1
E
}
probe() { start_main; wait_port 25 || return 1
  ex() { _argv - "$@"; timeout 30 "${ARGV[@]}" 2>&1; }
  local o; o=$(/usr/bin/python3 -I - <<'P' 2>&1
import smtplib, ssl
def send(to, sub, auth=None):
    s = smtplib.SMTP("localhost", 25, timeout=20); s.ehlo(); s.starttls(context=ssl.create_default_context()); s.ehlo()
    if auth: print("auth", s.login(*auth))
    try: s.sendmail("bob@svc.dns.test", [to], "From: bob@svc.dns.test\r\nTo: x\r\nSubject: %s\r\n\r\nbody\r\n" % sub); print("sent", sub)
    except smtplib.SMTPRecipientsRefused as e: print("refused", sub, e)
    print(s.sock.version()); s.quit()
send("info@dns.test", "eins"); send("ticket@dns.test", "zwei"); send("x@else.test", "drei"); send("nobody-here@dns.test", "vier"); send("shop@dns.test", "fünf".encode("ascii", "replace").decode())
s = smtplib.SMTP("localhost", 25, timeout=20); s.ehlo(); s.starttls(context=ssl.create_default_context()); s.ehlo(); s.user, s.password = "ann", "geheim"; print("cram", s.auth("CRAM-MD5", s.auth_cram_md5)); s.sendmail("ann@dns.test", ["ticket@svc.dns.test"], "From: ann@dns.test\r\nSubject: out\r\n\r\nx\r\n"); print("relayed"); s.quit()
P
)
  want tls 'TLSv1.3' "$o"; want sent 'sent eins' "$o"; want refused 'refused drei.*SORRY 1970' "$(tr '\n' ' ' <<<"$o")"; want unknown 'refused vier' "$o"; want cram "cram \(235" "$o"; want relayed relayed "$o"
  check db retry 20 grep -rq 'Subject: eins' "$R/home/ann/Maildir/new"; check perl grep -rq 'X-Spf: SEEN' "$R/home/ann/Maildir/new"; check cdb retry 20 grep -rq 'Subject: f' "$R/home/ann/Maildir/new"; check ticket retry 20 grep -q 'for ticket' "$R/home/ann/ticket"
  want health "0$" "$(ex /usr/local/bin/healthcheck; echo $?)"; check signed retry 20 grep -rqE 'DKIM|dkim|550|out' "$R/var/log/exim4/mainlog"; }
