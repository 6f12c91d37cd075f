# gitolite behind sshd: Perl, hooks, its own commands, for a person without a password
PACKAGES="gitolite3 openssh-server git"
ENTRYPOINT=(/usr/sbin/sshd -D -e)
EXPOSE=(22)
prepare() { local r=$1; mkdir -p "$r/run/sshd"; rm -f $CACHE/gk*; ssh-keygen -q -t ed25519 -N '' -f $CACHE/gk; cp $CACHE/gk.pub "$r/tmp/admin.pub"; fat_run "$r" sh -c 'id git 2>/dev/null || useradd -m -s /bin/sh git; ssh-keygen -A; su git -c "HOME=/home/git gitolite setup -pk /tmp/admin.pub"; usermod -p "*" git; ls -la /home/git' >/dev/null 2>&1; }
probe() { start_main; wait_port 22 || return 1; cp $CACHE/gk $H/gk; chmod 600 $H/gk; export GIT_SSH_COMMAND="ssh -i $H/gk -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o IdentitiesOnly=yes"
  want info 'gitolite-admin' "$(timeout 20 $GIT_SSH_COMMAND git@127.0.0.1 info 2>&1)"; check clone timeout 30 git clone -q ssh://git@127.0.0.1/gitolite-admin $H/a
  check config sh -c "cd $H/a && git config user.email a@b && git config user.name a && printf 'repo shop\n    RW+ = @all\n' >> conf/gitolite.conf && git commit -qam new && timeout 30 git push -q"; check push sh -c "git init -q $H/s && cd $H/s && git config user.email a@b && git config user.name a && echo x > x && git add x && git commit -qm x && timeout 30 git push -q ssh://git@127.0.0.1/shop HEAD:master"
  want desc 'shop' "$(timeout 20 $GIT_SSH_COMMAND git@127.0.0.1 info 2>&1)"; want help 'desc|info|perms' "$(timeout 20 $GIT_SSH_COMMAND git@127.0.0.1 help 2>&1)"; }
