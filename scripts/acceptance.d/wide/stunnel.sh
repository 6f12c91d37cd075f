# stunnel: configuration in a directory, an inetd-style program behind TLS, a user by name
PACKAGES="stunnel4"
ENTRYPOINT=(stunnel)
CMD=(/etc/stunnel/stunnel.conf)
EXPOSE=(8443)
prepare() { mkdir -p "$1/etc/stunnel/tls"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$1/etc/stunnel/tls/"
  printf 'foreground = yes\nsyslog = no\npid =\nsetuid = stunnel4\nsetgid = stunnel4\n[web]\naccept = 8443\nconnect = backend.panel.test:9080\ncert = /etc/stunnel/tls/server.crt\nkey = /etc/stunnel/tls/server.key\n[date]\naccept = 8444\ncert = /etc/stunnel/tls/server.crt\nkey = /etc/stunnel/tls/server.key\nexec = /usr/local/bin/answer\nexecArgs = answer -u\n[out]\nclient = yes\naccept = 8081\nconnect = svc.dns.test:9443\nverifyChain = yes\nCApath = /etc/ssl/certs\ncheckHost = svc.dns.test\n' > "$1/etc/stunnel/stunnel.conf"
  printf '#!/bin/sh\nread x; date -u -d @0 +%%Y; echo "$x" | rev\n' > "$1/usr/local/bin/answer"; chmod 755 "$1/usr/local/bin/answer"; chmod 644 "$1/etc/stunnel/tls/server.key"; }
probe() { start_main; wait_port 8443 || return 1
  want web 'hello from' "$(cget https://localhost:8443/hello/x)"; want out 'hello from' "$(cget http://127.0.0.1:8081/hello/y)"
  want inetd '1970.*cba' "$( (echo abc; sleep 2) | timeout 10 openssl s_client -quiet -connect localhost:8444 2>/dev/null | tr '\n' ' ')"
  want uid "^$(awk -F: '$1=="stunnel4"{print $3}' "$R/etc/passwd")$" "$(awk '/^Uid/{print $2}' /proc/$MAIN_PID/status)"; }
