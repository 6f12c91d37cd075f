# services-xinetd: xinetd as the main process, as small servers of files run: rsync, git daemon, svnserve, tang (a shell script and jose), tftp, CVS-like own scripts, ident
PACKAGES="xinetd rsync git subversion tang tftpd-hpa tftp-hpa clevis curl socat"
ENTRYPOINT=(/docker-entrypoint.sh)
CMD=(/usr/sbin/xinetd -dontfork -stayalive -filelog /tmp/xinetd.log)
prepare() {
  local r=$1; mkdir -p "$r/srv/rsync" "$r/srv/git" "$r/srv/tftp" "$r/opt/bin"; echo inhalt > "$r/srv/rsync/a.txt"; echo boot > "$r/srv/tftp/boot.cfg"
  fat_run "$r" sh -c 'git init -q --bare /srv/git/x.git && touch /srv/git/x.git/git-daemon-export-ok && cd /tmp && git -c safe.directory=* clone -q /srv/git/x.git w 2>/dev/null && cd w && echo a > a && git add a && git -c user.email=a@b -c user.name=n commit -qm eins && git push -q origin HEAD:refs/heads/master; svnadmin create /srv/svn; printf "[general]\nanon-access = write\n" > /srv/svn/conf/svnserve.conf; rm -rf /tmp/w; ls /usr/lib/x86_64-linux-gnu/tangd* /usr/libexec/tangd* 2>/dev/null'
  printf '[files]\npath = /srv/rsync\nread only = no\nuid = root\nsecrets file = /etc/rsyncd.secrets\nauth users = ann\nfilter = - *.tmp\n' > "$r/etc/rsyncd.conf"; echo 'ann:geheim' > "$r/etc/rsyncd.secrets"; chmod 600 "$r/etc/rsyncd.secrets"
  svc() { printf 'service %s\n{\n type = UNLISTED\n socket_type = %s\n protocol = %s\n port = %s\n wait = %s\n user = root\n server = %s\n server_args = %s\n disable = no\n}\n' "$@" > "$r/etc/xinetd.d/$1"; }
  svc rsync stream tcp 873 no /usr/bin/rsync '--daemon'; svc git stream tcp 9418 no /usr/bin/git 'daemon --inetd --export-all --base-path=/srv/git'; svc svn stream tcp 3690 no /usr/bin/svnserve '-i -r /srv'
  svc own stream tcp 7777 no /opt/bin/own ''
  svc tftp dgram udp 69 yes /usr/sbin/in.tftpd '-s /srv/tftp'
  printf '#!/bin/bash\nread -r line\nprintf "echo %%s %%s\\n" "${line%%$'"'\\\\r'"'}" "$(date +%%Y | rev)"\n' > "$r/opt/bin/own"; chmod 755 "$r/opt/bin/own"
  cat > "$r/docker-entrypoint.sh" <<'X'
#!/bin/sh
set -e
if [ -z "$(ls -A /var/lib/tang 2>/dev/null)" ]; then
  for k in /usr/libexec/tangd-keygen /usr/lib/x86_64-linux-gnu/tangd-keygen; do [ -x "$k" ] && "$k" /var/lib/tang && break; done
fi
for f in /docker-entrypoint.d/*; do
  case "$f" in
    *.envsh) [ -x "$f" ] && . "$f" ;;
    *.sh) [ -x "$f" ] && "$f" ;;
  esac
done
socat -T 10 TCP-LISTEN:8080,reuseaddr,fork,bind=127.0.0.1 EXEC:"/usr/libexec/tangd /var/lib/tang" &
exec "$@"
X
  mkdir -p "$r/docker-entrypoint.d"; printf '#!/bin/sh\nset -e\nme=$(basename $0)\nprintf "%%s\\n" "$me: $(git --version)" | tee /tmp/hook.log\n' > "$r/docker-entrypoint.d/10-version.sh"; chmod 755 "$r/docker-entrypoint.sh" "$r/docker-entrypoint.d/10-version.sh"
}
probe() {
  start_main; for p in 873 9418 3690 8080 7777; do wait_port $p || return 1; done; local F=$STORE/services-xinetd/fat
  want hook 'git version' "$(cat "$R/tmp/hook.log")"; want own "echo hi $(date +%Y | rev)" "$(timeout 5 bash -c 'exec 3<>/dev/tcp/127.0.0.1/7777; echo hi >&3; cat <&3')"
  want git 'refs/heads/master' "$(git ls-remote git://127.0.0.1/x.git 2>&1)"; check clone git clone -q git://127.0.0.1/x.git "$H/x"
  want rsync files "$(timeout 10 chroot "$F" rsync rsync://127.0.0.1/ 2>&1)"; want get inhalt "$(timeout 10 chroot "$F" sh -c 'printf geheim >/tmp/pw; chmod 600 /tmp/pw; rsync -z --password-file=/tmp/pw rsync://ann@127.0.0.1/files/a.txt /tmp/a.txt && cat /tmp/a.txt; rm -f /tmp/a.txt /tmp/pw' 2>&1)"
  want svn 'Revision: 0' "$(timeout 10 chroot "$F" svn info svn://127.0.0.1/svn 2>&1)"; want mkdir 'Committed' "$(timeout 10 chroot "$F" svn mkdir -m x svn://127.0.0.1/svn/trunk 2>&1)"
  want adv 'payload' "$(cget http://127.0.0.1:8080/adv)"; want tftp boot "$(timeout 10 chroot "$F" sh -c 'cd /tmp; tftp -m binary 127.0.0.1 -c get boot.cfg; cat boot.cfg; rm -f boot.cfg' 2>&1)"

}
