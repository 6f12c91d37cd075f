# tarantool: a Lua application server with spaces, HTTP-less binary protocol, fibers, msgpack, decimal, digest, crypto, popen, console by tarantoolctl
PACKAGES="tarantool tini"
ENTRYPOINT=(tini -- /usr/local/bin/docker-entrypoint.sh)
CMD=(tarantool /opt/app/init.lua)
USER=""
prepare() {
  local r=$1; mkdir -p "$r/opt/app/lib" "$r/usr/local/share/tarantool"
  cat > "$r/opt/app/init.lua" <<'X'
package.path = '/opt/app/?.lua;' .. package.path
local fio, json, digest, log = require('fio'), require('json'), require('digest'), require('log')
box.cfg{ listen = '127.0.0.1:3301', memtx_dir = '/var/lib/tarantool', wal_dir = '/var/lib/tarantool', vinyl_dir = '/var/lib/tarantool' }
box.once('schema', function()
  local s = box.schema.space.create('item', { format = { {'id', 'unsigned'}, {'name', 'string'} } })
  s:create_index('pk'); s:create_index('name', { parts = { { 'name', 'string', collation = 'unicode_ci' } }, unique = false })
  box.schema.user.grant('guest', 'read,write,execute', 'universe')
  s:insert{1, 'Zebra'}; s:insert{2, 'Äpfel'}; s:insert{3, 'birne'}
end)
local h = require('lib.http')
h.start(8080)
require('console').listen('/tmp/console.sock')
X
  cat > "$r/opt/app/lib/http.lua" <<'X'
local socket, json, uuid, dec, digest, clock = require('socket'), require('json'), require('uuid'), require('decimal'), require('digest'), require('clock')
local M = {}
function M.start(port)
  socket.tcp_server('127.0.0.1', port, function(s)
    local l = s:read('\r\n')
    local names = {}
    for _, t in box.space.item.index.name:pairs() do table.insert(names, t.name) end
    local p = require('popen').shell('uname -s', 'r'):read()
    local icu = require('utf8').upper('grün')
    local crypt = require('crypto').digest.sha256('abc')
    local body = json.encode({ names = names, d = tostring(dec.new('1.5') * 2), u = #uuid.str(), md = digest.md5_hex('x'), p = p, i = icu, y = require('yaml').encode({1}), c = string.byte(crypt), sql = box.execute([[select count(*) from "item"]]).rows[1][1] })
    s:write('HTTP/1.0 200 OK\r\nContent-Length: ' .. #body .. '\r\n\r\n' .. body)
  end)
end
return M
X
  printf '#!/bin/sh\nset -e\nif [ "$(id -u)" = 0 ]; then\n  chown -R tarantool:tarantool /var/lib/tarantool\n  exec setpriv --reuid=tarantool --regid=tarantool --init-groups "$0" "$@"\nfi\nexec "$@"\n' > "$r/usr/local/bin/docker-entrypoint.sh"; chmod 755 "$r/usr/local/bin/docker-entrypoint.sh"
}
probe() {
  start_main; wait_port 8080 40 || return 1; local o; o=$(cget --http0.9 http://127.0.0.1:8080/)
  want names '\["Äpfel","birne","Zebra"\]' "$o"; want decimal '"d":"3(.0)?"' "$o"; want popen Linux "$o"; want icu 'GRÜN' "$o"; want crypto '"c":186' "$o"; want sql '"sql":3' "$o"
  ex() { _argv - "$@"; timeout 20 "${ARGV[@]}" 2>&1; }
  want eval 42 "$(ex tarantool -e 'print(6*7) os.exit()')"; want netbox 'Zebra' "$(ex tarantool -e 'local c=require("net.box").connect("127.0.0.1:3301") print(c.space.item:get{1}[2]) os.exit()')"; want ctl 'tarantoolctl|Usage' "$(ex tarantoolctl 2>&1)"; want cat 'LSN|HEADER' "$(ex tarantoolctl cat "$(cd "$R"; ls -d var/lib/tarantool/*.xlog | head -1)")"
}
