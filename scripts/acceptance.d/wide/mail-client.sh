# mail-client: a mail job without a server: fetchmail, getmail and isync towards nothing, procmail and maildrop filters, mutt and notmuch over a Maildir, msmtp sending to the test host's absent server, bogofilter, mhonarc, w3m, munpack
PACKAGES="fetchmail getmail6 isync procmail maildrop mutt notmuch msmtp s-nail bogofilter-sqlite mhonarc w3m mpack lynx html2text gnupg urlview swaks libnet-ssleay-perl"
ENTRYPOINT=(/usr/local/bin/mailjob)
CMD=(filter)
WORKDIR=/work
USER=nobody
ENV=("HOME=/work" "LC_ALL=C.UTF-8" "EMAIL=a@x.test")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p $1/work; cat > $1/usr/local/bin/mailjob <<'X'
#!/bin/bash
cd /work; umask 077
case $1 in
 filter) printf 'MAILDIR=/work/M\nLOGFILE=/work/pm.log\n:0fw\n| formail -A "X-Seen: yes"\n:0\n* ^Subject:.*Gr\n gr/\n:0\nrest/\n' > rc; mkdir -p M; procmail -m /work/rc < m.eml; ls M/*/new | head -3; printf 'if (/^Subject:.*MIME/)\n{\n  to "Maildir/."\n}\n' > .mailfilter; chmod 600 .mailfilter; maildirmake.maildrop Maildir; maildrop .mailfilter < m2.eml; formail -x Subject: < m.eml; munpack -q -t m2.eml; ls part* ;;
 search) printf '[database]\npath=/work/M\n[user]\nname=A\nprimary_email=a@x.test\n' > .notmuch-config; notmuch new --quiet; notmuch search '*'; notmuch show --format=json 'subject:Grüße' | head -c 200; notmuch count; echo | mutt -F /dev/null -e 'set folder=/work/M' -f M/gr -e 'push "<pipe-message>cat > /work/mutt.out\n<exit>"' </dev/null >/dev/null 2>&1; mutt -v | head -1; mhonarc -quiet -outdir /work/html M/gr/new/* ; ls html; w3m -dump html/msg00000.html | head -5; lynx -dump html/msg00000.html | head -3; html2text html/msg00000.html | head -3 ;;
 send) printf 'account default\nhost 127.0.0.1\nport 1\nfrom a@x.test\ntls on\nauth off\n' > .msmtprc; chmod 600 .msmtprc; msmtp b@x.test < m.eml; msmtp --serverinfo --host=svc.dns.test --port=9443 --tls=on --tls-starttls=off --timeout=4 2>&1 | head -3; echo body | s-nail -n -:/ -S mta=file:///work/sent -s 'Grüße' b@x.test; cat sent 2>/dev/null | head -20; swaks --to a@x --server 127.0.0.1:1 --tls 2>&1 | tail -2; swaks --support 2>&1 | head -8 ;;
 fetch) printf 'poll svc.dns.test proto imap port 9443 user a password b ssl sslproto tls1.2+\n' > .fetchmailrc; chmod 600 .fetchmailrc; timeout 20 fetchmail -v --nosyslog -t 3 2>&1 | tail -6; printf '[retriever]\ntype=SimpleIMAPSSLRetriever\nserver=svc.dns.test\nport=9443\nusername=a\npassword=b\nuse_cram_md5=False\ntimeout=3\n[destination]\ntype=Maildir\npath=/work/Maildir/\n[options]\nverbose=2\n' > gm; timeout 20 getmail --getmaildir /work --rcfile /work/gm 2>&1 | tail -3; printf 'IMAPAccount a\nHost svc.dns.test\nPort 9443\nUser a\nPass b\nSSLType IMAPS\nTimeout 3\nIMAPStore r\nAccount a\nMaildirStore l\nPath /work/M/\nInbox /work/M/I\nChannel c\nFar :r:\nNear :l:\nCreate Near\n' > .mbsyncrc; timeout 20 mbsync c 2>&1 | tail -2 ;;
 spam) bogofilter -s < m2.eml; bogofilter -n < m.eml; bogofilter -v < m.eml; bogoutil -d .bogofilter/wordlist.db | head -2 ;;
esac
X
chmod 755 $1/usr/local/bin/mailjob; }
probe() {
  work /work; printf 'From: =?utf-8?q?J=C3=BCrgen?= <j@x.test>\nTo: a@x.test\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= Gr\nDate: Tue, 2 Jan 2024 10:00:00 +0100\nMessage-ID: <1@x>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nHallo =FC Welt\n' > $D/m.eml; printf 'From: b@x\nTo: a@x\nSubject: MIME\nMessage-ID: <2@x>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=X\n\n--X\nContent-Type: text/plain\n\nhi\n--X\nContent-Type: application/octet-stream; name=x.bin\nContent-Disposition: attachment; filename=x.bin\nContent-Transfer-Encoding: base64\n\naGFsbG8=\n--X--\n' > $D/m2.eml; chmod 644 $D/*
  O=$(run_main filter 2>&1); want formail 'Subject|=\?utf-8' "$O"; want procmail 'X-Seen: yes' "$(cat $D/M/gr/new/* 2>&1)"; want maildrop 'MIME' "$(cat $D/Maildir/new/* 2>&1)"; want munpack 'part|x.bin' "$(ls $D)"; O=$(run_main search 2>&1); want notmuch 'Jürgen.*Grüße' "$O"; want show 'Hallo ü|"id"' "$O"; want mutt 'Mutt 2' "$O"; want mhonarc 'msg00000.html' "$O"; want w3m 'Grüße' "$O"; O=$(run_main send 2>&1); want msmtp 'cannot connect|refused' "$O"; want swaks 'Error connecting|refused' "$O"
  O=$(RUN_TIMEOUT=80 run_main fetch 2>&1); echo "$O" > $H/o; want fetchmail 'fetchmail:' "$O"; want getmail 'getmail|Simple|error|timed out|imap' "$O"; want mbsync 'IMAP|Error|timeout|closed|reading' "$(tail -2 <<<"$O")"; O=$(run_main spam 2>&1); want bogo 'X-Bogosity: (Ham|Unsure)' "$O"; want wordlist ' [0-9]+ [0-9]+' "$O"
}
