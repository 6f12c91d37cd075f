# bare-node: the runtime alone; the application comes later, in a volume
PACKAGES="nodejs ca-certificates"
BARE=node
ENTRYPOINT=(node)
WORKDIR=/work
EXPOSE=(8080)
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work; mkdir -p "$D/node_modules/m"; echo 'module.exports = 7' > "$D/node_modules/m/index.js"
  echo 'const c = require("crypto"), z = require("zlib"), { Worker } = require("worker_threads"); console.log(require("m"), c.createHash("sha256").update("x").digest("hex").slice(0, 8), z.gunzipSync(z.gzipSync("gz")).toString(), new Intl.DateTimeFormat("fr", { month: "long", timeZone: "UTC" }).format(0)); require("dns").lookup("svc.dns.test", (e, a) => console.log("dns", a)); require("https").get({ host: "svc.dns.test", port: 9443, path: "/hello/bare", ca: require("fs").readFileSync("/etc/ssl/certs/ca-certificates.crt") }, r => r.on("data", d => console.log(String(d))));' > "$D/a.js"
  echo 'import os from "os"; console.log("esm", os.userInfo().username, new Date(0).toLocaleTimeString("de", { timeZone: "Asia/Tokyo" }))' > "$D/b.mjs"
  local o; o=$(run_main a.js 2>&1); want modules '7 2d711642 gz janvier' "$o"; want dns 'dns 127.0.0.1' "$o"; want https 'hello from /hello/bare' "$o"
  want esm 'esm root 0?9:00:00' "$(run_main b.mjs 2>&1)"; want eval '^3$' "$(run_main -p '1+2' 2>&1)"
}
