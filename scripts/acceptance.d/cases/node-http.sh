# node-http: Debian's nodejs, a plain server in /app with node_modules
PACKAGES="nodejs"
ENTRYPOINT=(node /app/server.js)
ENV=("NODE_ENV=production")
EXPOSE=(3000)
prepare() {
  local a=$1/app; mkdir -p "$a/node_modules/greeter/lib" "$a/node_modules/.bin" "$a/public"
  echo '{"name":"app","version":"1.0.0","dependencies":{"greeter":"1"}}' > "$a/package.json"
  echo '{"name":"greeter","version":"1.2.3","main":"lib/index.js"}' > "$a/node_modules/greeter/package.json"
  cat > "$a/node_modules/greeter/lib/index.js" <<'X'
'use strict';
exports.greet = name => require('./words.json').hello + ', ' + name;
X
  echo '{"hello":"Hello"}' > "$a/node_modules/greeter/lib/words.json"
  echo '<h1>static</h1>' > "$a/public/page.html"
  cat > "$a/server.js" <<'X'
'use strict';
const http = require('http'), fs = require('fs'), path = require('path'), os = require('os');
const { greet } = require('greeter');
http.createServer((req, res) => {
  const url = new URL(req.url, 'http://x');
  if (url.pathname === '/page.html') return fs.createReadStream(path.join(__dirname, 'public', 'page.html')).pipe(res);
  if (url.pathname === '/intl') return res.end(new Intl.DateTimeFormat('fr', { month: 'long', timeZone: 'UTC' }).format(0));
  if (url.pathname === '/whoami') return res.end(os.userInfo().username);
  res.end(greet(url.searchParams.get('name') || 'world') + '\n');
}).listen(3000);
X
}
probe() {
  start_main; wait_port 3000 || return 1
  want greeting 'Hello, Ann' "$(cget 'http://127.0.0.1:3000/?name=Ann')"
  want file '<h1>static</h1>' "$(cget http://127.0.0.1:3000/page.html)"
  want intl '^janvier$' "$(cget http://127.0.0.1:3000/intl)"
  want user '^root$' "$(cget http://127.0.0.1:3000/whoami)"
}
