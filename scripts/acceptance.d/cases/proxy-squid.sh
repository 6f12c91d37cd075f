# proxy-squid: a forward proxy with helpers: password check, an external ACL in shell, a disk cache, error pages, lists in files
PACKAGES="squid"
ENTRYPOINT=(squid)
CMD=(-N -f /etc/squid/squid.conf)
ENV=("TZ=America/Halifax")
EXPOSE=(3128)
prepare() {
  local r=$1 e=$1/etc/squid; mkdir -p "$e/lists"
  cat > "$e/squid.conf" <<'X'
http_port 3128
visible_hostname proxy.dns.test
cache_effective_user proxy
cache_dir ufs /var/spool/squid 20 4 4
coredump_dir /var/spool/squid
pid_filename none
shutdown_lifetime 1 second
auth_param basic program /usr/lib/squid/basic_ncsa_auth /etc/squid/users
auth_param basic realm proxy
external_acl_type hours ttl=0 children-startup=1 children-max=1 %URI /usr/local/bin/open-hours.sh
acl open external hours
acl banned dstdomain "/etc/squid/lists/banned"
acl secret url_regex -i "/etc/squid/lists/regex"
acl people proxy_auth REQUIRED
acl SSL_ports port 9443
acl CONNECT method CONNECT
http_access deny CONNECT !SSL_ports
http_access deny banned
http_access deny secret
http_access deny !open
http_access allow people
http_access deny all
refresh_pattern . 5 50% 10
logformat local %{%H:%M %z}tl %ru %ul
access_log stdio:/var/log/squid/access.log local
X
  echo '.banned.dns.test' > "$e/lists/banned"; echo 'top-secret' > "$e/lists/regex"
  printf 'ann:%s\n' "$(openssl passwd -apr1 pw)" > "$e/users"
  printf '#!/bin/sh\nwhile read -r uri rest; do\n  if echo "$uri" | grep -q closed; then echo ERR; else echo OK; fi\ndone\n' > "$r/usr/local/bin/open-hours.sh"; chmod 755 "$r/usr/local/bin/open-hours.sh"
  fat_run "$r" squid -z -N >/dev/null 2>&1; [ -d "$r/var/spool/squid/00" ] || return 1
  fat_run "$r" chown -R proxy:proxy /var/spool/squid /var/log/squid
}
probe() {
  start_main; wait_port 3128 30 || return 1
  local p='-x http://ann:pw@127.0.0.1:3128' q='-x http://127.0.0.1:3128'
  want plain 'hello from /hello/1' "$(cget $p http://svc.dns.test:9080/hello/1)"
  want connect 'hello from /hello/2' "$(cget $p https://svc.dns.test:9443/hello/2)"
  want "no password" '407' "$(cget $q -o /dev/null -w '%{http_code}' http://svc.dns.test:9080/hello/1)"
  want "wrong password" '407' "$(cget -x http://ann:no@127.0.0.1:3128 -o /dev/null -w '%{http_code}' http://svc.dns.test:9080/hello/1)"
  want "list of domains" '403' "$(cget $p -o /dev/null -w '%{http_code}' http://a.banned.dns.test:9080/hello)"
  want "list of patterns" 'Access Denied' "$(cget $p http://svc.dns.test:9080/top-secret)"
  want "helper in shell" '403' "$(cget $p -o /dev/null -w '%{http_code}' http://svc.dns.test:9080/hello/closed)"
  want "unknown host" 'could not be retrieved' "$(cget $p http://nope.invalid/)"
  want log 'http://svc.dns.test:9080/hello/1 ann' "$(cat "$R/var/log/squid/access.log" 2>&1)"
  want "zone in the log" '-0[34]00' "$(cat "$R/var/log/squid/access.log" 2>&1)"
}
