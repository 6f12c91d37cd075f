# node-express and friends of Debian, shell-form CMD
PACKAGES="nodejs node-express node-ws node-yargs node-js-yaml node-cookie-parser node-serve-static node-body-parser node-ejs node-mime node-iconv-lite node-uuid node-moment node-lodash node-got node-semver node-compression"
ENTRYPOINT=(/bin/sh -c)
CMD=("node server.js")
USER=nobody
WORKDIR=/usr/src/app
EXPOSE=(3000)
prepare() {
  local a=$1/usr/src/app; mkdir -p $a/views $a/public
  cat > $a/server.js <<'X'
const express = require('express'), yaml = require('js-yaml'), app = express(), path = require('path');
app.set('view engine', 'ejs'); app.set('views', path.join(__dirname, 'views')); app.use(express.static('public')); app.use(express.json()); app.use(express.urlencoded({extended: true})); app.use(require('cookie-parser')()); app.use(require('compression')());
app.get('/', (q, s) => s.render('i', {n: 'Ä', when: require('moment')('2024-07-01').locale(q.query.l || 'en').format('MMMM')}));
app.get('/ic', (q, s) => s.send(require('iconv-lite').encode('ä日本', q.query.c).toString('hex'))); app.get('/y', (q, s) => s.type('text').send(yaml.dump({a: [1]}))); app.post('/p', (q, s) => s.json(q.body)); app.get('/boom', () => { throw new Error('boom') });
app.get('/out', (q, s) => require('https').get({host: 'backend.panel.test', port: 9443, path: '/hello/ex', ca: require('fs').readFileSync('/etc/ssl/certs/ca-certificates.crt')}, r => r.pipe(s))); app.get('/big', (q, s) => s.send('x'.repeat(9999))); app.get('/intl', (q, s) => s.send(new Intl.DateTimeFormat('de', {dateStyle: 'full', timeZone: 'Asia/Tokyo'}).format(0)));
const srv = app.listen(3000); const W = require('ws'); new W.Server({server: srv}).on('connection', c => c.on('message', m => c.send('echo ' + m))); app.get('/ws', (q, s) => { const c = new W('ws://127.0.0.1:3000'); c.on('open', () => c.send('x')); c.on('message', m => { s.send('' + m); c.close() }) });
X
  printf '<p><%%= n %%> <%%= when %%></p>' > $a/views/i.ejs; echo 'x' > $a/public/a.woff2
}
probe() {
  start_main; wait_port 3000 || return 1; local u=http://127.0.0.1:3000
  want index 'Ä July' "$(cget $u/)"; want fr 'juillet' "$(cget "$u/?l=fr")"; want ic 'e4' "$(cget "$u/ic?c=latin1")"; want sjis '93fa967b' "$(cget "$u/ic?c=shift_jis")"; want y '- 1' "$(cget $u/y)"; want p '"a":"b"' "$(cget -d a=b $u/p)"; want boom 'boom' "$(cget $u/boom)"; want out 'hello from' "$(cget $u/out)"; want gz 'gzip' "$(cget -D- -o /dev/null -H 'Accept-Encoding: gzip' $u/big)"; want intl 'Donnerstag' "$(cget $u/intl)"; want ws 'echo x' "$(cget $u/ws)"; want woff 'font/woff2' "$(cget -D- -o /dev/null $u/a.woff2)"
}
