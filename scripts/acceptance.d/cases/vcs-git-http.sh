# vcs-git-http: git over HTTPS: a web server with modules named in its configuration, a CGI program that runs git, passwords in a file,
# a hook in shell, a hook in perl
PACKAGES="git lighttpd lighttpd-mod-openssl"
EXTRA="A hook runs git, and the arguments decide which of its own programs that starts: those for HTTP with libcurl and what it needs, scalar, gitweb and the Perl scripts stay (a single subcommand of a large tool)."
ENTRYPOINT=(lighttpd -D)
CMD=(-f /etc/lighttpd/git.conf)
ENV=("TZ=Australia/Perth")
USER=www-data
EXPOSE=(8443)
prepare() {
  local r=$1 g=$1/srv/git/shop.git; mkdir -p "$r/srv/git" "$r/etc/lighttpd/tls" "$r/etc/lighttpd/git.d"; cp "$CACHE/tls/server.pem" "$r/etc/lighttpd/tls/"
  fat_run "$r" sh -c 'git init -q --bare -b main /srv/git/shop.git && git -C /srv/git/shop.git config http.receivepack true' || return 1
  cat > "$r/etc/lighttpd/git.conf" <<'X'
server.port = 8443
server.document-root = "/srv/git"
server.modules += ( "mod_openssl", "mod_alias", "mod_setenv", "mod_auth", "mod_authn_file", "mod_cgi" )
ssl.engine = "enable"
ssl.pemfile = "/etc/lighttpd/tls/server.pem"
include "/etc/lighttpd/git.d/*.conf"
X
  cat > "$r/etc/lighttpd/git.d/git.conf" <<'X'
alias.url += ( "/git" => "/usr/lib/git-core/git-http-backend" )
$HTTP["url"] =~ "^/git" {
  cgi.assign = ( "" => "" )
  setenv.add-environment = ( "GIT_PROJECT_ROOT" => "/srv/git", "GIT_HTTP_EXPORT_ALL" => "", "TZ" => env.TZ )
}
auth.backend = "htpasswd"
auth.backend.htpasswd.userfile = "/etc/lighttpd/users"
$HTTP["querystring"] =~ "service=git-receive-pack" { auth.require = ( "" => ( "method" => "basic", "realm" => "git", "require" => "valid-user" ) ) }
$HTTP["url"] =~ "git-receive-pack$" { auth.require = ( "" => ( "method" => "basic", "realm" => "git", "require" => "valid-user" ) ) }
X
  printf 'ann:%s\n' "$(openssl passwd -apr1 pw)" > "$r/etc/lighttpd/users"
  printf '#!/bin/sh\nwhile read -r old new ref; do\n  echo "hook: $ref $(git rev-list --count "$new") $(date -d @0 +%%H:%%M)" | tee -a /srv/git/shop.git/hook.log\ndone\n' > "$g/hooks/post-receive"
  printf '#!/usr/bin/perl\nuse strict; use warnings; use POSIX qw(strftime);\nmy ($ref, $old, $new) = @ARGV;\nmy $log = qx(git log -1 --format=%%s $new); chomp $log;\nif ($log =~ /forbidden/) { print "update: refused \\"$log\\"\\n"; exit 1 }\nexit 0;\n' > "$g/hooks/update"
  chmod 755 "$g/hooks/post-receive" "$g/hooks/update"; fat_run "$r" chown -R www-data /srv/git
}
probe() {
  start_main; wait_port 8443 || return 1
  export HOME=$H GIT_SSL_CAINFO=$CA GIT_TERMINAL_PROMPT=0 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
  local u=https://localhost:8443/git/shop.git p=https://ann:pw@localhost:8443/git/shop.git o
  git init -q -b main "$H/w"; cd "$H/w" || return 1; seq 2000 > big; git add big; git commit -qm first
  want "push needs a password" 'could not read Username|Authentication failed' "$(git push $u main 2>&1)"
  o=$(git push $p main 2>&1); want push 'main -> main' "$o"; want hook 'hook: refs/heads/main 1 08:00' "$o"
  git clone -q $u "$H/c" 2>&1; want clone '^2000$' "$(tail -1 "$H/c/big" 2>&1)"
  echo x > y; git add y; git commit -qm 'forbidden words'; want "update hook" 'refused "forbidden words"' "$(git push $p main 2>&1)"
  git commit -q --amend -m second; git push -q $p main 2>/dev/null; want fetch 'second' "$(git -C "$H/c" pull -q 2>&1; git -C "$H/c" log -1 --format=%s)"
  want shallow '^1$' "$(git clone -q --depth 1 $u "$H/s" 2>&1; git -C "$H/s" rev-list --count HEAD)"
  cd "$H"
}
