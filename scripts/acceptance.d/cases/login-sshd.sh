# login-sshd: remote login with a password through PAM, the shell of the user with its start-up files, sftp, a locale from the environment
# of PAM, the message of the day made by scripts; host keys are made by the entry script
PACKAGES="openssh-server locales"
EXTRA="Clients beside the server, of a package that its own depends on (ssh-add, sftp, scp), and modules of PAM that nobody used this time."
ENTRYPOINT=(/usr/local/bin/entry.sh)
CMD=(/usr/sbin/sshd -D -e)
EXPOSE=(2222)
prepare() {
  local r=$1; fat_run "$r" sh -c "useradd -m -u 1402 -s /bin/bash -c 'Ann Example' ann && echo 'ann:geheim' | chpasswd && rm -f /etc/ssh/ssh_host_*; echo 'de_DE.UTF-8 UTF-8' > /etc/locale.gen; locale-gen" >/dev/null || return 1
  printf 'Port 2222\nPasswordAuthentication yes\nKbdInteractiveAuthentication no\nAllowUsers ann\nSetEnv SITE=panel\n' > "$r/etc/ssh/sshd_config.d/site.conf"
  printf '#!/bin/sh\nset -e\nssh-keygen -A >/dev/null\nmkdir -p /run/sshd && chmod 755 /run/sshd\nexec "$@"\n' > "$r/usr/local/bin/entry.sh"; chmod 755 "$r/usr/local/bin/entry.sh"
  printf 'LANG=de_DE.UTF-8\nTZ=Europe/Berlin\n' > "$r/etc/environment"
  printf '#!/bin/sh\nprintf "welcome to %%s\\n" "$(uname -n)"\n' > "$r/etc/update-motd.d/10-site"; chmod 755 "$r/etc/update-motd.d/10-site"
  echo 'alias greet="printf hello-%s\\\\n"; export FROM_PROFILE=yes' > "$r/home/ann/.bash_aliases"; fat_run "$r" chown ann /home/ann/.bash_aliases
}
probe() {
  start_main; wait_port 2222 || return 1
  local o="-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o PubkeyAuthentication=no -o LogLevel=ERROR -F none"
  ssh_() { timeout 20 sshpass -p geheim ssh $o -p 2222 ann@127.0.0.1 "$@" 2>&1; }
  want command 'ann ann panel /home/ann' "$(ssh_ 'echo $(id -un) $(id -gn) $SITE $PWD')"
  want "PAM's environment" '01:00 Donnerstag de_DE.UTF-8' "$(ssh_ 'echo $(date -d @0 "+%H:%M %A") $LANG')"
  want "wrong password" 'Permission denied' "$(timeout 20 sshpass -p no ssh $o -p 2222 ann@127.0.0.1 true 2>&1)"
  want "login shell" 'welcome to panel.*yes hello-x' "$(ssh_ -tt <<<$'set +o history\necho $FROM_PROFILE $(greet x)\nexit' | tr -d '\r' | tr '\n' ' ')"
  echo upload > "$H/f"; printf 'put %s/f here\nls -l\nget here %s/g\n' "$H" "$H" > "$H/batch"
  want sftp 'ann.* here' "$(timeout 20 sshpass -p geheim sftp $o -oBatchMode=no -P 2222 -b "$H/batch" ann@127.0.0.1 2>&1)"
  want "sftp back" upload "$(cat "$H/g" 2>&1)"
  want pipeline '^3$' "$(ssh_ 'ls /etc/passwd /etc/group /etc/shells | wc -l')"
}
