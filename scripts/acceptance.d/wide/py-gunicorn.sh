# py-gunicorn: one ASGI and one WSGI application under gunicorn's kinds of workers (gevent, eventlet, tornado, gthread, uvicorn), a gunicorn.conf.py, prometheus in a directory of several processes, TLS, sentry, opentelemetry, structured logs; uvicorn with reload off and a log configuration; hypercorn and granian
PACKAGES="python3 python3-venv libpq5"
ENTRYPOINT=(/app/entrypoint.sh)
CMD=(gevent)
ENV=("PATH=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin" "PYTHONUNBUFFERED=1" "PYTHONDONTWRITEBYTECODE=1" "PROMETHEUS_MULTIPROC_DIR=/tmp/prom" "OTEL_TRACES_EXPORTER=console" "OTEL_METRICS_EXPORTER=none" "OTEL_LOGS_EXPORTER=none")
USER=app
WORKDIR=/app
EXPOSE=(8000)
. "$SUITE/lib/py.sh"
prepare() {
  local a=$1/app; mkdir -p $a/site/templates $a/site/static; add_user "$1" app 990
  venv "$1" /opt/venv gunicorn gevent tornado starlette 'uvicorn[standard]' hypercorn granian jinja2 python-multipart itsdangerous prometheus-client sentry-sdk structlog python-json-logger opentelemetry-distro opentelemetry-exporter-otlp opentelemetry-instrumentation-starlette opentelemetry-instrumentation-flask psycopg2-binary sqlalchemy alembic 'redis[hiredis]' httpx setproctitle pyyaml flask || return 1
  cat > $a/entrypoint.sh <<'E'
#!/bin/sh
set -e
mkdir -p "$PROMETHEUS_MULTIPROC_DIR"
alembic -q upgrade head
case "$1" in
  asgi) exec gunicorn -k uvicorn.workers.UvicornWorker -c gunicorn.conf.py web.asgi:app ;;
  hypercorn) exec hypercorn -k uvloop -b 0.0.0.0:8000 web.asgi:app ;;
  granian) exec granian --interface asgi --host 0.0.0.0 --port 8000 web.asgi:app ;;
  log) exec uvicorn web.asgi:app --host 0.0.0.0 --port 8000 --log-config /app/log.yaml --workers 2 ;;
  otel) exec opentelemetry-instrument gunicorn -c gunicorn.conf.py -k sync web.wsgi:app ;;
  tls) exec gunicorn -c gunicorn.conf.py -k gthread --certfile /app/s.pem --keyfile /app/s.pem web.wsgi:app ;;
  alembic) shift; exec alembic "$@" ;;
  *) exec gunicorn -c gunicorn.conf.py -k "$1" web.wsgi:app ;;
esac
E
  chmod 755 $a/entrypoint.sh; mv $a/site $a/web; : > $a/web/__init__.py
  cp "$CACHE/tls/server.pem" $a/s.pem
  printf 'bind = "0.0.0.0:8000"\nworkers = 2\nthreads = 2\naccesslog = "-"\nproc_name = "web"\nlogger_class = "web.log.Logger"\nstatsd_host = "127.0.0.1:8125"\ndef child_exit(server, worker):\n    from prometheus_client import multiprocess\n    multiprocess.mark_process_dead(worker.pid)\n' > $a/gunicorn.conf.py
  printf 'from gunicorn.glogging import Logger as L\nclass Logger(L):\n    def setup(self, cfg):\n        super().setup(cfg); import structlog; structlog.configure()\n' > $a/web/log.py
  printf 'version: 1\nformatters:\n  json: {class: pythonjsonlogger.jsonlogger.JsonFormatter, format: "%%(levelname)s %%(message)s"}\nhandlers:\n  out: {class: logging.StreamHandler, formatter: json}\n  rot: {class: logging.handlers.RotatingFileHandler, filename: /tmp/x.log, formatter: json}\nroot: {handlers: [out, rot], level: INFO}\n' > $a/log.yaml
  cat > $a/web/asgi.py <<'P'
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, JSONResponse
from starlette.routing import Route, Mount, WebSocketRoute
from starlette.templating import Jinja2Templates
from starlette.staticfiles import StaticFiles
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.gzip import GZipMiddleware
t = Jinja2Templates("/app/web/templates")
async def home(r): r.session["n"] = r.session.get("n", 0) + 1; return t.TemplateResponse(r, "i.html", {"w": "Ä", "n": r.session["n"]})
async def form(r): f = await r.form(); return PlainTextResponse(f["a"] + (await f["f"].read()).decode())
async def out(r):
    import httpx
    async with httpx.AsyncClient(verify="/etc/ssl/certs/ca-certificates.crt") as c: return PlainTextResponse((await c.get("https://backend.panel.test:9443/hello/asgi")).text)
