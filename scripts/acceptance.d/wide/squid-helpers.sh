# squid with helpers: passwords from a file, an external ACL, a rewriter in Perl of its own, error pages in the client's language, TLS cache manager
PACKAGES="squid apache2-utils"
ENTRYPOINT=(squid)
CMD=(-N -d 1)
EXPOSE=(3128)
prepare() { local r=$1; fat_run "$r" htpasswd -bc /etc/squid/passwd ann geheim 2>/dev/null
  printf '#!/usr/bin/perl\nuse strict; $| = 1;\nwhile (<STDIN>) { my ($id, $u) = split; if ($u =~ m{/old/}) { $u =~ s{/old/}{/hello/}; print "$id OK rewrite-url=$u\\n" } else { print "$id ERR\\n" } }\n' > "$r/usr/local/bin/rewrite"; chmod 755 "$r/usr/local/bin/rewrite"
  printf 'auth_param basic program /usr/lib/squid/basic_ncsa_auth /etc/squid/passwd\nauth_param basic realm Büro\nauth_param digest program /usr/lib/squid/digest_file_auth -c /etc/squid/digest\nauth_param digest realm shop\nexternal_acl_type who %%SRC %%LOGIN /usr/lib/squid/ext_file_userip_acl -f /etc/squid/userip\nacl known external who\nacl in proxy_auth REQUIRED\nacl cgi url_regex ^cache_object\nurl_rewrite_program /usr/local/bin/rewrite\nurl_rewrite_children 1 concurrency=1\nhttp_access allow localhost manager\nhttp_access deny !in\nhttp_access allow known\nhttp_access deny all\nhttp_port 3128\ncache_dir ufs /var/spool/squid 20 4 4\nvisible_hostname panel\ncache_effective_user proxy\nshutdown_lifetime 1 seconds\ndns_nameservers 127.0.0.1\n' > "$r/etc/squid/squid.conf"
  printf '127.0.0.1 ann\n' > "$r/etc/squid/userip"; printf 'bob:shop:%s\n' "$(printf 'bob:shop:pw' | md5sum | cut -c1-32)" > "$r/etc/squid/digest"; fat_run "$r" squid -z -N >/dev/null 2>&1; }
probe() { start_main; wait_port 3128 || return 1; local x="-x http://127.0.0.1:3128"
  want refused '407' "$(cget $x -o /dev/null -w '%{http_code}' http://svc.dns.test:9080/hello/a)"; want wrong '407' "$(cget $x -U ann:no -o /dev/null -w '%{http_code}' http://svc.dns.test:9080/hello/a)"
  want in 'hello from /hello/a' "$(cget $x -U ann:geheim http://svc.dns.test:9080/hello/a)"; want rewritten 'hello from /hello/z' "$(cget $x -U ann:geheim http://svc.dns.test:9080/old/z)"
  want digest '403|hello' "$(cget $x --proxy-digest -U bob:pw -w '%{http_code}' http://svc.dns.test:9080/hello/a)"; want german 'Zugriff' "$(cget $x -H 'Accept-Language: de' --proxy-digest -U bob:pw http://svc.dns.test:9080/hello/a)"
  want connect 'hello from' "$(cget $x -U ann:geheim https://svc.dns.test:9443/hello/t)"; want noname 'ERR_DNS_FAIL|Hostname|nicht|50[0-9]' "$(cget $x -U ann:geheim -i http://nope.invalid/)"
  want mgr 'Squid Object Cache|Connection information' "$(cget http://127.0.0.1:3128/squid-internal-mgr/info)"; }
