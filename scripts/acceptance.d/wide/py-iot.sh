# py-iot: a broker (amqtt) with plug-ins by entry points, paho and aiomqtt clients, gRPC over TLS with reflection, websockets, zmq, pycryptodome, nacl, modbus, zeroconf, apscheduler, watchdog, pyserial; processes by supervisor from pip
PACKAGES="python3 python3-venv"
ENTRYPOINT=(supervisord -n -c /app/supervisord.conf)
ENV=("PATH=/venv/bin:/usr/local/bin:/usr/bin:/bin")
WORKDIR=/app
EXPOSE=(1883 50051 8765)
. "$SUITE/lib/py.sh"
prepare() {
  local r=$1 a=$1/app; mkdir -p $a/proto
  venv "$r" /venv amqtt paho-mqtt aiomqtt grpcio grpcio-reflection grpcio-health-checking protobuf websockets pyzmq pycryptodome pynacl pymodbus zeroconf apscheduler watchdog pyserial supervisor cbor2 crcmod bleak construct psutil uvloop orjson pydantic-settings loguru click || return 1
  printf '[supervisord]\nnodaemon=true\nuser=root\npidfile=/tmp/s.pid\nlogfile=/dev/null\nlogfile_maxbytes=0\n[unix_http_server]\nfile=/tmp/s.sock\n[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface\n[supervisorctl]\nserverurl=unix:///tmp/s.sock\n[inet_http_server]\nport=*:9001\n[program:broker]\ncommand=amqtt -c /app/broker.yaml\nstdout_logfile=/tmp/broker.log\nredirect_stderr=true\n[program:grpc]\ncommand=python grpcd.py\nstdout_logfile=/tmp/grpc.log\nredirect_stderr=true\n[program:ws]\ncommand=python -m wsd\nstdout_logfile=/tmp/ws.log\nredirect_stderr=true\n[eventlistener:crash]\ncommand=python listen.py\nevents=PROCESS_STATE\nstdout_logfile=/tmp/l.log\n' > $a/supervisord.conf
  printf 'import sys\nwhile 1:\n    sys.stdout.write("READY\\n"); sys.stdout.flush(); l = sys.stdin.readline(); from supervisor import childutils; d = dict(x.split(":") for x in l.split()); p = sys.stdin.read(int(d["len"])); open("/tmp/ev", "a").write(d["eventname"] + "\\n"); sys.stdout.write("RESULT 2\\nOK"); sys.stdout.flush()\n' > $a/listen.py
  printf 'listeners:\n  default: {type: tcp, bind: "0.0.0.0:1883"}\n  ws: {type: ws, bind: "0.0.0.0:1884"}\nplugins:\n  amqtt.plugins.logging_amqtt.EventLoggerPlugin: {}\n  amqtt.plugins.authentication.AnonymousAuthPlugin: {allow_anonymous: true}\n  amqtt.plugins.sys.broker.BrokerSysPlugin: {sys_interval: 2}\n' > $a/broker.yaml
  cp "$CACHE/tls/server.key" $a/k.pem; cp "$CACHE/tls/server.crt" $a/c.pem
  cat > $a/grpcd.py <<'P'
import grpc, concurrent.futures as f, asyncio
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection
s = grpc.server(f.ThreadPoolExecutor(2), compression=grpc.Compression.Gzip)
h = health.HealthServicer(); health_pb2_grpc.add_HealthServicer_to_server(h, s); h.set("shop", health_pb2.HealthCheckResponse.SERVING); reflection.enable_server_reflection((health_pb2.DESCRIPTOR.services_by_name["Health"].full_name, reflection.SERVICE_NAME), s)
s.add_secure_port("0.0.0.0:50051", grpc.ssl_server_credentials([(open("/app/k.pem", "rb").read(), open("/app/c.pem", "rb").read())])); s.start(); s.wait_for_termination()
P
  cat > $a/wsd.py <<'P'
import asyncio, websockets, uvloop
async def e(w):
    async for m in w: await w.send("echo " + m)
async def main():
    async with websockets.serve(e, "0.0.0.0", 8765): await asyncio.Future()
uvloop.install(); asyncio.run(main())
P
  cat > $a/cli.py <<'P'
import click, sys
@click.group()
def g(): pass
@g.command()
def mqtt():
    import paho.mqtt.client as m, paho.mqtt.publish as p, threading; got = []; ev = threading.Event()
    c = m.Client(m.CallbackAPIVersion.VERSION2); c.on_message = lambda c, u, x: (got.append(x.payload), ev.set()); c.connect("127.0.0.1", 1883); c.subscribe("a/#"); c.loop_start(); import time; time.sleep(0.5); p.single("a/b", "hï"); ev.wait(5); print("mqtt", got[0].decode())
    w = m.Client(m.CallbackAPIVersion.VERSION2, transport="websockets"); w.connect("127.0.0.1", 1884); w.loop_start(); time.sleep(1); print("ws", w.is_connected())
@g.command()
def rpc():
    import grpc; from grpc_health.v1 import health_pb2, health_pb2_grpc; from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase as D
    ch = grpc.secure_channel("localhost:50051", grpc.ssl_channel_credentials(open("/etc/ssl/certs/ca-certificates.crt", "rb").read())); print("rpc", health_pb2_grpc.HealthStub(ch).Check(health_pb2.HealthCheckRequest(service="shop"), timeout=10).status, D(ch).get_services())
    try: health_pb2_grpc.HealthStub(grpc.insecure_channel("dns:///svc.dns.test:1")).Check(health_pb2.HealthCheckRequest(), timeout=2)
    except grpc.RpcError as e: print("dns", e.code().name)
@g.command()
def ws():
    import websockets.sync.client as c
    with c.connect("ws://127.0.0.1:8765") as w: w.send("x"); print("wsd", w.recv())
@g.command()
def crypto():
    from Crypto.Cipher import AES, ChaCha20_Poly1305, DES3, Salsa20; from Crypto.PublicKey import RSA, ECC; from Crypto.Hash import SHA3_256, BLAKE2b, CMAC, keccak; from Crypto.Signature import pss, eddsa; from Crypto.Protocol.KDF import scrypt, bcrypt, HKDF; from Crypto.Util import Counter
    k = RSA.generate(1024); print("aes", AES.new(b"0" * 16, AES.MODE_GCM, nonce=b"1").encrypt(b"x").hex(), AES.new(b"0" * 16, AES.MODE_CTR, counter=Counter.new(128)).encrypt(b"x").hex(), len(k.export_key("PEM", "pw", protection="scryptAndAES128-CBC")) > 100, SHA3_256.new(b"x").hexdigest()[:4], ECC.generate(curve="ed25519").curve, len(scrypt("p", "s", 16, 16, 1, 1)), keccak.new(digest_bits=256).hexdigest()[:4])
    import nacl.secret, nacl.pwhash, nacl.public; print("nacl", len(nacl.pwhash.argon2id.str(b"p", opslimit=1, memlimit=8192)) > 50, len(nacl.public.PrivateKey.generate().encode()))
@g.command()
def misc():
    import zmq, zmq.asyncio, cbor2, crcmod.predefined, psutil, orjson, construct, serial, serial.tools.list_ports, time; c = zmq.Context(); a = c.socket(zmq.REP); a.bind("tcp://127.0.0.1:5999"); b = c.socket(zmq.REQ); b.connect("tcp://127.0.0.1:5999"); b.send(b"z"); print("zmq", a.recv(), zmq.has("curve"), zmq.curve_keypair()[0][:0])
    print("misc", cbor2.dumps({"a": 1}).hex(), hex(crcmod.predefined.mkPredefinedCrcFun("modbus")(b"x")), psutil.Process().name() != "", psutil.virtual_memory().total > 0, construct.Int16ub.parse(b"\0\1"), serial.serial_for_url("loop://", timeout=1).is_open, len(serial.tools.list_ports.comports()) >= 0)
    from apscheduler.schedulers.background import BackgroundScheduler; from apscheduler.triggers.cron import CronTrigger; s = BackgroundScheduler(timezone="Europe/Berlin"); n = []; s.add_job(lambda: n.append(1), "interval", seconds=0.2); s.add_job(print, "cron", hour=3); s.start(); time.sleep(0.7); print("aps", len(n) > 0, s.timezone)
    from watchdog.observers import Observer; from watchdog.events import FileSystemEventHandler as F; h = F(); e = []; h.on_created = e.append; o = Observer(); o.schedule(h, "/tmp"); o.start(); open("/tmp/wd", "w").close(); time.sleep(0.5); print("wd", type(o).__name__, len(e) > 0)
    import asyncio; from pymodbus.server import StartAsyncTcpServer; from pymodbus.client import AsyncModbusTcpClient
    async def mb():
        c = AsyncModbusTcpClient("127.0.0.1", port=1, timeout=1, retries=0); return await c.connect()
    print("mb", asyncio.run(mb()))
    from zeroconf import Zeroconf, ServiceInfo
    try: z = Zeroconf(interfaces=["127.0.0.1"]); z.close(); print("zc ok")
    except OSError as e: print("zc", e)
    from loguru import logger; logger.add("/tmp/l_{time}.log", rotation="1 MB", serialize=True); logger.info("x"); from bleak import BleakScanner
    try: asyncio.run(BleakScanner.discover(timeout=0.1))
    except Exception as e: print("bleak", type(e).__name__)
g()
P
}
ENTRYPOINT=(/app/run); CMD=()
prepare2() { :; }
eval "$(declare -f prepare | sed '1s/prepare/prepare_app/')"
prepare() { prepare_app "$1" || return 1; printf '#!/bin/sh\n[ $# -gt 0 ] && exec "$@"\nexec supervisord -n -c /app/supervisord.conf\n' > "$1/app/run"; chmod 755 "$1/app/run"; }
probe() {
  start_main; wait_port 8765 30 && wait_port 50051 30 && wait_port 1883 30 || { cat $R/tmp/*.log | tail -20; return 1; }
  want mqtt 'mqtt hï ws True' "$(run_main python cli.py mqtt 2>&1 | tr '\n' ' ')"; want rpc "rpc 1 .*grpc.health.v1.Health.*dns (UNAVAILABLE|DEADLINE_EXCEEDED)" "$(run_main python cli.py rpc 2>&1 | tr '\n' ' ')"; want ws 'wsd echo x' "$(run_main python cli.py ws 2>&1)"; want crypto 'aes [0-9a-f]{2} [0-9a-f]{2} True [0-9a-f]{4} Ed25519 16 c5d2 nacl True 32' "$(run_main python cli.py crypto 2>&1 | tr '\n' ' ')"
  want misc "zmq b'z' True b'' misc a1616101 .* True True 1 True True aps True Europe/Berlin wd InotifyObserver True mb False zc .*bleak " "$(run_main python cli.py misc 2>&1 | tr '\n' ' ')"
  want ctl 'broker +RUNNING' "$(run_main supervisorctl -c supervisord.conf status 2>&1)"; want web 'Supervisor Status' "$(cget http://127.0.0.1:9001/)"; want css '200' "$(cget -o /dev/null -w '%{http_code}' http://127.0.0.1:9001/stylesheets/supervisor.css)"; want ev 'PROCESS_STATE' "$(cat $R/tmp/ev)"; want tail 'amqtt|Listener|broker' "$(run_main supervisorctl -c supervisord.conf tail broker 2>&1)"
  want pub '^$' "$(run_main amqtt_pub --url mqtt://127.0.0.1 -t a/b -m x 2>&1 | grep -i -E 'error|traceback')"
}