async def ws(w): await w.accept(); await w.send_text("hi " + await w.receive_text()); await w.close()
async def boom(r): raise ValueError("boom")
app = Starlette(routes=[Route("/", home), Route("/form", form, methods=["POST"]), Route("/out", out), Route("/boom", boom), WebSocketRoute("/ws", ws), Mount("/static", StaticFiles(directory="/app/web/static"), name="static")], middleware=[Middleware(SessionMiddleware, secret_key="x"), Middleware(GZipMiddleware)])
P
  cat > $a/web/wsgi.py <<'P'
import logging.config, sentry_sdk, sqlalchemy as sa
from flask import Flask, request
from prometheus_client import Counter, CollectorRegistry, multiprocess, generate_latest
sentry_sdk.init("http://k@127.0.0.1:9080/1", traces_sample_rate=1.0)
C = Counter("hits", "hits"); app = Flask(__name__)
@app.route("/")
def i(): C.inc(); import threading; return "hello from %s %s" % (type(threading.current_thread()).__module__, sa.create_engine("sqlite:////tmp/a.db").connect().execute(sa.text("select count(*) from thing")).scalar())
@app.route("/metrics")
def m(): r = CollectorRegistry(); multiprocess.MultiProcessCollector(r); return generate_latest(r)
@app.route("/out")
def o(): import urllib.request, ssl; return urllib.request.urlopen("https://svc.dns.test:9443/hello/w").read()
@app.route("/pg")
def pg():
    try: sa.create_engine("postgresql+psycopg2://u:p@127.0.0.1:1/x?sslmode=require").connect()
    except sa.exc.OperationalError as e: return str(e)
@app.route("/redis")
def rd():
    import redis
    try: redis.Redis.from_url("rediss://127.0.0.1:9443").ping()
    except Exception as e: return type(e).__module__
@app.route("/boom")
def b(): raise ValueError("x")
P
  printf '<p>{{ w }} {{ n }} <a href="{{ url_for("static", path="a.css") }}">x</a>' > $a/web/templates/i.html; echo 'a{}' > $a/web/static/a.css
  pip_run "$1" sh -c 'cd /app && /opt/venv/bin/alembic -q init -t generic migrations' || return 1
  fat_run "$1" chown -R app /app/migrations
  sed -i 's,^sqlalchemy.url.*,sqlalchemy.url = sqlite:////tmp/a.db,' $a/alembic.ini
  printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "a1"\ndown_revision = None\ndef upgrade():\n    op.create_table("thing", sa.Column("id", sa.Integer, primary_key=True))\ndef downgrade():\n    op.drop_table("thing")\n' > $a/migrations/versions/a1_first.py
}
probe() {
  local u=http://127.0.0.1:8000 k
  for k in gevent gthread sync tornado; do start_main $k; wait_port 8000 30 || { stop_main; continue; }; want $k 'hello from [a-z_.]+ 0' "$(cget $u/)"; want $k-out 'hello from' "$(cget $u/out)"; want $k-m 'hits_total [1-9]' "$(cget $u/metrics)"; [ $k != gthread ] || { want pg 'Connection refused' "$(cget $u/pg)"; want redis redis "$(cget $u/redis)"; }; want $k-500 'Internal Server' "$(cget $u/boom)"; stop_main; sleep 0.5; done
  start_main tls; wait_port 8000 30 && want tls 'hello from' "$(cget --cacert $CA https://localhost:8000/)"; stop_main; sleep 0.5
  start_main otel; wait_port 8000 40 && { cget $u/ >/dev/null; sleep 6; want otel '"trace_id"|trace_id' "$(tail -c 5000 "$WORK/main.log")"; }; stop_main; sleep 0.5
  for k in asgi hypercorn granian log; do start_main $k; wait_port 8000 40 || { stop_main; continue; }; sleep 1; cget -c $H/j $u/ >/dev/null; want $k 'Ä 2 <a href="http://127.0.0.1:8000/static/a.css' "$(cget -b $H/j $u/)"; want $k-form 'xfile' "$(printf file > $H/f; cget -F a=x -F f=@$H/f $u/form)"; want $k-out 'hello from' "$(cget $u/out)"; want $k-css 'text/css' "$(cget -D- $u/static/a.css)"; want $k-ws '101' "$(cget --max-time 2 -D- -o /dev/null -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' $u/ws)"; want $k-500 'Internal Server' "$(cget $u/boom)"; [ $k != log ] || want json '"levelname": "INFO"' "$(tail -c 3000 "$WORK/main.log")"; stop_main; sleep 0.5; done
  want hist 'a1 \(head\)' "$(run_main alembic history 2>&1)"; want newrev 'Generating' "$(run_main alembic revision -m second --rev-id b2 2>&1 | tr '\n' ' ')"
}
