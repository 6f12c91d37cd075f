# internet radio: icecast2 under runit with an encoder (ices2) and a playlist script, its admin pages by XSLT, MIME, passwords; status JSON; its own user
PACKAGES="icecast2 ices2 runit vorbis-tools dumb-init"
ENTRYPOINT=(/usr/bin/dumb-init --)
CMD=(runsvdir -P /srv/service)
ENV=("SVDIR=/srv/service")
EXPOSE=(8000)
prepare() { local r=$1 s=$1/srv/service; mkdir -p "$s/icecast" "$s/encoder/log" "$r/srv/music" "$r/etc/ices" "$r/var/log/ices"; rm -rf "$s"/*/supervise
  fat_run "$r" sh -c 'python3 --version >/dev/null 2>&1; cd /srv/music; dd if=/dev/urandom bs=1k count=800 2>/dev/null | oggenc -Q -r -t "Lied Ä" -a Ann -o a.ogg -; ls -l a.ogg' >/dev/null 2>&1
  printf '#!/bin/sh\nexec 2>&1\nexec chpst -u icecast2:icecast icecast2 -c /etc/icecast2/icecast.xml\n' > "$s/icecast/run"
  printf '#!/bin/sh\nexec 2>&1\nsleep 1\nexec ices2 /etc/ices/ices.xml\n' > "$s/encoder/run"; printf '#!/bin/sh\nexec svlogd -tt /var/log/ices\n' > "$s/encoder/log/run"; chmod 755 "$s"/*/run "$s"/*/log/run
  printf '#!/bin/sh\necho /srv/music/a.ogg\n' > "$r/usr/local/bin/next-song"; printf '#!/bin/sh\nsv status icecast encoder && sv check icecast\n' > "$r/usr/local/bin/healthcheck"; chmod 755 "$r/usr/local/bin/"*
  sed -i 's,hackme,geheim,g; s,<!-- *<chroot>,<chroot>,' "$r/etc/icecast2/icecast.xml"; fat_run "$r" chown -R icecast2:icecast /etc/icecast2
  cat > "$r/etc/ices/ices.xml" <<'E'
<?xml version="1.0"?>
<ices><background>0</background><logpath>/var/log/ices</logpath><logfile>ices.log</logfile><loglevel>4</loglevel><consolelog>1</consolelog>
<stream><metadata><name>Radio Büro</name><genre>x</genre><description>y</description></metadata>
<input><module>playlist</module><param name="type">script</param><param name="program">/usr/local/bin/next-song</param></input>
<instance><hostname>127.0.0.1</hostname><port>8000</port><password>geheim</password><mount>/radio.ogg</mount><reconnectdelay>1</reconnectdelay><reconnectattempts>20</reconnectattempts><encode><quality>0</quality><samplerate>44100</samplerate><channels>2</channels></encode></instance></stream></ices>
E
}
probe() { start_main; wait_port 8000 || return 1; local u=http://127.0.0.1:8000; ex() { _argv - "$@"; timeout 30 "${ARGV[@]}" 2>&1; }
  st() { cget $u/status-json.xsl | grep -q radio.ogg; }; export -f st cget 2>/dev/null; local i; for i in $(seq 100); do st && break; sleep 0.3; done
  want source 'radio.ogg' "$(cget $u/status-json.xsl)"; want page 'Icecast' "$(cget $u/status.xsl)"; want style 'font|body' "$(cget $u/style.css)"; want stream 'OggS' "$(curl -s --max-time 3 $u/radio.ogg | head -c 200 | tr -d '\0')"; want admin 'listmounts|Radio|Admin' "$(cget -u admin:geheim $u/admin/stats.xsl)"; want denied '401' "$(cget -o /dev/null -w '%{http_code}' $u/admin/stats.xsl)"; want m3u '/radio.ogg' "$(cget $u/radio.ogg.m3u)"; want xspf 'Radio|trackList' "$(cget $u/radio.ogg.xspf)"
  want health 'run: icecast.*run: encoder|ok: run' "$(ex /usr/local/bin/healthcheck | tr '\n' ' ')"; want restart 'ok: run: icecast' "$(ex sv restart icecast)"; check logged retry 10 test -s "$R/var/log/ices/current"; }
