# minetest server: a game (Lua) with a mod of its own, SQLite world, translations; as games user under tini, map made at start
PACKAGES="minetest-server minetest-data tini"
ENTRYPOINT=(/usr/bin/tini -- /usr/lib/minetest/minetestserver)
ENV=("HOME=/var/lib/minetest")
USER=Debian-minetest
EXPOSE=(30000)
prepare() { local r=$1 g; mkdir -p "$r/var/lib/minetest/world" "$r/var/lib/minetest/.minetest/games/shop/mods/kasse" "$r/etc/minetest"; g=$r/var/lib/minetest/.minetest/games/shop
  printf 'title = Shop\n' > "$g/game.conf"; printf 'name = kasse\n' > "$g/mods/kasse/mod.conf"
  printf 'local words = dofile(minetest.get_modpath("kasse") .. "/words.lua")\nminetest.register_node("kasse:stein", { description = "Stein", tiles = {"kasse.png"}, is_ground_content = true })\nminetest.register_alias("mapgen_stone", "kasse:stein")\nminetest.register_alias("mapgen_water_source", "air")\nminetest.register_on_mods_loaded(function() minetest.log("action", "kasse says " .. words.hi() .. " " .. minetest.sha1("x"):sub(1,8) .. " " .. minetest.serialize({1})) end)\nminetest.after(1, function() minetest.emerge_area({x=0,y=0,z=0}, {x=16,y=16,z=16}, function(p, a, left) if left == 0 then minetest.log("action", "kasse emerged") end end) end)\n' > "$g/mods/kasse/init.lua"; printf 'return { hi = function() return string.upper("hallo") end }\n' > "$g/mods/kasse/words.lua"
  printf 'gameid = shop\nbackend = sqlite3\nplayer_backend = sqlite3\nauth_backend = sqlite3\n' > "$r/var/lib/minetest/world/world.mt"
  printf 'server_name = Panel\nport = 30000\nname = ann\nlanguage = de\nserver_announce = false\ndebug_log_level = action\n' > "$r/etc/minetest/server.conf"; fat_run "$r" sh -c 'chown -R Debian-minetest /var/lib/minetest'; }
CMD=(--config /etc/minetest/server.conf --world /var/lib/minetest/world --gameid shop --logfile "")
probe() { start_main; local i; for i in $(seq 150); do grep -q 'kasse emerged' "$WORK/main.log" && break; main_alive || break; sleep 0.2; done
  want mod 'kasse says HALLO 11f6ad8e' "$(cat "$WORK/main.log")"; want emerged 'kasse emerged' "$(cat "$WORK/main.log")"; want world 'SQLite format' "$(head -c 13 "$R/var/lib/minetest/world/map.sqlite" 2>&1)"; want listening 'listening on' "$(cat "$WORK/main.log")"
  want reply 'reply' "$(/usr/bin/python3 -I -c 'import socket
s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); s.settimeout(5); s.sendto(b"\x4f\x45\x74\x03\x00\x00\x00\x03\xff\xdc\x01\x00\x00",("127.0.0.1",30000)); print("reply", len(s.recv(1000)))' 2>&1)"; }
