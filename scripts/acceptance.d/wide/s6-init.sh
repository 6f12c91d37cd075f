# s6-init: an init tree in the style of s6-overlay: execline scripts, s6-svscan, logging, envdir, setuidgid, notification, finish scripts
PACKAGES="s6 execline busybox curl runit"
ENTRYPOINT=(/init)
CMD=(busybox httpd -f -p 8080 -h /srv/www)
WORKDIR=/
ENV=("PATH=/usr/local/bin:/usr/lib/execline/bin:/usr/bin:/bin:/usr/sbin:/sbin")
. "$SUITE/lib/cli.sh"
prepare() { local r=$1 s=$1/etc/services.d; add_user "$r" web 1700; mkdir -p "$s/web2" "$s/cron" "$r/srv/www" "$r/srv/w2" "$r/etc/cont-init.d" "$r/etc/env/app" "$r/var/log/web2" "$r/run/s6"
echo one > "$r/srv/www/index.html"; echo two > "$r/srv/w2/index.html"; printf 'blue' > "$r/etc/env/app/COLOR"
cat > "$r/init" <<'X'
#!/usr/bin/execlineb -S0
export PATH /usr/local/bin:/usr/lib/execline/bin:/usr/bin:/bin:/usr/sbin:/sbin
foreground { if { /bin/mkdir -p /run/service } elglob -0 s /etc/services.d/* /bin/cp -a $s /run/service }
foreground { forx -E i { /etc/cont-init.d/10-perms /etc/cont-init.d/20-exec } $i }
background { s6-svscan /run/service }
s6-setuidgid web
$@
X
cat > "$s/web2/run" <<'X'
#!/usr/bin/execlineb -P
fdmove -c 2 1
s6-envdir /etc/env/app
 
s6-setuidgid web
foreground { redirfd -w 1 /tmp/color printenv COLOR }
busybox httpd -f -p 8081 -h /srv/w2
X
mkdir -p "$s/web2/log"; printf '#!/usr/bin/execlineb -P\ns6-log n3 s100000 T /var/log/web2\n' > "$s/web2/log/run"; printf '#!/usr/bin/execlineb -S0\ns6-echo finished\n' > "$s/web2/finish"
printf '#!/bin/sh\nexec chpst -u web:web sh -c "while sleep 1; do date > /tmp/tick; done"\n' > "$s/cron/run"
printf '#!/bin/sh\ninstall -d -o web /tmp/perm\n' > "$r/etc/cont-init.d/10-perms"; printf '#!/usr/bin/execlineb -P\nbacktick H { hostname } importas -iu H H redirfd -w 1 /tmp/h s6-echo $H\n' > "$r/etc/cont-init.d/20-exec"
chmod 755 "$r/init" "$s"/*/run "$s/web2/log/run" "$s/web2/finish" "$r"/etc/cont-init.d/*; }
probe() {
  start_main; wait_port 8080 || return 1; sleep 2
  want one one "$(cget http://127.0.0.1:8080/)"; want two two "$(cget http://127.0.0.1:8081/)"; want color blue "$(cat "$R/tmp/color" 2>&1)"; want tick 20 "$(cat "$R/tmp/tick" 2>&1)"; check perm test -d "$R/tmp/perm"; check log test -e "$R/var/log/web2/current"
}
