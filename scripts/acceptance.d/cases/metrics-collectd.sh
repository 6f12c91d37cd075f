# metrics-collectd: plug-ins that the configuration lists, out of a hundred in one package, and a bash script that one of them starts
PACKAGES="collectd-core libprotobuf-c1 libmicrohttpd12"
EXTRA="Plug-ins that are small enough to stay though the configuration does not load them."
ENTRYPOINT=(/usr/sbin/collectd -f)
CMD=(-C /etc/collectd/site.conf)
prepare() { printf '#!/bin/bash\nwhile sleep 1; do echo "PUTVAL panel/exec-x/gauge-y interval=1 N:$(seq 5 | awk "{s+=\\$1} END {print s}")"; done\n' > $1/usr/local/bin/m.sh; chmod 755 $1/usr/local/bin/m.sh
 cat > $1/etc/collectd/site.conf <<'E'
Hostname "panel"
Interval 1
TypesDB "/usr/share/collectd/types.db"
LoadPlugin logfile
LoadPlugin load
LoadPlugin cpu
LoadPlugin csv
LoadPlugin exec
LoadPlugin network
<Plugin logfile>
  File STDERR
</Plugin>
<Plugin csv>
  DataDir "/var/lib/collectd/csv"
</Plugin>
<Plugin exec>
  Exec "nobody" "/usr/local/bin/m.sh"
</Plugin>
E
}
probe() { start_main; sleep 5; want exec '15' "$(cat $R/var/lib/collectd/csv/panel/exec-x/gauge* 2>&1)"; want csv 'epoch' "$(cat $R/var/lib/collectd/csv/panel/load/load* 2>&1)"; want alive '.' "$(main_alive && echo y)"; }
