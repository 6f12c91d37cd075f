# bacula: the file daemon and storage daemon with a plug-in directory, and its console
PACKAGES="bacula-director bacula-director-sqlite3 bacula-fd bacula-sd bacula-console sqlite3"
ENTRYPOINT=(/usr/local/bin/start)
EXPOSE=(9101)
prepare() { local r=$1; printf '#!/bin/sh\nset -e\nbacula-sd -c /etc/bacula/bacula-sd.conf\nbacula-fd -c /etc/bacula/bacula-fd.conf\nexec bacula-dir -f -c /etc/bacula/bacula-dir.conf\n' > "$r/usr/local/bin/start"; chmod 755 "$r/usr/local/bin/start"; fat_run "$r" sh -c 'mkdir -p /run/bacula; ls -la /var/lib/bacula /etc/bacula; ls /usr/share/bacula-director' >/dev/null 2>&1; }
probe() { start_main; wait_port 9101 40 || return 1; b() { printf '%s\n' "$@" quit | timeout 60 chroot "$R" bconsole -c /etc/bacula/bconsole.conf 2>&1; }
  want status 'Director|panel' "$(b 'status dir')"; want jobs 'Job|job' "$(b 'show jobs')"; want client 'Running Jobs|Connecting' "$(b 'status client')"; want list 'No results|jobid|JobId' "$(b 'list jobs')"; }
