# munin: a node with plug-ins in shell and Perl, and the master that draws graphs (cron job), behind a small web server
PACKAGES="munin munin-node apache2 libcgi-fast-perl"
ENTRYPOINT=(/usr/local/bin/start)
EXPOSE=(80 4949)
prepare() { local r=$1; printf '#!/bin/sh\nset -e\nmkdir -p /run/munin /var/run/munin\nchown munin:munin /run/munin\nmunin-node &\nsleep 2\nsu munin -s /bin/sh -c /usr/bin/munin-cron || true\nexec apache2ctl -D FOREGROUND\n' > "$r/usr/local/bin/start"; chmod 755 "$r/usr/local/bin/start"
  printf 'Alias /munin /var/cache/munin/www\n<Directory /var/cache/munin/www>\nRequire all granted\n</Directory>\nServerName localhost\n' > "$r/etc/apache2/conf-enabled/zz.conf"; fat_run "$r" sh -c 'cd /etc/munin/plugins; ls | head -50; for p in cpu load memory df uptime; do ln -sf /usr/share/munin/plugins/$p $p; done; rm -f http_loadtime'  >/dev/null; sed -i 's/^#*log_file.*/log_file \/dev\/stderr/; s/^background 1/background 0/; s/^setsid 1/setsid 0/' "$r/etc/munin/munin-node.conf"; }
tel() { # PORT TEXT : what a server answers within two seconds
  /usr/bin/python3 -I -c 'import socket,sys
s=socket.create_connection(("127.0.0.1",int(sys.argv[1]))); s.settimeout(3); s.sendall(sys.argv[2].encode()); b=b""
try:
    while True:
        d=s.recv(65536)
        if not d: break
        b+=d
except OSError: pass
print(b.decode("utf8","replace"))' "$@" 2>&1; }
probe() { start_main; wait_port 80 80 || return 1
  want node 'load.value' "$(tel 4949 "fetch load"$'\n')"; want config 'graph_title' "$(tel 4949 "config df"$'\n')"
  want html 'Munin' "$(cget -L http://127.0.0.1/munin/)"; check graph sh -c "find $R/var/cache/munin/www -name '*.png' -path '*local*' | grep -q ."; want css 'body' "$(cget http://127.0.0.1/munin/static/style-new.css | head -c 2000)"; check rrd sh -c "find $R/var/lib/munin -name '*.rrd' | grep -q ." ; }
