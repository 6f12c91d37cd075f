# cron-mail: a job image: cron with jobs in /etc/cron.d and a user's table, anacron, logrotate, mail by msmtp, at; the entry script passes the environment on and tails the log
PACKAGES="cron anacron logrotate msmtp-mta bsd-mailx at gettext-base tini sqlite3 rsync restic xz-utils"
ENTRYPOINT=(/usr/bin/tini -g -- /entrypoint.sh)
CMD=(cron -f -L 15)
ENV=("SMTP_HOST=127.0.0.1" "SMTP_PORT=2525" "MAIL_TO=ann@panel.test" "BACKUP_TZ=Europe/Vienna")
prepare() {
  local r=$1; mkdir -p "$r/opt/jobs" "$r/var/spool/cron/crontabs" "$r/etc/templates" "$r/srv/data"; add_user "$r" worker 1500; echo d > "$r/srv/data/d.txt"
  printf 'account default\nhost ${SMTP_HOST}\nport ${SMTP_PORT}\nfrom cron@panel.test\nauth off\ntls off\n' > "$r/etc/templates/msmtprc"
  printf 'SHELL=/bin/bash\n* * * * * root /opt/jobs/tick >> /tmp/tick.log 2>&1\n* * * * * worker sqlite3 /tmp/w.db "create table if not exists t(a); insert into t values (strftime(\x27\\%%Y\x27)); select count(*) from t" > /tmp/sql.log 2>&1\n' > "$r/etc/cron.d/site"
  cat > "$r/opt/jobs/tick" <<'X'
#!/bin/bash
. /etc/container_environment.sh
set -u
now=$(TZ=$BACKUP_TZ date +%z)
tar -C /srv -czf - data | gpg_or_cat() { cat; } 2>/dev/null || tar -C /srv -cJf /tmp/data.tar.xz data
find /srv/data -type f -mmin -9999999 -print0 | xargs -0 -r sha256sum | sort -k2 > /tmp/sums
rsync -a /srv/data/ /tmp/copy/
RESTIC_PASSWORD=x restic -q -r /tmp/repo snapshots >/dev/null 2>&1 || RESTIC_PASSWORD=x restic -q -r /tmp/repo init
RESTIC_PASSWORD=x restic -q -r /tmp/repo backup /srv/data && echo restic done
echo "zone $now" | mail -s "Bericht" "$MAIL_TO"
echo "done $now"
X
  sed -i 's/^tar -C .*/tar -C \/srv -cJf \/tmp\/data.tar.xz data/' "$r/opt/jobs/tick"
  printf '/tmp/rot.log {\n  size 1\n  rotate 3\n  compress\n  su root root\n  missingok\n  postrotate\n    date > /tmp/rotated\n  endscript\n}\n' > "$r/etc/logrotate.d/site"
  cat > "$r/entrypoint.sh" <<'X'
#!/bin/bash
set -e
envsubst < /etc/templates/msmtprc > /etc/msmtprc
printenv | sed 's/^\([A-Z_]*\)=\(.*\)$/export \1="\2"/' > /etc/container_environment.sh
[ -f /etc/timezone ] || echo UTC > /etc/timezone
atd
anacron -T
exec "$@"
X
  chmod 755 "$r/entrypoint.sh" "$r/opt/jobs/tick"; chmod 644 "$r/etc/cron.d/site"
}
PROBE_TIMEOUT=150
probe() {
  python3 -I - "$H/mail" <<'P' >/dev/null 2>&1 &
import socket,sys
s=socket.create_server(("127.0.0.1",2525))
while True:
    c,_=s.accept(); f=c.makefile("rwb"); w=lambda x:(f.write(x+b"\r\n"),f.flush())
    w(b"220 x"); data=False; o=open(sys.argv[1],"ab")
    for l in f:
        if data:
            o.write(l)
            if l==b".\r\n": data=False; w(b"250 ok"); o.flush()
        elif l[:4].upper()==b"DATA": data=True; w(b"354 go")
        elif l[:4].upper()==b"QUIT": w(b"221 bye"); break
        else: w(b"250 x")
    c.close()
P
  start_main; ex() { _argv - "$@"; timeout 30 "${ARGV[@]}" 2>&1; }
  sleep 1; check at ex sh -c 'echo "date > /tmp/at.out" | at now'; seq 1000 > "$R/tmp/rot.log"; chmod 644 "$R/tmp/rot.log"; want rotate '^$' "$(ex logrotate -f /etc/logrotate.d/site)"; check rotated test -s "$R/tmp/rotated"; check compressed test -s "$R/tmp/rot.log.1.gz"
  retry 75 grep -q '^done' "$R/tmp/tick.log"; sleep 3
  want tick 'done \+0[12]00' "$(cat "$R/tmp/tick.log")"; want restic 'restic done' "$(cat "$R/tmp/tick.log")"; want mail 'Subject: Bericht' "$(cat "$H/mail")"; want sql 1 "$(cat "$R/tmp/sql.log")"; want copy d "$(cat "$R/tmp/copy/d.txt")"; check xz test -s "$R/tmp/data.tar.xz"; check atdone test -s "$R/tmp/at.out"
  want run-parts 'logrotate' "$(ex run-parts --test /etc/cron.daily)"; want anacron 'Normal exit|Job|^$' "$(ex anacron -d -n -f cron.daily 2>&1 | tail -1)"; want list 'site' "$(ex ls /etc/cron.d)"
}
