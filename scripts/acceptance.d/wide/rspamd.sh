# rspamd: Lua rules from its data directory, a controller with a web interface, a client
PACKAGES="rspamd"
ENTRYPOINT=(rspamd)
CMD=(-f -u _rspamd -g _rspamd)
EXPOSE=(11333 11334)
prepare() { mkdir -p "$1/etc/rspamd/local.d" "$1/run/rspamd"; echo 'type = "console";' > "$1/etc/rspamd/local.d/logging.inc"; echo 'bind_socket = "*:11334"; secure_ip = "127.0.0.1";' > "$1/etc/rspamd/local.d/worker-controller.inc"; fat_run "$1" chown _rspamd /run/rspamd; }
probe() {
  start_main; wait_port 11334 40 || return 1; wait_port 11333
  printf 'From: Bob <bob@svc.dns.test>\nTo: ann@dns.test\nSubject: =?utf-8?q?Gr=C3=BC?=\nMIME-Version: 1.0\nContent-Type: text/html; charset=koi8-r\n\n<p>XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X <a href="http://bit.ly/x">x</a></p>\n' > $H/m
  want check 'GTUBE' "$(cget --data-binary @$H/m http://127.0.0.1:11333/checkv2)"
  printf 'From: Bob <bob@svc.dns.test>\nTo: ann@dns.test\nSubject: Hi\nContent-Type: text/html; charset=koi8-r\n\n<p>hello <a href="http://bit.ly/x">x</a></p>\n' > $H/m2
  want rules 'MIME_HTML_ONLY' "$(cget --data-binary @$H/m2 http://127.0.0.1:11333/checkv2)"; want rules2 'MISSING_MID|MISSING_DATE' "$(cget --data-binary @$H/m2 http://127.0.0.1:11333/checkv2)"
  want ui 'Rspamd Web Interface' "$(cget http://127.0.0.1:11334/)"; want stat '"scanned"' "$(cget http://127.0.0.1:11334/stat)"; want js 'function|define' "$(cget http://127.0.0.1:11334/js/app/rspamd.js | head -c 3000)"
  want rspamc 'Results|Action' "$(timeout 30 chroot "$R" rspamc -h 127.0.0.1:11333 < $H/m2 2>&1)"
  want rspamadm 'syntax OK' "$(timeout 30 chroot "$R" rspamadm configtest 2>&1)"
}
