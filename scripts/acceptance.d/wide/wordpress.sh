# wordpress: Debian's WordPress behind Apache with mod_php and a MariaDB in the same root: the entry script makes the database and installs the site at the first start; admin pages, a post, thumbnails by GD, feeds, REST, a theme
PACKAGES="wordpress wordpress-theme-twentytwentythree libapache2-mod-php php-mysql php-gd php-intl php-mbstring php-xml php-curl php-zip mariadb-server tini"
ENTRYPOINT=(tini -- /entrypoint.sh)
CMD=(apache2ctl -D FOREGROUND)
ENV=("WP_ADMIN=ann" "WP_PASSWORD=geheim" "WP_TITLE=Größe")
EXPOSE=(80)
prepare() {
  local r=$1; rm -f "$r/etc/apache2/sites-enabled/000-default.conf"
  printf '<VirtualHost *:80>\nDocumentRoot /usr/share/wordpress\n<Directory /usr/share/wordpress>\nOptions FollowSymLinks\nAllowOverride Limit Options FileInfo\nDirectoryIndex index.php\nRequire all granted\n</Directory>\nAlias /wp-content /var/lib/wordpress/wp-content\n<Directory /var/lib/wordpress/wp-content>\nOptions FollowSymLinks\nRequire all granted\n</Directory>\n</VirtualHost>\nServerName 127.0.0.1\n' > "$r/etc/apache2/sites-available/wp.conf"; ln -s ../sites-available/wp.conf "$r/etc/apache2/sites-enabled/wp.conf"
  printf "<?php\ndefine('DB_NAME', 'wp'); define('DB_USER', 'wp'); define('DB_PASSWORD', getenv('DB_PASSWORD') ?: 'wp'); define('DB_HOST', 'localhost'); define('DB_CHARSET', 'utf8mb4'); define('WP_CONTENT_DIR', '/var/lib/wordpress/wp-content'); define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true);\n" > "$r/etc/wordpress/config-default.php"
  cat > "$r/usr/local/lib/install.php" <<'X'
<?php
$_SERVER['HTTP_HOST'] = '127.0.0.1'; define('WP_INSTALLING', true); define('ABSPATH', '/usr/share/wordpress/');
require ABSPATH . 'wp-config.php'; require_once ABSPATH . 'wp-admin/includes/upgrade.php';
if (!is_blog_installed()) wp_install(getenv('WP_TITLE'), getenv('WP_ADMIN'), 'a@x.test', true, '', getenv('WP_PASSWORD'));
echo "installed ", get_bloginfo('version'), "\n";
X
  cat > "$r/entrypoint.sh" <<'X'
#!/bin/bash
set -e
install -d -o mysql -g mysql /run/mysqld
[ -d /var/lib/mysql/mysql ] || mariadb-install-db --user=mysql --auth-root-authentication-method=socket >/dev/null
mariadbd-safe --skip-networking >/tmp/db.log 2>&1 &
for i in $(seq 60); do mariadb-admin ping >/dev/null 2>&1 && break; sleep 0.5; done
mariadb -e "create database if not exists wp; create user if not exists wp@localhost identified by 'wp'; grant all on wp.* to wp@localhost"
php /usr/local/lib/install.php
chown -R www-data: /var/lib/wordpress/wp-content
exec "$@"
X
  chmod 755 "$r/entrypoint.sh"
}
probe() {
  start_main; wait_port 80 120 || return 1; local u=http://127.0.0.1; J=$H/jar
  want home 'Größe.*Hello world' "$(cget $u/ | tr '\n' ' ')"; want theme 'wp-block|twentytwentythree' "$(cget $u/)"; want feed '<rss' "$(cget "$u/?feed=rss2")"; want rest '"rendered":"Hello world!"' "$(cget "$u/?rest_route=/wp/v2/posts")"; want login 'wp-admin|Log In' "$(cget $u/wp-login.php)"; want css '200' "$(cget -o /dev/null -w '%{http_code}' $u/wp-admin/css/login.min.css)"
  cget -c $J -b 'wordpress_test_cookie=WP%20Cookie%20check' -o /dev/null -d 'log=ann&pwd=geheim&wp-submit=Log+In&testcookie=1' $u/wp-login.php; P=$(cget -b $J $u/wp-admin/); want admin 'Dashboard' "$P"; want themes 'Twenty' "$(cget -b $J $u/wp-admin/themes.php)"; want health 'Site Health' "$(cget -b $J $u/wp-admin/site-health.php)"; want editor 'block-editor' "$(cget -b $J $u/wp-admin/post-new.php)"; want js 'jQuery' "$(cget $u/wp-includes/js/jquery/jquery.min.js | head -c 300)"; want font '200' "$(cget -o /dev/null -w '%{http_code}' $u/wp-includes/fonts/dashicons.woff2)"
  . "$SUITE/lib/cli.sh"; mkpng $H/p.png 400 400; N=$(cget -b $J $u/wp-admin/media-new.php | grep -o '_wpnonce":"[0-9a-f]*' | head -1 | cut -d'"' -f3); want upload '"success":true' "$(cget -b $J -F "_wpnonce=$N" -F action=upload-attachment -F name=p.png -F "async-upload=@$H/p.png;type=image/png" $u/wp-admin/async-upload.php)"; want thumb '150x150' "$(ls $R/var/lib/wordpress/wp-content/uploads/*/* 2>&1 | tr '\n' ' ')"
}
