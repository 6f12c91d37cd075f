# an image whose entrypoint adapts an account to the outside (PUID, PGID), trusts a mounted CA, and starts services by Debian's init scripts, as many do; apache in the foreground
PACKAGES="apache2 cron openssh-server procps curl"
ENTRYPOINT=(/entrypoint.sh)
CMD=(apache2ctl -D FOREGROUND)
ENV=("PUID=1777" "PGID=1777")
EXPOSE=(80)
prepare() { local r=$1; add_user "$r" app 1401; mkdir -p "$r/data" "$r/usr/local/share/ca-certificates" "$r/certs"; chown 1401:1401 "$r/data"; cp "$CACHE/tls/ca.pem" "$r/certs/extra.crt"; rm -f "$r/usr/local/share/ca-certificates/test-ca.crt"; fat_run "$r" update-ca-certificates --fresh >/dev/null 2>&1
  cat > "$r/entrypoint.sh" <<'E'
#!/bin/bash
set -e
groupmod -o -g "$PGID" app
usermod -o -u "$PUID" app
chown -R app:app /data
if ls /certs/*.crt >/dev/null 2>&1; then cp /certs/*.crt /usr/local/share/ca-certificates/; update-ca-certificates >/dev/null; fi
echo "app:${APP_PASSWORD:-geheim}" | chpasswd
service ssh start
/etc/init.d/cron start
exec "$@"
E
  printf '#!/bin/sh\nservice cron status >/dev/null && pgrep -x sshd >/dev/null && curl -fsS http://127.0.0.1/ >/dev/null\n' > "$r/usr/local/bin/healthcheck"; chmod 755 "$r/entrypoint.sh" "$r/usr/local/bin/healthcheck"
  printf '* * * * * app id -u > /data/tick\n' > "$r/etc/cron.d/app"; }
probe() { start_main; wait_port 80 40 || return 1; ex() { _argv - "$@"; timeout 30 "${ARGV[@]}" 2>&1; }
  want page 'Apache2' "$(cget http://127.0.0.1/ | head -c 4000)"; want uid '^1777:1777' "$(stat -c %u:%g "$R/data")"; want passwd 'app:x:1777:1777' "$(grep ^app: "$R/etc/passwd")"; want trusted 'hello from' "$(ex curl -sS https://svc.dns.test:9443/hello)"; want shadow 'app:\$y\$' "$(grep ^app: "$R/etc/shadow")"; want health '^0$' "$(ex healthcheck; echo $?)"; want ssh 'SSH-2.0-OpenSSH' "$(exec 3<>/dev/tcp/127.0.0.1/22; timeout 5 head -1 <&3)"; check tick retry 75 grep -q 1777 "$R/data/tick"; want restart '' "$(ex service cron restart)"; want stop 'Stopping|^$|stopped' "$(ex service ssh stop)"; }
