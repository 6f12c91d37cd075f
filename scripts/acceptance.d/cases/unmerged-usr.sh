# unmerged-usr: Debian 11 with /bin, /lib and /sbin of their own: a web server started by its control script, modules by links, CGI in perl and sh
BASE=none
EXTRA="Perl modules that others require and this use does not reach; TLS of their own."
ENTRYPOINT=(/usr/sbin/apache2ctl)
CMD=(-D FOREGROUND)
ENV=("APACHE_LOG_DIR=/var/log/apache2")
EXPOSE=(80)
build_root() {
  local r=$1 t=$CACHE/bullseye-apache.tar
  [ -s "$t" ] || { mmdebstrap --quiet --format=tar --variant=minbase --include=apache2,ca-certificates,tzdata,libwww-perl --dpkgopt=force-unsafe-io bullseye "$t.new" >"$t.log" 2>&1 && mv "$t.new" "$t"; } || { tail -3 "$t.log" >&2; return 1; }
  tar -C "$r" --xattrs --xattrs-include='*' -xpf "$t" || return 1
  [ ! -L "$r/bin" ] && trust_test_ca "$r"
}
prepare() {
  local r=$1; fat_run "$r" sh -c 'a2enmod -q cgid rewrite include && a2dissite -q 000-default && rm -rf /var/www/html' || return 1
  mkdir -p "$r/var/www/site/cgi"; printf 'ServerName panel\n<VirtualHost *:80>\nDocumentRoot /var/www/site\n<Directory /var/www/site>\nOptions +Includes +ExecCGI\nAddOutputFilter INCLUDES .shtml\nAllowOverride All\n</Directory>\nScriptAlias /cgi/ /var/www/site/cgi/\n</VirtualHost>\n' > "$r/etc/apache2/sites-available/site.conf"
  fat_run "$r" a2ensite -q site
  printf 'RewriteEngine On\nRewriteRule ^nice/(.*)$ /cgi/info.sh?$1 [L,PT]\n' > "$r/var/www/site/.htaccess"; echo '<!--#config timefmt="%%Y" --><p><!--#include virtual="/part.html" --></p>' > "$r/var/www/site/page.shtml"; echo 'included part' > "$r/var/www/site/part.html"
  printf '#!/bin/sh\necho "Content-Type: text/plain"; echo\necho "q=$QUERY_STRING $(ls /bin/sh) $(uname -s | sed s/L/l/) $(id -un)"\n' > "$r/var/www/site/cgi/info.sh"
  cat > "$r/var/www/site/cgi/out.pl" <<'X'
#!/usr/bin/perl
use strict; use warnings; use POSIX qw(strftime tzset); use Encode qw(encode);
$ENV{TZ} = "America/Bogota"; tzset();
print "Content-Type: text/plain\n\n", strftime("%H:%M", localtime 0), " ", unpack("H*", encode("shiftjis", "\x{65e5}")), " ";
require LWP::UserAgent; my $u = LWP::UserAgent->new; print $u->get("http://svc.dns.test:9080/hello/lwp")->content, "\n";
X
  chmod 755 "$r"/var/www/site/cgi/*
}
probe() {
  start_main; wait_port 80 || return 1; local u=http://127.0.0.1
  want cgi 'q=abc /bin/sh linux www-data' "$(cget "$u/cgi/info.sh?abc")"; want rewritten 'q=x /bin/sh' "$(cget $u/nice/x)"; want include '<p>included part' "$(cget $u/page.shtml)"
  want perl '19:00 93fa hello from /hello/lwp' "$(cget $u/cgi/out.pl)"; want mime 'text/html' "$(cget -D- -o /dev/null $u/part.html)"; want missing '404' "$(cget -o /dev/null -w '%{http_code}' $u/nope)"
}
