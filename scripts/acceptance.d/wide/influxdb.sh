# influxdb 1: its HTTP interface, its client in the same image, backup
PACKAGES="influxdb influxdb-client"
ENTRYPOINT=(influxd)
CMD=(run -config /etc/influxdb/influxdb.conf)
USER=influxdb
EXPOSE=(8086)
prepare() { fat_run "$1" chown -R influxdb /var/lib/influxdb; }
probe() { start_main; wait_port 8086 30 || return 1; local u=http://127.0.0.1:8086
  want create 'statement_id' "$(cget $u/query --data-urlencode 'q=CREATE DATABASE d')"; want write 204 "$(cget -o /dev/null -w '%{http_code}' "$u/write?db=d" --data-binary $'cpu,host=a v=1.5 1700000000000000000\ncpu,host=b v=2 1700000000000000000')"
  want zone '\+01:00' "$(cget -G $u/query --data-urlencode db=d --data-urlencode "q=select mean(v) from cpu where time > 1690000000000000000 and time < 1710000000000000000 group by time(1000d) fill(none) tz('Europe/Berlin')")"
  want client 'cpu' "$(timeout 20 chroot "$R" influx -execute 'show measurements' -database d 2>&1)"; }
