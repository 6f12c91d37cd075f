# node-debian: Debian's nodejs with packages of the system found by require from /usr/share/nodejs (express, moment, iconv-lite, js-yaml, ws, highlight)
PACKAGES="nodejs node-express node-moment node-iconv-lite node-js-yaml node-ws node-highlight.js node-ejs"
ENTRYPOINT=(node /srv/wiki/index.js)
CMD=(--config wiki.yaml)
ENV=("TZ=America/St_Johns" "NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt")
USER=www-data
WORKDIR=/srv/wiki
EXPOSE=(8080)
prepare() {
  local a=$1/srv/wiki; mkdir -p "$a/lib" "$a/views"
  printf 'port: 8080\ntitle: Wiki\nviews: views\n' > "$a/wiki.yaml"
  printf '<%%- include("head") %%><p><%%= text %%></p>\n' > "$a/views/page.ejs"; printf '<title>Wiki</title>\n' > "$a/views/head.ejs"
  cat > "$a/index.js" <<'X'
#!/usr/bin/env node
'use strict';
const express = require('express'), yaml = require('js-yaml'), fs = require('fs'), path = require('path');
const conf = yaml.load(fs.readFileSync(path.join(__dirname, process.argv[3]), 'utf8'));
const app = express(); app.set('views', path.join(__dirname, conf.views)); app.set('view engine', 'ejs');
app.get('/page', (q, s) => s.render('page', { text: q.query.t }));
app.get('/time', (q, s) => { const m = require('moment'); m.locale(q.query.l); s.send(m(0).format('LLLL') + ' ' + new Date(0).getMinutes()); });
app.get('/text', (q, s) => s.send(require('./lib/text')(q.query.t)));
app.get('/code', (q, s) => s.send(require('highlight.js').highlight('sql', 'select 1').value));
app.get('/net', (q, s) => fetch('https://backend.panel.test:9443/hello/deb').then(r => r.text()).then(t => s.send(t), e => s.send('ERR ' + e.cause)));
const server = app.listen(conf.port);
new (require('ws').Server)({ server }).on('connection', w => w.on('message', m => w.send('echo ' + m)));
X
  echo "module.exports = t => require('iconv-lite').encode(t, 'Big5').toString('hex') + ' ' + t.normalize('NFD').length + ' ' + 'ß'.toLocaleUpperCase();" > "$a/lib/text.js"
}
probe() {
  start_main; wait_port 8080 || return 1
  local u=http://127.0.0.1:8080
  want page '<title>Wiki</title>.*<p>a&lt;b</p>' "$(cget "$u/page?t=a%3Cb" | tr -d '\n')"
  want time '^mercredi 31 décembre 1969 20:30 30$' "$(cget "$u/time?l=fr")"
  want text '^a4a4 1 SS$' "$(cget "$u/text?t=%E4%B8%AD")"
  want code 'hljs-keyword' "$(cget $u/code)"
  want net 'hello from /hello/deb' "$(cget $u/net)"
  want websocket '101' "$(curl -s -o /dev/null -w '%{http_code}' --max-time 3 -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' $u/)"
}
