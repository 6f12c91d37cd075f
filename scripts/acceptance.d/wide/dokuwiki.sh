# dokuwiki on apache with mod_php: templates, plug-ins, languages, image thumbnails, syntax highlighting, feeds
PACKAGES="apache2 dokuwiki libapache2-mod-php php-gd php-xml php-mbstring"
ENTRYPOINT=(apache2ctl)
CMD=(-D FOREGROUND)
EXPOSE=(80)
prepare() { local r=$1
  printf "<?php\n\$conf['title'] = 'Shop Wiki';\n\$conf['lang'] = 'de';\n\$conf['license'] = 'cc-by-sa';\n\$conf['useacl'] = 0;\n\$conf['superuser'] = '@admin';\n\$conf['savedir'] = '/var/lib/dokuwiki/data';\n" > "$r/etc/dokuwiki/local.php"
  rm -f "$r/etc/dokuwiki/acl.auth.php"; touch "$r/etc/dokuwiki/acl.auth.php"
  fat_run "$r" sh -c 'ls -la /etc/apache2/conf-enabled /etc/dokuwiki; [ -e /etc/apache2/conf-enabled/dokuwiki.conf ] || ln -s ../conf-available/dokuwiki.conf /etc/apache2/conf-enabled/; [ -e /etc/apache2/conf-available/dokuwiki.conf ] || { ln -sf /etc/dokuwiki/apache.conf /etc/apache2/conf-available/dokuwiki.conf; }; mkdir -p /var/lib/dokuwiki/data/pages; chown -R www-data /var/lib/dokuwiki/data; echo "ServerName localhost" > /etc/apache2/conf-enabled/zz.conf' >/dev/null
  printf '====== Häuser ======\n<code php>\n<?php echo 1; ?>\n</code>\n  * list\n\n~~NOTOC~~\n{{wiki:dokuwiki-128.png?50}}\n^ a ^ b ^\n| 1 | 2 |\n[[doku>x]] [[wp>Cat]] :-) \n' > "$r/var/lib/dokuwiki/data/pages/start.txt"; fat_run "$r" chown -R www-data /var/lib/dokuwiki/data/pages; }
probe() { start_main; wait_port 80 || return 1; local u=http://127.0.0.1/dokuwiki
  local p; p=$(cget -L $u/doku.php?id=start); want page 'Häuser' "$p"; want german 'Anmelden|Letzte Änderungen' "$p"; want geshi 'kw[0-9]|sy[0-9]' "$p"; want interwiki 'wikipedia' "$p"
  want css 'text/css' "$(cget -o /dev/null -w '%{content_type} %{size_download}' "$u/lib/exe/css.php?t=dokuwiki")"; want js 'jQuery|DOKU' "$(cget "$u/lib/exe/js.php?t=dokuwiki" | head -c 20000)"
  want feed '<rdf|<rss' "$(cget $u/feed.php)"; want search 'start|Häuser' "$(cget "$u/doku.php?do=search&q=list")"
  want edit 'textarea' "$(cget "$u/doku.php?id=neu&do=edit")"; want diff 'recent|Letzte' "$(cget "$u/doku.php?do=recent")"; want index 'idx' "$(cget "$u/doku.php?do=index")"
  want icon '200 image' "$(cget -o /dev/null -w '%{http_code} %{content_type}' $u/lib/tpl/dokuwiki/images/logo.png)"
  want xmlrpc 'html|xml|json' "$(cget -X POST -H 'Content-Type: text/xml' -d '<methodCall><methodName>dokuwiki.getVersion</methodName></methodCall>' $u/lib/exe/xmlrpc.php)"
}
