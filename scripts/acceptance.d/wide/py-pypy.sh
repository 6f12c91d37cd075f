# py-pypy: the author's service under Debian's pypy3 in /srv/app: http.server, sqlite3, ssl, multiprocessing, zoneinfo, decimal, asyncio, ctypes, a virtual environment with pure packages
PACKAGES="pypy3 pypy3-venv ca-certificates"
ENTRYPOINT=(/opt/pv/bin/python -m app)
CMD=(serve)
USER=nobody
WORKDIR=/srv/app
EXPOSE=(8000)
. "$SUITE/lib/py.sh"
prepare() {
  pip_run "$1" pypy3 -m venv /opt/pv && pip_run "$1" /opt/pv/bin/pip install -q bottle jinja2 requests pytz click cffi || return 1; mkdir -p $1/srv/app/app/views
  cat > $1/srv/app/app/__main__.py <<'P'
import sys, traceback
from importlib import import_module, resources
if sys.argv[1] == "serve":
    import bottle
    @bottle.route("/<n>")
    def r(n):
        try: return str(getattr(import_module("app.api"), n)())
        except Exception: return traceback.format_exc()
    bottle.run(port=8000, host="0.0.0.0", quiet=True)
else: print(getattr(import_module("app.api"), sys.argv[1])())
P
  : > $1/srv/app/app/__init__.py; echo '{{ x|upper }}' > $1/srv/app/app/views/a.j2
  cat > $1/srv/app/app/api.py <<'P'
def db():
    import sqlite3; c = sqlite3.connect("/tmp/p.db"); c.create_function("f", 1, lambda x: x * 2); return c.execute("select f(21)").fetchone()
def out():
    import requests, urllib.request, ssl; return requests.get("https://svc.dns.test:9443/hello/pypy", verify="/etc/ssl/certs/ca-certificates.crt").text, urllib.request.urlopen("https://backend.panel.test:9443/hello/ul").read()
def tz():
    import zoneinfo, datetime, pytz, locale; return str(datetime.datetime(2024, 7, 1, tzinfo=zoneinfo.ZoneInfo("Asia/Kathmandu")).utcoffset()), pytz.timezone("US/Eastern").zone
def text():
    import decimal, unicodedata, codecs, hashlib, zlib, bz2, lzma, json, csv, xml.etree.ElementTree as E, re; return decimal.Decimal("1") / 3, unicodedata.name("ß"), "日本".encode("euc_jp"), "Ж".encode("koi8-r"), hashlib.blake2b(b"x").hexdigest()[:4], len(lzma.compress(bz2.compress(b"x"))), json.dumps({"a": 1}), E.fromstring("<a><b>1</b></a>").find("b").text, "a".encode("idna")
def pool():
    import multiprocessing, concurrent.futures as c, asyncio, subprocess, sys
    with multiprocessing.Pool(2) as p: r = p.map(abs, [-1, -2])
    async def f():
        q = await asyncio.create_subprocess_exec("echo", "child", stdout=-1); return (await q.communicate())[0]
    return r, asyncio.run(f()), subprocess.check_output([sys.executable, "-c", "print(1)"])
def ct():
    import ctypes, ctypes.util, cffi, mmap, curses, readline, _gdbm if 0 else 0
P
  sed -i 's/    import ctypes, .*/    import ctypes, cffi, mmap, resource, pwd, select, termios, fcntl; f = cffi.FFI(); f.cdef("int getpid(void);"); return ctypes.CDLL(None).getpid() == f.dlopen(None).getpid(), pwd.getpwuid(0).pw_name/' $1/srv/app/app/api.py
  cat >> $1/srv/app/app/api.py <<'P'
def tmpl():
    import jinja2; return jinja2.Environment(loader=jinja2.PackageLoader("app", "views")).get_template("a.j2").render(x="ä")
P
}
probe() { start_main; wait_port 8000 30 || return 1; local u=http://127.0.0.1:8000; want db '42' "$(cget $u/db)"; want out 'hello from /hello/pypy.*hello from /hello/ul' "$(cget $u/out)"; want tz "5:45:00', 'US/Eastern" "$(cget $u/tz)"; want text "0.333.*LATIN SMALL LETTER SHARP S.*xc6.*xf6.*, '1'" "$(cget $u/text)"; want pool "\[1, 2\], b'child.*b'1" "$(cget $u/pool)"; want ct "True, 'root'" "$(cget $u/ct)"; want tmpl 'Ä' "$(cget $u/tmpl)"; want cli 42 "$(run_main db 2>&1)"; }
