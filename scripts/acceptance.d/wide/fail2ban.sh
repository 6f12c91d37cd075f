# fail2ban: Python server with filters and actions as files, a client, an action in Python
PACKAGES="fail2ban iptables"
ENTRYPOINT=(fail2ban-server)
CMD=(-xf --logtarget=stdout start)
prepare() {
  local r=$1
  cat > "$r/etc/fail2ban/jail.d/site.conf" <<'E'
[DEFAULT]
dbfile = /var/lib/fail2ban/fail2ban.sqlite3
[sshd]
enabled = true
backend = polling
logpath = /var/log/auth.log
maxretry = 2
action = %(action_)s
         schreib
E
  printf '[Definition]\nactionban = echo "<ip> gebannt" >> /var/log/ban.txt\nactionunban = :\n' > "$r/etc/fail2ban/action.d/schreib.conf"
  : > "$r/var/log/auth.log"
}
probe() {
  start_main
  local i; for i in $(seq 100); do [ -S "$R/run/fail2ban/fail2ban.sock" ] || [ -S "$R/var/run/fail2ban/fail2ban.sock" ] && break; sleep .2; done; sleep 2
  for i in 1 2 3; do echo "$(date '+%b %e %H:%M:%S') panel sshd[123]: Failed password for invalid user x from 192.0.2.9 port 22 ssh2" >> "$R/var/log/auth.log"; done
  check ban retry 20 grep -q '192.0.2.9 gebannt' "$R/var/log/ban.txt"
  _argv - fail2ban-client status sshd; want client 'Total banned:.*1' "$(timeout 30 "${ARGV[@]}" 2>&1 | tr '\n' ' ')"
  _argv - fail2ban-client banned; want banned '192.0.2.9' "$(timeout 30 "${ARGV[@]}" 2>&1)"
  want multiport 'f2b-sshd|Ban 192.0.2.9' "$(cat $WORK/main.log)"
  want noerror '^$' "$(grep -i 'ERROR' $WORK/main.log)"
}
