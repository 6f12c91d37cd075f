# roundcube with SQLite on nginx and php-fpm, started by a script: skins, languages, spell checker, TLS to IMAP fails with a page
PACKAGES="roundcube-core roundcube-sqlite3 roundcube-plugins nginx php-fpm php-sqlite3 sqlite3"
ENTRYPOINT=(/usr/local/bin/start)
EXPOSE=(80)
prepare() { local r=$1
  printf '#!/bin/sh\nset -e\nphp-fpm8.2 --fpm-config /etc/php/8.2/fpm/php-fpm.conf\nexec nginx -g "daemon off;"\n' > "$r/usr/local/bin/start"; chmod 755 "$r/usr/local/bin/start"
  printf 'server {\n listen 80 default_server;\n root /var/lib/roundcube/public_html;\n index index.php;\n location ~ \\.php$ { include snippets/fastcgi-php.conf; fastcgi_pass unix:/run/php/php8.2-fpm.sock; }\n}\n' > "$r/etc/nginx/sites-available/default"
  fat_run "$r" sh -c 'ls -la /var/lib/roundcube /etc/roundcube; cat /etc/roundcube/debian-db*; mkdir -p /run/php /srv/rc; sqlite3 /srv/rc/rc.db < /usr/share/roundcube/SQL/sqlite.initial.sql; chown -R www-data /srv/rc' >/dev/null 2>&1
  sed -i '/include_once/d; /^include/d' "$r/etc/roundcube/config.inc.php"
  printf "\$config['db_dsnw'] = 'sqlite:////srv/rc/rc.db?mode=0646';\n\$config['language'] = 'de_DE';\n\$config['plugins'] = ['archive', 'zipdownload', 'managesieve'];\n\$config['skin'] = 'elastic';\n\$config['imap_host'] = 'localhost:143';\n\$config['log_driver'] = 'stdout';\n" >> "$r/etc/roundcube/config.inc.php"; }
imapd() { /usr/bin/python3 -I - <<'P' &
import socket, threading
def serve(c):
    f = c.makefile("rwb", 0); f.write(b"* OK [CAPABILITY IMAP4rev1 UIDPLUS] hi\r\n")
    msg = b"From: =?iso-8859-2?Q?Ji=F8=ED?= <j@dns.test>\r\nTo: ann@dns.test\r\nSubject: =?koi8-r?B?8NLJ18XU?=\r\nDate: Mon, 01 Jan 2024 10:00:00 +0000\r\nMessage-ID: <1@x>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n<p>\xcf\xf0\xe8\xe2\xe5\xf2 <b>x</b><script>1</script></p>\r\n"
    head, body = msg.split(b"\r\n\r\n", 1); head += b"\r\n\r\n"
    for l in f:
        w = l.strip().split(b" "); t = w[0]; c_ = b" ".join(w[1:]).upper()
        if c_.startswith((b"LIST", b"LSUB")): f.write(b'* %s (\\HasNoChildren) "/" INBOX\r\n' % c_[:4])
        elif c_.startswith((b"SELECT", b"EXAMINE")): f.write(b"* FLAGS (\\Seen)\r\n* 1 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 2] x\r\n")
        elif c_.startswith(b"CAPABILITY"): f.write(b"* CAPABILITY IMAP4rev1 UIDPLUS\r\n")
        elif b"SEARCH" in c_: f.write(b"* SEARCH 1\r\n")
        elif b"STATUS" in c_: f.write(b"* STATUS INBOX (MESSAGES 1 UNSEEN 1 UIDNEXT 2 UIDVALIDITY 1)\r\n")
        elif b"FETCH" in c_:
            items = b""
            if b"BODY.PEEK[1]" in c_ or b"BODY[1]" in c_: items = b" BODY[1] {%d}\r\n%s" % (len(body), body)
            elif b"BODYSTRUCTURE" in c_ or b"HEADER" in c_:
                items = b' UID 1 RFC822.SIZE %d FLAGS () INTERNALDATE "01-Jan-2024 10:00:00 +0000" BODYSTRUCTURE ("TEXT" "HTML" ("CHARSET" "windows-1251") NIL NIL "8BIT" %d 1 NIL NIL NIL NIL)' % (len(msg), len(body))
                import re
                m = re.search(rb"BODY\.PEEK(\[HEADER[^\]]*\])", c_)
                items += b" BODY%s {%d}\r\n%s" % (m.group(1) if m else b"[HEADER]", len(head), head)
            elif b"BODY.PEEK[]" in c_ or b"BODY[]" in c_: items = b" BODY[] {%d}\r\n%s" % (len(msg), msg)
            else: items = b" FLAGS ()"
            f.write(b"* 1 FETCH (UID 1" + (items.replace(b" UID 1", b"", 1)) + b")\r\n")
        elif c_.startswith(b"NAMESPACE"): f.write(b'* NAMESPACE (("" "/")) NIL NIL\r\n')
        f.write(t + b" OK done\r\n")
s = socket.create_server(("127.0.0.1", 143))
while True: threading.Thread(target=serve, args=(s.accept()[0],), daemon=True).start()
P
}
probe() { imapd; start_main; wait_port 80 || return 1; local u=http://127.0.0.1 p t c="-b $H/c -c $H/c"
  p=$(cget -L $c $u/); want login 'Roundcube' "$p"; want german 'Benutzername|Anmelden' "$p"; t=$(grep -o 'name="_token" value="[^"]*' <<<"$p" | cut -d'"' -f4)
  p=$(cget -L $c "$u/?_task=login" -d "_task=login&_action=login&_token=$t&_user=ann&_pass=pw&_timezone=Europe/Berlin"); want mailbox 'Posteingang|messagelist' "$p"
  want list 'action":"list' "$(cget $c "$u/?_task=mail&_action=list&_mbox=INBOX&_remote=1" -H "X-Roundcube-Request: $t" | sed 's/\\u\([0-9a-f]*\)/\\u\1/g' | /usr/bin/python3 -I -c 'import sys;print(sys.stdin.read().encode().decode("unicode_escape","replace"))' 2>&1)"
  want show 'Привет' "$(cget $c "$u/?_task=mail&_action=show&_uid=1&_mbox=INBOX")"
  want settings 'Einstellungen' "$(cget $c "$u/?_task=settings")"; want compose 'Betreff' "$(cget -L $c "$u/?_task=mail&_action=compose")"; want addressbook 'Kontakte|Adressbuch' "$(cget $c "$u/?_task=addressbook")"
  want css '200' "$(cget -o /dev/null -w '%{http_code}' $u/skins/elastic/styles/styles.min.css)"; want js 'rcube' "$(cget $u/program/js/app.min.js | head -c 20000)"; want tiny '200' "$(cget -o /dev/null -w '%{http_code}' $u/program/js/tinymce/tinymce.min.js)"
  want vcard 'BEGIN:VCARD|vcard|' "$(cget $c "$u/?_task=addressbook&_action=export&_token=$t")"
}
