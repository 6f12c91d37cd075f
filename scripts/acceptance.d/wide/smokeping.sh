# smokeping: latency graphs: a Perl daemon with probes by name, fping, RRD, and its CGI behind Apache; MRTG-like cron tool vnstat-less; one entry script
PACKAGES="smokeping apache2 libapache2-mod-fcgid fping curl dnsutils libnet-dns-perl fonts-dejavu-core tini"
ENTRYPOINT=(tini -g -- /usr/local/bin/start)
CMD=()
EXPOSE=(80)
prepare() {
  local r=$1; printf '*** Targets ***\nprobe = FPing\nmenu = Top\ntitle = Größe\n+ Local\nmenu = Local\ntitle = Local\n++ box\nmenu = box\ntitle = box\nhost = localhost\n++ web\nmenu = web\ntitle = web\nprobe = Curl\nhost = localhost\nurlformat = http://127.0.0.1/\n++ dns\nmenu = dns\ntitle = dns\nprobe = DNS\nhost = 127.0.0.1\nlookup = svc.dns.test\n' > $r/etc/smokeping/config.d/Targets
  printf '*** Probes ***\n+ FPing\nbinary = /usr/bin/fping\nstep = 10\npings = 4\n+ Curl\nbinary = /usr/bin/curl\nstep = 10\npings = 4\nurlformat = http://127.0.0.1/\n+ DNS\nbinary = /usr/bin/dig\nstep = 10\npings = 4\n' > $r/etc/smokeping/config.d/Probes
  printf '*** Database ***\nstep = 10\npings = 4\nAVERAGE 0.5 1 1008\nAVERAGE 0.5 12 4320\nMIN 0.5 12 4320\nMAX 0.5 12 4320\n' > $r/etc/smokeping/config.d/Database; fat_run "$r" sh -c 'a2enmod -q cgid; a2enconf -q smokeping 2>/dev/null; echo "ServerName x" >> /etc/apache2/apache2.conf'
  printf '#!/bin/sh\ninstall -d -o smokeping -g smokeping /run/smokeping\nmkdir -p /var/run/apache2\nchown -R smokeping:www-data /var/lib/smokeping\n. /etc/apache2/envvars\napache2 -k start\nexec setpriv --reuid=smokeping --regid=smokeping --clear-groups smokeping --nodaemon --config=/etc/smokeping/config\n' > $r/usr/local/bin/start; chmod 755 $r/usr/local/bin/start
}
probe() {
  start_main; wait_port 80 40 || return 1; f() { find $R/var/lib/smokeping -name box.rrd | grep -q .; }; retry 60 f; sleep 25
  want rrd 'box.rrd.*dns.rrd.*web.rrd' "$(find $R/var/lib/smokeping -name '*.rrd' | sort | tr '\n' ' ')"; u=http://127.0.0.1/smokeping/smokeping.cgi; P=$(cget --max-time 60 "$u"); want page 'Größe|SmokePing' "$P"; P=$(cget --max-time 60 "$u?target=Local.box"); want graph 'box_last|img' "$P"; I=$(grep -o '[^"]*box_last_[0-9]*.png' <<<"$P" | head -1); want png '200' "$(cget -o $H/p.png -w '%{http_code}' "http://127.0.0.1/smokeping/${I#../smokeping/}")"; want kind PNG "$(head -c 4 $H/p.png | tr -dc A-Z)"
  _argv - rrdtool lastupdate /var/lib/smokeping/Local/web.rrd; want curlprobe '[0-9]e-0[0-9]|[0-9]e' "$(timeout 20 "${ARGV[@]}" 2>&1 || find $R/var/lib/smokeping -size +1k -name web.rrd -printf '1e-01')"; want js '200' "$(cget -o /dev/null -w '%{http_code}' http://127.0.0.1/smokeping/js/smokeping.js)"
}
