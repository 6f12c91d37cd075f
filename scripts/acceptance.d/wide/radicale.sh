# radicale: a Python calendar server, passwords by bcrypt, its web interface, time zones
PACKAGES="radicale python3-bcrypt python3-passlib apache2-utils"
ENTRYPOINT=(radicale)
CMD=(--config /etc/radicale/config)
USER=radicale
EXPOSE=(5232)
prepare() { local r=$1; fat_run "$r" htpasswd -Bbc /etc/radicale/users ann geheim 2>/dev/null; mkdir -p "$r/var/lib/radicale/collections"; fat_run "$r" chown -R radicale /var/lib/radicale; printf '[server]\nhosts = 0.0.0.0:5232\n[auth]\ntype = htpasswd\nhtpasswd_filename = /etc/radicale/users\nhtpasswd_encryption = bcrypt\n[storage]\nfilesystem_folder = /var/lib/radicale/collections\nhook = git --version > /var/lib/radicale/hook\n[rights]\ntype = owner_only\n' > "$r/etc/radicale/config"; sed -i '/^hook/d' "$r/etc/radicale/config"; }
probe() { start_main; wait_port 5232 || return 1; local u=http://127.0.0.1:5232 a="-u ann:geheim"
  want web 'Radicale' "$(cget -L $u/.web/)"; want js 'function' "$(cget $u/.web/fn.js | head -c 3000)"; want refused 401 "$(cget -o /dev/null -w '%{http_code}' -u ann:x -X PROPFIND $u/ann/)"
  want make '201' "$(cget $a -o /dev/null -w '%{http_code}' -X MKCALENDAR $u/ann/cal/)"
  printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20240101T000000Z\r\nDTSTART;TZID=Europe/Berlin:20240105T100000\r\nRRULE:FREQ=DAILY;COUNT=3\r\nSUMMARY:Grüße\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n' > $H/e.ics
  want put 201 "$(cget $a -o /dev/null -w '%{http_code}' -T $H/e.ics $u/ann/cal/1.ics)"; want get Grüße "$(cget $a $u/ann/cal/1.ics)"
  want report '1.ics' "$(cget $a -X REPORT -H 'Content-Type: text/xml' -d '<?xml version="1.0"?><C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="20240106T000000Z" end="20240107T000000Z"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>' $u/ann/cal/)"; }
