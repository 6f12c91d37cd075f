# supervisor: a Python supervisor with children of several kinds and users: a daemon from a package, a shell loop, a Python worker
# in its own directory, an event listener; configuration in pieces
PACKAGES="supervisor memcached socat"
ENTRYPOINT=(/usr/bin/supervisord)
CMD=(-n -c /etc/supervisor/supervisord.conf)
ENV=("TZ=Asia/Kolkata" "PYTHONUNBUFFERED=1")
EXPOSE=(9001 11211 7777)
prepare() {
  local r=$1 c=$1/etc/supervisor/conf.d; add_user "$r" worker 1403; mkdir -p "$r/opt/worker/jobs" "$r/var/lib/worker"; chown 1403 "$r/var/lib/worker"
  printf '[inet_http_server]\nport = 127.0.0.1:9001\nusername = ann\npassword = pw\n' > "$c/http.conf"
  printf '[program:cache]\ncommand = memcached -u memcache -p 11211 -l 127.0.0.1\nautorestart = true\n' > "$c/cache.conf"
  printf '[program:clock]\ncommand = /bin/sh -c "while sleep 1; do date -d @0 +%%%%H:%%%%M > /var/lib/worker/clock; done"\nuser = worker\n' > "$c/clock.conf"
  printf '[program:worker]\ncommand = python3 -m jobs --queue /var/lib/worker\ndirectory = /opt/worker\nuser = worker\nenvironment = GREETING="hi %%(host_node_name)s",PYTHONDONTWRITEBYTECODE=1\nredirect_stderr = true\nstdout_logfile = /var/log/supervisor/worker.log\n' > "$c/worker.conf"
  printf '[program:echo]\ncommand = socat TCP-LISTEN:7777,fork,reuseaddr EXEC:"/usr/local/bin/answer"\nuser = nobody\n' > "$c/echo.conf"
  printf '#!/bin/bash\nread -r line\nprintf "%%s from %%s\\n" "${line^^}" "$(id -un)"\n' > "$r/usr/local/bin/answer"; chmod 755 "$r/usr/local/bin/answer"
  : > "$r/opt/worker/jobs/__init__.py"
  cat > "$r/opt/worker/jobs/__main__.py" <<'X'
import argparse, configparser, importlib, os, pathlib, ssl, time, urllib.request
p = argparse.ArgumentParser(); p.add_argument("--queue", type=pathlib.Path); a = p.parse_args()
c = configparser.ConfigParser(); c.read(pathlib.Path(__file__).parent / "jobs.ini")
for kind in c["jobs"]["run"].split():
    out = importlib.import_module(f"jobs.{kind}").run()
    (a.queue / kind).write_text(f"{os.environ['GREETING']}: {out}\n"); print(kind, "done")
while True: time.sleep(60)
X
  printf '[jobs]\nrun = digest fetch charset\n' > "$r/opt/worker/jobs/jobs.ini"
  printf 'import hashlib, sqlite3\ndef run():\n    d = sqlite3.connect(":memory:")\n    return hashlib.sha3_256(b"x").hexdigest()[:8] + " " + d.execute("select upper(\x27ok\x27)").fetchone()[0]\n' > "$r/opt/worker/jobs/digest.py"
  printf 'import ssl, urllib.request\ndef run():\n    return urllib.request.urlopen("https://svc.dns.test:9443/hello/worker").read().decode()\n' > "$r/opt/worker/jobs/fetch.py"
  printf 'def run():\n    return "日本".encode("euc_jp").hex() + " " + "ж".encode("koi8_r").hex()\n' > "$r/opt/worker/jobs/charset.py"
}
probe() {
  start_main; wait_port 9001 || return 1; wait_port 11211 || return 1; wait_port 7777 || return 1
  want cache 'STAT version' "$(exec 3<>/dev/tcp/127.0.0.1/11211; printf 'stats\r\nquit\r\n' >&3; cat <&3)"
  want child 'HELLO from nobody' "$(exec 3<>/dev/tcp/127.0.0.1/7777; printf 'hello\n' >&3; timeout 5 cat <&3)"
  check clock retry 10 test -s "$R/var/lib/worker/clock"; want zone '05:30' "$(cat "$R/var/lib/worker/clock" 2>&1)"
  check worker retry 15 test -s "$R/var/lib/worker/charset"
  want digest 'hi panel: [0-9a-f]{8} OK' "$(cat "$R/var/lib/worker/digest" 2>&1)"
  want https 'hi panel: hello from /hello/worker' "$(cat "$R/var/lib/worker/fetch" 2>&1)"
  want charset 'c6fccbdc d6' "$(cat "$R/var/lib/worker/charset" 2>&1)"
  local x='<?xml version="1.0"?><methodCall><methodName>supervisor.%s</methodName><params>%s</params></methodCall>'
  rpc() { cget -u ann:pw -H 'Content-Type: text/xml' -d "$(printf "$x" "$1" "${2:-}")" http://127.0.0.1:9001/RPC2; }
  want rpc 'RUNNING.*RUNNING.*RUNNING.*RUNNING' "$(rpc getAllProcessInfo | tr '\n' ' ')"
  want restart '<boolean>1' "$(rpc stopProcess '<param><value><string>cache</string></value></param>')"
  want "page" 'Supervisor Status' "$(cget -u ann:pw http://127.0.0.1:9001/)"
}
