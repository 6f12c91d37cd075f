# lua-service: an interpreter behind alternatives, C modules found by package.cpath, modules by LUA_PATH, a computed module name
PACKAGES="lua5.1 lua-socket lua-sec lua-cjson lua-lpeg lua-filesystem locales"
ENTRYPOINT=(lua /opt/app/main.lua)
CMD=(/opt/app/config.lua)
ENV=("LUA_PATH=/opt/app/lib/?.lua;/opt/app/lib/?/init.lua;;" "LC_ALL=de_DE.UTF-8" "TZ=Asia/Tehran")
USER=nobody
WORKDIR=/opt/app
EXPOSE=(8080)
prepare() {
  local a=$1/opt/app; echo 'de_DE.UTF-8 UTF-8' > "$1/etc/locale.gen"; fat_run "$1" locale-gen >/dev/null; mkdir -p "$a/lib/routes" "$a/lib/web"
  echo 'return { port = 8080, routes = "routes" }' > "$a/config.lua"
  printf 'local web = require "web"\nlocal conf = dofile(arg[1])\nos.setlocale("", "time")\nweb.serve(conf)\n' > "$a/main.lua"
  cat > "$a/lib/web/init.lua" <<'X'
local socket = require "socket"
local M = {}
function M.serve(conf)
  local s = assert(socket.bind("*", conf.port))
  while true do
    local c = s:accept(); c:settimeout(10)
    local name = (c:receive("*l") or ""):match("^GET /(%w+)")
    repeat local l = c:receive("*l") until not l or l == ""
    local ok, body = pcall(function() return tostring(require(conf.routes .. "." .. name)()) end)
    c:send(("HTTP/1.0 %s\r\nContent-Length: %d\r\n\r\n%s"):format(ok and "200 OK" or "500 Error", #body, body)); c:close()
  end
end
return M
X
  echo 'local c = require "cjson"; return function() return c.encode({ sum = #c.decode("[1,2,3]") }) end' > "$a/lib/routes/json.lua"
  echo 'local h = require "ssl.https"; return function() local b, code = h.request{url="https://backend.panel.test:9443/hello/lua", verify={"peer"}, cafile="/etc/ssl/certs/ca-certificates.crt", protocol="any", sink=require"ltn12".sink.null()}; return "https " .. tostring(code) end' > "$a/lib/routes/out.lua"
  echo 'return function() return os.date("%A %H:%M", 0) end' > "$a/lib/routes/time.lua"
  echo 'local lpeg = require "lpeg"; return function() return "at " .. lpeg.match((1 - lpeg.P"x")^0 * lpeg.Cp(), "abcx") end' > "$a/lib/routes/parse.lua"
  echo 'return function() local p = io.popen("uname -s | tr A-Z a-z"); local r = p:read("*a"); p:close(); return "run " .. r .. require"lfs".currentdir() end' > "$a/lib/routes/run.lua"
  echo 'return function() return "dns " .. require"socket".dns.toip("svc.dns.test") .. " " .. require"mime".b64("hi") end' > "$a/lib/routes/dns.lua"
}
probe() {
  start_main; wait_port 8080 || return 1; local u=http://127.0.0.1:8080
  want json '"sum":3' "$(cget $u/json)"; want https 'https 200' "$(cget $u/out)"; want "locale and zone" 'Donnerstag 03:30' "$(cget $u/time)"
  want lpeg 'at 4' "$(cget $u/parse)"; want popen 'run linux./opt/app' "$(cget $u/run | tr '\n' ' ')"; want dns 'dns 127.0.0.1 aGk=' "$(cget $u/dns)"
}
