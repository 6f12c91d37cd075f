# torrents: transmission's daemon with its web page, aria2 as an RPC server, qBittorrent without windows, and the tools beside them
PACKAGES="transmission-daemon transmission-cli aria2 qbittorrent-nox mktorrent tini"
ENTRYPOINT=(tini -g -- /usr/local/bin/start)
CMD=()
ENV=("HOME=/config")
prepare() {
  local r=$1; mkdir -p $r/config/t $r/srv/data; head -c 300000 /dev/zero | tr '\0' x > $r/srv/data/file.bin; fat_run "$r" sh -c 'cd /srv && mktorrent -a http://127.0.0.1:1/a -o /srv/f.torrent data/file.bin >/dev/null'
  printf '{"rpc-bind-address":"127.0.0.1","rpc-port":9091,"rpc-authentication-required":false,"download-dir":"/srv/data","rpc-whitelist-enabled":false,"script-torrent-done-enabled":true,"script-torrent-done-filename":"/usr/local/bin/done"}\n' > $r/config/t/settings.json; mkdir -p $r/config/.config/qBittorrent; printf '[LegalNotice]\nAccepted=true\n[Preferences]\nWebUI\\Port=8080\nWebUI\\Address=127.0.0.1\nWebUI\\LocalHostAuth=false\n' > $r/config/.config/qBittorrent/qBittorrent.conf
  printf '#!/bin/sh\necho "$TR_TORRENT_NAME" | tee /tmp/done.txt | logger\n' > $r/usr/local/bin/done; printf '#!/bin/sh\ntransmission-daemon -f -g /config/t >/tmp/t.log 2>&1 &\naria2c --enable-rpc --rpc-listen-port=6800 --dir=/tmp/a --quiet --check-certificate=true >/tmp/aria.log 2>&1 &\nexec qbittorrent-nox\n' > $r/usr/local/bin/start; chmod 755 $r/usr/local/bin/*
}
probe() {
  start_main; wait_port 9091 30 || return 1; wait_port 6800; wait_port 8080 40; ex() { _argv - "$@"; timeout 30 "${ARGV[@]}" 2>&1; }
  want web 'Transmission' "$(cget http://127.0.0.1:9091/transmission/web/)"; want add 'success' "$(ex transmission-remote 127.0.0.1:9091 -a /srv/f.torrent)"; sleep 3; want seed '100%.*file.bin' "$(ex transmission-remote 127.0.0.1:9091 -l)"; want show 'Pieces|Hash' "$(ex transmission-show /srv/f.torrent)"; want create 'done|torrent' "$(ex transmission-create -o /tmp/n.torrent /srv/data/file.bin)"
  a() { cget -d "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"aria2.$1\",\"params\":[${2:-}]}" http://127.0.0.1:6800/jsonrpc; }; want version 'Async DNS|BitTorrent' "$(a getVersion)"; want uri '"result"' "$(a addUri '["https://svc.dns.test:9443/hello/aria"]')"
  want qb 'v[0-9]' "$(cget http://127.0.0.1:8080/api/v2/app/version)"; want qpage 'qBittorrent' "$(cget http://127.0.0.1:8080/)"; want lang 'bergeordnet|Deutsch|de' "$(cget http://127.0.0.1:8080/api/v2/app/preferences)"; want qadd 'Ok' "$(cget -F "torrents=@$R/srv/f.torrent" -F savepath=/srv/data http://127.0.0.1:8080/api/v2/torrents/add)"; sleep 2; want qlist 'file.bin' "$(cget http://127.0.0.1:8080/api/v2/torrents/info)"
}
