# lua-http: the author's Lua 5.3 service in /app on lua-http (cqueues, luaossl), modules by name from its configuration, SQLite by LuaSQL, expat, lyaml, zlib, argparse; luajit and lua5.4 scripts beside it
PACKAGES="lua5.3 lua-http lua-cqueues lua-luaossl lua-sql-sqlite3 lua-expat lua-yaml lua-zlib lua-argparse lua-cjson lua-lpeg lua-lpeg-patterns lua-basexx lua-fifo lua-binaryheap lua-posix lua-inspect lua-say lua-filesystem lua-json luajit lua5.4 lua-socket lua-sec lua-term"
ENTRYPOINT=(/app/main.lua)
CMD=(serve)
ENV=("LUA_PATH=/app/lib/?.lua;/app/lib/?/init.lua;/usr/share/lua/5.2/?.lua;;")
USER=nobody
WORKDIR=/app
EXPOSE=(8000)
prepare() {
  local a=$1/app; mkdir -p $a/lib/desk/handlers $a/conf
  cat > $a/main.lua <<'L'
#!/usr/bin/env lua5.3
local p = require "argparse"("desk", "A desk"); p:command("serve"); p:command("run"):argument("name")
local a = p:parse()
local conf = require "desk.conf"
if a.serve then require("desk.server").run(conf) else print(require("desk.handlers." .. a.name)(conf)) end
L
  chmod 755 $a/main.lua
  printf 'local M = {}\nlocal f = assert(io.open("/app/conf/desk.yaml")); local t = require("lyaml").load(f:read("a")); f:close(); return t\n' > $a/lib/desk/conf.lua; printf 'handlers: [db, xml, out, misc, crypt]\n' > $a/conf/desk.yaml
  cat > $a/lib/desk/server.lua <<'L'
local server = require "http.server"; local headers = require "http.headers"; local M = {}
function M.run(conf)
  local h = {}; for _, n in ipairs(conf.handlers) do h["/" .. n] = require("desk.handlers." .. n) end
  local s = assert(server.listen { host = "0.0.0.0", port = 8000, onstream = function(_, st)
    local q = assert(st:get_headers()); local ok, r = pcall(h[q:get ":path"] or function() return "none" end, conf); local o = headers.new(); o:append(":status", ok and "200" or "500"); o:append("content-type", "text/plain"); st:write_headers(o, false); st:write_body_from_string(tostring(r)) end, onerror = function(_, c, op, e) io.stderr:write(op .. " " .. tostring(e) .. "\n") end })
  assert(s:listen()); assert(s:loop())
end
return M
L
  printf 'return function() local e = require("luasql.sqlite3").sqlite3(); local c = e:connect("/tmp/l.db"); c:execute("create table if not exists t(a)"); c:execute("insert into t values (7)"); return "db " .. c:execute("select a from t"):fetch() end\n' > $a/lib/desk/handlers/db.lua
  printf 'return function() local o = {}; local p = require("lxp").new { StartElement = function(_, n) o[#o + 1] = n end }; p:parse("<a><b/></a>"); p:close(); local lom = require "lxp.lom"; return "xml " .. table.concat(o, ",") .. lom.parse("<z>t</z>").tag end\n' > $a/lib/desk/handlers/xml.lua
  printf 'return function() local r = require "http.request"; local h, s = assert(r.new_from_uri("https://svc.dns.test:9443/hello/luah"):go(5)); return "out " .. s:get_body_as_string() .. " " .. require("http.util").encodeURIComponent("ü") .. " " .. tostring(require "http.cookie" ~= nil) end\n' > $a/lib/desk/handlers/out.lua
  printf 'return function() local z = require "zlib"; local d = z.deflate()("aaaa", "finish"); local j = require "cjson"; local cq = require "cqueues"; local q = cq.new(); local n = 0; for i = 1, 3 do q:wrap(function() cq.sleep(0.01); n = n + i end) end; assert(q:loop()); local u = require "posix.unistd"; return "misc " .. z.inflate()(d) .. " " .. j.encode { a = 1 } .. " " .. n .. " " .. tostring(u.getpid() > 0) .. " " .. require("inspect")({ 1 }) .. " " .. require("basexx").to_base32("x") .. " " .. require("lfs").attributes("/app", "mode") .. " " .. io.popen("echo child"):read("l") .. " " .. tostring(require("lpeg_patterns.IPv4").IPv4address:match("127.0.0.1")) end\n' > $a/lib/desk/handlers/misc.lua
  printf 'return function() local pk = require "openssl.pkey"; local k = pk.new { type = "RSA", bits = 1024 }; local x = require("openssl.x509").new(); local c = require("openssl.cipher").new("aes-256-cbc"); local d = require("openssl.digest").new("sha256"); local hm = require("openssl.hmac").new("k", "sha1"); return "crypt " .. #d:final("x") .. " " .. #hm:final("x") .. " " .. tostring(k:toPEM("public"):match("PUBLIC")) .. " " .. #require("openssl.rand").bytes(5) end\n' > $a/lib/desk/handlers/crypt.lua
  printf '#!/usr/bin/luajit\nlocal ffi = require "ffi"; ffi.cdef[[int getpid(void); const char *zlibVersion(void);]]; print("jit", ffi.C.getpid() > 0, ffi.string(ffi.load("libz.so.1").zlibVersion()):match("^1"), require("bit").band(6, 3), require("cjson").encode({1}), (require("socket.http").request("http://127.0.0.1:9080/hello/jit")), jit.status())\n' > $a/jit.lua; printf '#!/usr/bin/env lua5.4\nlocal t <const> = require("lpeg"); print("54", t.match(t.R"az"^1, "abc"), utf8.len("Ää"), require("ssl").loadcertificate ~= nil, 1 // 1, os.setlocale())\n' > $a/new.lua; chmod 755 $a/*.lua
}
probe() {
  start_main; wait_port 8000 || return 1; local u=http://127.0.0.1:8000; want db 'db 7' "$(cget $u/db)"; want xml 'xml a,bz' "$(cget $u/xml)"; want out 'out hello from /hello/luah %C3%BC true' "$(cget $u/out)"; want misc 'misc aaaa \{"a":1\} 6 true \{ 1 \} PA|misc aaaa' "$(cget $u/misc)"; want misc2 'directory child' "$(cget $u/misc)"; want crypt 'crypt 32 20 PUBLIC 5' "$(cget $u/crypt)"; want h2 'db 7' "$(cget --http2-prior-knowledge $u/db)"; want none none "$(cget $u/x)"; want run 'db 7' "$(run_main run db 2>&1)"; want help 'Usage: desk' "$(run_main --help 2>&1)"
  _argv - /app/jit.lua; want jit 'jit true 1 2 \[1\] hello from /hello/jit true' "$(timeout 20 "${ARGV[@]}" 2>&1 | tr '\t' ' ')"; _argv - /app/new.lua; want new '54 4 2 true' "$(timeout 20 "${ARGV[@]}" 2>&1 | tr '\t' ' ')"
}
