# nginx with modules by load_module: Lua (resty), njs, images, geoip, fancy index, streams
PACKAGES="nginx libnginx-mod-http-lua libnginx-mod-http-js libnginx-mod-http-image-filter libnginx-mod-http-fancyindex libnginx-mod-http-headers-more-filter libnginx-mod-stream lua-cjson python3-pil"
ENTRYPOINT=(nginx)
CMD=(-g "daemon off;")
EXPOSE=(8080)
prepare() {
  local r=$1; mkdir -p "$r/srv/www/files" "$r/etc/nginx/njs"; rm -f "$r/etc/nginx/sites-enabled/default"
  fat_run "$r" python3 -c 'from PIL import Image
im = Image.new("RGB", (200, 100), "red"); im.save("/srv/www/a.jpg"); im.save("/srv/www/a.png"); im.save("/srv/www/a.gif"); im.save("/srv/www/a.webp")'
  fat_run "$r" apt-get -qq purge -y python3-pil >/dev/null 2>&1; fat_run "$r" apt-get -qq autoremove -y >/dev/null 2>&1
  echo hi > "$r/srv/www/files/einträge.txt"
  printf 'import qs from "querystring";\nimport util from "util.js";\nfunction hello(r) { r.headersOut["Content-Type"] = "application/json"; r.return(200, JSON.stringify({ h: util.digest("abc"), q: qs.parse("a=1") })); }\nexport default { hello };\n' > "$r/etc/nginx/njs/main.js"
  printf 'import crypto from "crypto";\nexport default { digest(s) { return crypto.createHash("sha256").update(s).digest("hex"); } };\n' > "$r/etc/nginx/njs/util.js"
  cat > "$r/etc/nginx/conf.d/site.conf" <<'X'
js_path /etc/nginx/njs;
js_import main.js;
server {
  listen 8080; root /srv/www; charset utf-8;
  more_set_headers "X-Made-By: us";
  location /lua { default_type application/json; content_by_lua_block {
    local cjson = require "cjson"; local lock = require "resty.lrucache"; local c = lock.new(10); c:set("a", 5)
    ngx.say(cjson.encode({ v = c:get("a"), m = ngx.md5("x"), t = ngx.re.match("foo123", "[0-9]+")[0] }))
  } }
  location /js { js_content main.hello; }
  location ~ ^/thumb/(.*)$ { alias /srv/www/$1; image_filter resize 50 50; image_filter_buffer 2M; }
  location /size { alias /srv/www/a.png; image_filter size; }
  location /files/ { fancyindex on; }
}
X
}
probe() {
  start_main; wait_port 8080 || return 1; local u=http://127.0.0.1:8080
  want lua '"v":5' "$(cget $u/lua)"; want lua-re '"t":"123"' "$(cget $u/lua)"
  want js 'ba7816bf8f01cfea' "$(cget $u/js)"; want js-qs '"q":\{"a":"1"\}' "$(cget $u/js)"
  for f in jpg png gif webp; do want "thumb $f" '^200 image/' "$(cget -o $H/o.$f -w '%{http_code} %{content_type}' $u/thumb/a.$f)"; done
  want size '"width": 200' "$(cget $u/size)"
  want "not an image" '415' "$(cget -o /dev/null -w '%{http_code}' $u/thumb/files/eintr%C3%A4ge.txt)"
  want index 'einträge.txt' "$(cget $u/files/)"; want header 'X-Made-By: us' "$(cget -sI $u/a.png)"
}
