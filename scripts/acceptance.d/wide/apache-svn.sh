# apache (trixie) with many modules: mod_dav_svn with hooks in shell, DAV with locks, digest and form sessions, proxy to http and balancer, TLS with OCSP off, mod_lua, brotli, http2, autoindex, negotiation of languages; svnserve beside it
. "$LIB_DIR/trixie.sh"
BASE=none
PACKAGES="apache2 libapache2-mod-svn subversion"
ENTRYPOINT=(/usr/local/bin/start)
CMD=(apache2 -DFOREGROUND)
ENV=("APACHE_RUN_USER=www-data" "APACHE_RUN_GROUP=www-data" "APACHE_RUN_DIR=/run/apache2" "APACHE_LOG_DIR=/var/log/apache2" "APACHE_PID_FILE=/run/apache2/apache2.pid" "APACHE_LOCK_DIR=/run/lock/apache2")
EXPOSE=(80 443 3690)
build_root() { trixie_root "$1" $PACKAGES; }
prepare() { local r=$1; mkdir -p "$r/srv/svn" "$r/srv/dav" "$r/etc/apache2/tls" "$r/var/www/html/files"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$r/etc/apache2/tls/"
  fat_run "$r" sh -c 'a2enmod -q dav dav_fs dav_svn authz_svn auth_digest ssl http2 proxy proxy_http proxy_balancer lbmethod_byrequests lua brotli headers rewrite session session_cookie session_crypto auth_form request include expires macro status info cache cache_disk && a2dissite -q 000-default && svnadmin create /srv/svn/shop && htpasswd -bcB /etc/apache2/people ann geheim && htdbm -bcT dbm /etc/apache2/people.db x y || true; chown -R www-data /srv; ls /etc/apache2/mods-enabled' >/dev/null 2>&1
  printf '#!/bin/sh\nREPOS="$1"; TXN="$2"\nsvnlook log -t "$TXN" "$REPOS" | grep -q "[a-z]" || { echo "kein Text" >&2; exit 1; }\n' > "$r/srv/svn/shop/hooks/pre-commit"
  printf '#!/bin/sh\nsvnlook changed -r "$2" "$1" >> /srv/svn/log\nsvnadmin info "$1" >> /srv/svn/log\n' > "$r/srv/svn/shop/hooks/post-commit"; chmod 755 "$r/srv/svn/shop/hooks/pre-commit" "$r/srv/svn/shop/hooks/post-commit"
  printf '[/]\nann = rw\n* = r\n' > "$r/etc/apache2/svn-authz"; printf 'require "string"\nfunction handle(r)\n  r.content_type = "text/plain"\n  r:puts("lua " .. string.upper("hi") .. " " .. r:md5("x"))\n  return apache2.OK\nend\n' > "$r/srv/hello.lua"
  printf 'ann:shop:%s\n' "$(printf 'ann:shop:geheim' | md5sum | cut -c1-32)" > "$r/etc/apache2/digest"; seq 900 > "$r/var/www/html/zahlen.txt"; echo '<!--#set var="x" value="ssi" --><!--#echo var="x" -->' > "$r/var/www/html/s.shtml"; echo deutsch > "$r/var/www/html/seite.html.de"; echo english > "$r/var/www/html/seite.html.en"; echo x > "$r/var/www/html/files/ä.txt"
  cat > "$r/etc/apache2/sites-available/site.conf" <<'E'
ServerName localhost
Protocols h2 http/1.1
<Macro DavDir $path $where>
  Alias $path $where
  <Location $path>
    Dav On
    AuthType Digest
    AuthName shop
    AuthDigestProvider file
    AuthUserFile /etc/apache2/digest
    <LimitExcept GET OPTIONS PROPFIND>
      Require valid-user
    </LimitExcept>
  </Location>
</Macro>
<VirtualHost *:80>
  DocumentRoot /var/www/html
  <Directory /var/www/html>
    Options +Indexes +MultiViews +IncludesNOEXEC
    AllowOverride All
  </Directory>
  Use DavDir /dav /srv/dav
  <Location /svn>
    DAV svn
    SVNParentPath /srv/svn
    SVNPathAuthz short_circuit
    AuthzSVNAccessFile /etc/apache2/svn-authz
    AuthType Basic
    AuthName svn
    AuthBasicProvider file
    AuthUserFile /etc/apache2/people
    <LimitExcept GET PROPFIND OPTIONS REPORT>
      Require valid-user
    </LimitExcept>
  </Location>
  LuaMapHandler /lua /srv/hello.lua
  <Proxy balancer://b>
    BalancerMember http://127.0.0.1:9080
    BalancerMember http://backend.panel.test:9080
  </Proxy>
  ProxyPass /app balancer://b/hello
  <Location /app>
    SetOutputFilter BROTLI_COMPRESS
    Header set X-Made us
  </Location>
  AddOutputFilterByType DEFLATE text/plain
  <Location /form>
    AuthFormProvider file
    AuthUserFile /etc/apache2/people
    AuthType form
    AuthName x
    Session On
    SessionCookieName s path=/
    SessionCryptoPassphrase geheim
    SetHandler form-login-handler
    Require valid-user
  </Location>
  <Location /server-status>
    SetHandler server-status
  </Location>
</VirtualHost>
<VirtualHost *:443>
  SSLEngine on
  SSLCertificateFile /etc/apache2/tls/server.crt
  SSLCertificateKeyFile /etc/apache2/tls/server.key
  SSLProxyEngine on
  SSLProxyCACertificateFile /etc/ssl/certs/ca-certificates.crt
  SSLProxyVerify require
  ProxyPass /out https://svc.dns.test:9443/hello
</VirtualHost>
E
  fat_run "$r" a2ensite -q site >/dev/null 2>&1; printf '[general]\nanon-access = read\nauth-access = write\npassword-db = passwd\n' > "$r/srv/svn/shop/conf/svnserve.conf"; printf '[users]\nann = geheim\n' > "$r/srv/svn/shop/conf/passwd"
  printf '#!/bin/sh\nset -e\nmkdir -p /run/apache2 /run/lock/apache2\nchown www-data /run/lock/apache2\nsvnserve -d -r /srv/svn --listen-port 3690\napache2ctl -t\nexec "$@"\n' > "$r/usr/local/bin/start"; chmod 755 "$r/usr/local/bin/start"; }
