# privoxy: actions, filters, templates, its own pages, the user manual
PACKAGES="privoxy"
ENTRYPOINT=(privoxy)
CMD=(--no-daemon --user privoxy /etc/privoxy/config)
EXPOSE=(8118)
prepare() { sed -i '/^listen-address/d; s/^logfile/#logfile/; $a listen-address 0.0.0.0:8118' "$1/etc/privoxy/config"; printf '{ +block{ours} }\n.blocked.test\n{ +filter{frameset-borders} +client-header-filter{hide-tor-exit-notation} }\n/\n' >> "$1/etc/privoxy/user.action"; }
probe() { start_main; wait_port 8118 || return 1; local x="-x http://127.0.0.1:8118"
  want http 'hello from' "$(cget $x http://svc.dns.test:9080/hello/a)"; want https 'hello from' "$(cget $x https://svc.dns.test:9443/hello/a)"; want blocked 'Request blocked|BLOCKED|blocked' "$(cget $x http://www.blocked.test/)"; want own 'Privoxy' "$(cget $x http://config.privoxy.org/)"; want status 'user.action' "$(cget $x http://config.privoxy.org/show-status)"; want info 'default.action|match' "$(cget $x http://config.privoxy.org/show-url-info?url=www.blocked.test)"; want nohost '404|No such domain|503' "$(cget $x -i http://nope.invalid/)"; want manual 'html' "$(cget -L $x http://config.privoxy.org/user-manual/index.html | head -c 300)"; }
