# bare-python: the runtime alone; the application comes later, in a volume
PACKAGES="python3 ca-certificates tzdata"
BARE=python
ENTRYPOINT=(python3)
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work; mkdir -p "$D/pkg"; echo 'N = 7' > "$D/pkg/__init__.py"
  cat > "$D/a.py" <<'X'
import pkg, asyncio, bz2, concurrent.futures, csv, ctypes, curses, datetime, decimal, difflib, email.mime.text, hashlib, html.parser, http.server, inspect, json, locale, logging.config, lzma, multiprocessing, pickle, pwd, queue, readline, sched, secrets, shelve, socket, sqlite3, ssl, statistics, subprocess, tempfile, tomllib, typing, unittest.mock, urllib.request, uuid, wsgiref.simple_server, xml.etree.ElementTree, xmlrpc.client, zipfile, zoneinfo
print(pkg.N, hashlib.sha256(b"x").hexdigest()[:8], sqlite3.connect(":memory:").execute("select 5").fetchone()[0], xml.etree.ElementTree.fromstring("<a>q</a>").text, "日".encode("shift_jis").hex())
print(urllib.request.urlopen("https://svc.dns.test:9443/hello/bare").read().decode(), datetime.datetime(2024, 1, 1, tzinfo=zoneinfo.ZoneInfo("Asia/Tokyo")).utcoffset(), pwd.getpwuid(0).pw_name)
async def main():
    with concurrent.futures.ProcessPoolExecutor(1) as p: print("pool", await asyncio.get_running_loop().run_in_executor(p, abs, -4))
if __name__ == "__main__": asyncio.run(main())
X
  local o; o=$(run_main a.py 2>&1); want library '7 2d711642 5 q 93fa' "$o"; want https 'hello from /hello/bare 9:00:00 root' "$o"; want processes 'pool 4' "$o"
  want module '"a": 1' "$(echo '{"a":1}' | run_main -m json.tool 2>&1)"; want test 'OK' "$(printf 'import unittest\nclass T(unittest.TestCase):\n    def test(self): self.assertTrue(1)\n' > "$D/test_x.py"; run_main -m unittest test_x 2>&1)"
}