probe() { start_main; wait_port 80 || return 1; local u=http://127.0.0.1 F=$STORE/apache-svn/fat; ex() { _argv - "$@"; timeout 30 "${ARGV[@]}" 2>&1; }
  want brotli 'content-encoding: br' "$(cget -sD- -o /dev/null -H 'Accept-Encoding: br' $u/app/x | tr 'A-Z' 'a-z')"; want app 'hello from /hello/x' "$(cget $u/app/x)"; want lua 'lua HI 9dd4e461' "$(cget $u/lua)"; want gz 'gzip' "$(cget -sD- -o /dev/null -H 'Accept-Encoding: gzip' $u/zahlen.txt)"; want ssi 'ssi' "$(cget $u/s.shtml)"; want german deutsch "$(cget -H 'Accept-Language: de' $u/seite)"; want index 'ä.txt|%c3%a4' "$(cget $u/files/ | tr 'A-F' 'a-f')"; want icons '200' "$(cget -o /dev/null -w '%{http_code}' $u/icons/text.gif)"
  want h2 'HTTP/2 200.*hello from /hello/t' "$(cget -i https://localhost/out/t | tr '\n' ' ')"; want put '201' "$(cget --digest -u ann:geheim -o /dev/null -w '%{http_code}' -T /etc/hostname $u/dav/n.txt)"; want lock 'opaquelocktoken' "$(cget --digest -u ann:geheim -X LOCK -d '<?xml version="1.0"?><D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockinfo>' $u/dav/n.txt)"; want propfind 'multistatus' "$(cget -X PROPFIND -H 'Depth: 1' $u/dav/)"
  want form 'Set-Cookie: s=' "$(cget -i -d 'httpd_username=ann&httpd_password=geheim' $u/form)"; want status 'Apache Server Status' "$(cget $u/server-status)"
  s() { timeout 40 chroot "$F" svn --non-interactive --no-auth-cache --username ann --password geheim "$@" 2>&1; }
  want mkdir 'Committed revision 1' "$(s mkdir -m 'erste' $u/svn/shop/trunk)"; want hooks 'kein Text' "$(s mkdir -m '' $u/svn/shop/leer)"; want log 'A +trunk/' "$(cat $R/srv/svn/log)"; want info 'Repository Format|Path' "$(cat $R/srv/svn/log)"; want svnserve 'trunk' "$(s ls svn://127.0.0.1/shop)"; want commit2 'Committed revision 2' "$(s mkdir -m zwei svn://127.0.0.1/shop/branches)"; want svnlog 'zwei' "$(s log $u/svn/shop)"; want web 'trunk' "$(cget $u/svn/shop/)"
  want configtest 'Syntax OK' "$(ex apache2ctl configtest)"; want graceful '' "$(ex apache2ctl graceful)"; sleep 1; want again 'lua HI' "$(cget $u/lua)"; }
