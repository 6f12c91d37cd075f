# tinyproxy: error pages, filters, a user by name, statistics
PACKAGES="tinyproxy"
ENTRYPOINT=(tinyproxy)
CMD=(-d -c /etc/tinyproxy/tinyproxy.conf)
EXPOSE=(8888)
prepare() { printf 'blocked\\.test\n' > "$1/etc/tinyproxy/filter"; sed -i 's/^LogFile/#LogFile/; s/^PidFile/#PidFile/' "$1/etc/tinyproxy/tinyproxy.conf"; printf 'Filter "/etc/tinyproxy/filter"\nFilterExtended On\nAllow 127.0.0.1\n' >> "$1/etc/tinyproxy/tinyproxy.conf"; }
probe() { start_main; wait_port 8888 || return 1; local x="-x http://127.0.0.1:8888"
  want http 'hello from' "$(cget $x http://svc.dns.test:9080/hello/a)"; want https 'hello from' "$(cget $x https://svc.dns.test:9443/hello/a)"; want filtered 'Filtered|filtered' "$(cget $x http://www.blocked.test/)"; want stats 'tinyproxy' "$(cget $x http://tinyproxy.stats/)"; want nohost '<html|<title' "$(cget $x http://nope.invalid/)"
  want uid "^$(awk -F: '$1=="tinyproxy"{print $3}' "$R/etc/passwd")$" "$(awk '/^Uid/{print $2}' /proc/$MAIN_PID/status)"; }
