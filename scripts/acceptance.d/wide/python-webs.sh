# aiohttp, tornado, sanic, starlette, bottle, falcon, cherrypy, twisted, grpcio in a /app/.venv that uv made; one console script of an editable install, the framework by argument
PACKAGES="python3 python3-venv"
ENTRYPOINT=(webs)
CMD=(aiohttp)
ENV=("PATH=/app/.venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt")
USER=1000
WORKDIR=/app
EXPOSE=(8000)
. "$SUITE/lib/py.sh"
prepare() {
  local r=$1 a=$1/app; mkdir -p "$a/src/webs"
  cat > "$a/pyproject.toml" <<'X'
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "webs"
version = "0.3"
dependencies = ["aiohttp[speedups]", "tornado", "sanic", "starlette", "uvicorn", "bottle", "falcon", "cherrypy", "twisted[tls]", "grpcio", "grpcio-reflection", "grpcio-health-checking", "protobuf", "gevent", "waitress", "hypercorn", "quart"]
[project.scripts]
webs = "webs.main:main"
[project.entry-points."webs.frameworks"]
aiohttp = "webs.f_aiohttp:run"
tornado = "webs.f_tornado:run"
sanic = "webs.f_sanic:run"
quart = "webs.f_quart:run"
falcon = "webs.f_falcon:run"
cherrypy = "webs.f_cherrypy:run"
twisted = "webs.f_twisted:run"
grpc = "webs.f_grpc:run"
[tool.hatch.build.targets.wheel]
packages = ["src/webs"]
X
  echo readme > "$a/README.md"; : > "$a/src/webs/__init__.py"
  printf 'import sys\nfrom importlib.metadata import entry_points, version\ndef main():\n    ep, = entry_points(group="webs.frameworks", name=sys.argv[1])\n    print("webs", version("webs"), flush=True); ep.load()()\n' > "$a/src/webs/main.py"
  cat > "$a/src/webs/f_aiohttp.py" <<'X'
from aiohttp import web, ClientSession
async def hello(r):
    async with ClientSession() as s:
        async with s.get("https://svc.dns.test:9443/hello/aio") as x: return web.Response(text=await x.text())
async def ws(r):
    w = web.WebSocketResponse(); await w.prepare(r)
    async for m in w: await w.send_str("echo " + m.data)
    return w
async def br(r):
    x = web.json_response({"a": "b" * 100000}); x.enable_compression(); return x
async def self(r):
    async with ClientSession() as s:
        async with s.ws_connect("ws://127.0.0.1:8000/ws") as w: await w.send_str("x"); return web.Response(text=(await w.receive()).data)
def run():
    import aiodns, brotli
    a = web.Application(); a.add_routes([web.get("/", hello), web.get("/ws", ws), web.get("/self", self), web.get("/br", br), web.static("/s", "/app/src")]); web.run_app(a, port=8000)
X
  cat > "$a/src/webs/f_tornado.py" <<'X'
import tornado.web, tornado.ioloop, tornado.httpclient, tornado.locale
class H(tornado.web.RequestHandler):
    async def get(self):
        x = await tornado.httpclient.AsyncHTTPClient().fetch("https://backend.panel.test:9443/hello/tor"); self.write(x.body)
class E(tornado.web.RequestHandler):
    def get(self): self.render_string; self.write(tornado.locale.get("de").friendly_number(1000)); raise tornado.web.HTTPError(418, "tea")
def run(): tornado.web.Application([("/", H), ("/e", E)]).listen(8000); tornado.ioloop.IOLoop.current().start()
X
  printf 'from sanic import Sanic, text, json\napp = Sanic("x")\n@app.get("/")\nasync def i(r): return text("hello from sanic")\n@app.get("/boom")\nasync def b(r): raise ValueError("x")\ndef run(): app.run(host="0.0.0.0", port=8000, single_process=True, access_log=True, motd=False)\n' > "$a/src/webs/f_sanic.py"
  printf 'from quart import Quart, render_template_string, websocket\napp = Quart(__name__)\n@app.get("/")\nasync def i(): return await render_template_string("hello from {{ x }}", x="quart")\ndef run():\n    import asyncio; from hypercorn.config import Config; from hypercorn.asyncio import serve; c = Config(); c.bind = ["0.0.0.0:8000"]; asyncio.run(serve(app, c))\n' > "$a/src/webs/f_quart.py"
  printf 'import falcon\nclass R:\n    def on_get(self, q, s): s.media = {"m": "hello from falcon"}\n    def on_post(self, q, s): s.media = q.get_media()\napp = falcon.App(); app.add_route("/", R())\ndef run():\n    import waitress; waitress.serve(app, port=8000)\n' > "$a/src/webs/f_falcon.py"
  printf 'import cherrypy\nclass R:\n    @cherrypy.expose\n    def index(self): return "hello from cherrypy"\n    @cherrypy.expose\n    def boom(self): raise ValueError("x")\n    @cherrypy.expose\n    @cherrypy.tools.json_out()\n    def j(self): return {"a": 1}\ndef run(): cherrypy.config.update({"server.socket_host": "0.0.0.0", "server.socket_port": 8000, "tools.sessions.on": True, "tools.gzip.on": True}); cherrypy.quickstart(R())\n' > "$a/src/webs/f_cherrypy.py"
  cat > "$a/src/webs/f_twisted.py" <<'X'
from twisted.web import server, resource
from twisted.internet import reactor, endpoints
class R(resource.Resource):
    isLeaf = True
    def render_GET(self, q):
        from twisted.web.client import Agent, readBody
        def done(b): q.write(b); q.finish()
        def bad(e): q.write(str(e.value.args).encode()); q.finish()
        Agent(reactor).request(b"GET", b"https://backend.panel.test:9443/hello/tw").addCallback(readBody).addCallbacks(done, bad); return server.NOT_DONE_YET
def run(): endpoints.serverFromString(reactor, "tcp:8000").listen(server.Site(R())); reactor.run()
X
  cat > "$a/src/webs/f_grpc.py" <<'X'
import grpc, concurrent.futures
from grpc_reflection.v1alpha import reflection
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from google.protobuf import struct_pb2, json_format, timestamp_pb2
def run():
    s = grpc.server(concurrent.futures.ThreadPoolExecutor(4)); h = health.HealthServicer(); health_pb2_grpc.add_HealthServicer_to_server(h, s); h.set("", 1)
    reflection.enable_server_reflection([health_pb2.DESCRIPTOR.services_by_name["Health"].full_name, reflection.SERVICE_NAME], s); s.add_insecure_port("0.0.0.0:8000"); s.start()
    c = grpc.insecure_channel("127.0.0.1:8000"); print("health", health_pb2_grpc.HealthStub(c).Check(health_pb2.HealthCheckRequest()), json_format.MessageToJson(struct_pb2.Value(number_value=2)), flush=True)
    from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase; print("services", list(ProtoReflectionDescriptorDatabase(c).get_services()), flush=True)
    s.wait_for_termination()
X
  [ -x "$CACHE/uv" ] || { pip download -q --no-deps -d "$CACHE/uvd" uv && (cd "$CACHE/uvd" && unzip -qo uv-*.whl && cp uv-*/scripts/uv "$CACHE/uv" && chmod 755 "$CACHE/uv") || return 1; }
  cp "$CACHE/uv" "$r/usr/bin/uv"
  pip_run "$r" sh -c 'cd /app && UV_PYTHON=/usr/bin/python3 uv -q sync --no-dev --compile-bytecode' || return 1
  rm "$r/usr/bin/uv"
}
probe() {
  local u=http://127.0.0.1:8000
  start_main; wait_port 8000 30 || return 1
  want aio 'hello from' "$(cget $u/)"; want aiows 'echo x' "$(cget $u/self)"; want static 'main' "$(cget $u/s/webs/main.py)"; stop_main
  start_main tornado; wait_port 8000 30 || return 1; want tor 'hello from' "$(cget $u/)"; want tore '418' "$(cget $u/e)"; stop_main
  start_main sanic; wait_port 8000 30 || return 1; sleep 2; want sanic 'hello from sanic' "$(cget $u/)"; want sanice '500' "$(cget $u/boom)"; stop_main
  start_main quart; wait_port 8000 30 || return 1; want quart 'hello from quart' "$(cget $u/)"; want quart2 'hello from quart' "$(cget --http2-prior-knowledge $u/)"; stop_main
  start_main falcon; wait_port 8000 30 || return 1; want falcon 'hello from falcon' "$(cget $u/)"; want form '"a"' "$(cget -H 'Content-Type: application/x-www-form-urlencoded' -d a=b $u/)"; stop_main
  start_main cherrypy; wait_port 8000 30 || return 1; want cp 'hello from cherrypy' "$(cget $u/)"; want cpj '"a": 1' "$(cget $u/j)"; want cpe 'ValueError' "$(cget $u/boom)"; stop_main
  start_main twisted; wait_port 8000 30 || return 1; want tw 'hello from' "$(cget $u/)"; stop_main
  start_main grpc; wait_port 8000 30 || return 1; sleep 2; want grpc 'SERVING.*2.0.*grpc.health.v1.Health' "$(main_log | tr '\n' ' ')"
}
