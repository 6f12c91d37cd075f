# uvicorn[standard] and fastapi installed with --target /app/lib, PYTHONPATH, python3 -m uvicorn; pydantic, email, jinja, websockets, http2 client, orjson
PACKAGES="python3 python3-pip"
ENTRYPOINT=(python3 -m uvicorn)
CMD=(main:app --host 0.0.0.0 --port 8000 --workers 2)
ENV=("PYTHONPATH=/app/lib" "PYTHONUNBUFFERED=1")
USER=1000:1000
WORKDIR=/app
EXPOSE=(8000)
. "$SUITE/lib/py.sh"
prepare() {
  local r=$1 a=$1/app; mkdir -p "$a/templates" "$a/static"
  pip_run "$r" python3 -m pip install -q --target /app/lib fastapi 'uvicorn[standard]' 'pydantic[email]' pydantic-settings 'httpx[http2]' jinja2 python-multipart orjson aiosqlite 'sqlalchemy[asyncio]' 'python-jose[cryptography]' 'passlib[bcrypt]' 'bcrypt<4.1' aiofiles tzdata loguru sentry-sdk prometheus-client || return 1
  printf '{{ name }} {{ items|length }}\n' > "$a/templates/i.html"; printf 'x\n' > "$a/static/a.wasm"; printf 'x\n' > "$a/static/a.css"
  cat > "$a/main.py" <<'X'
import datetime, zoneinfo, os
from typing import Annotated
from fastapi import FastAPI, Request, WebSocket, Form, UploadFile, Depends, BackgroundTasks
from fastapi.responses import ORJSONResponse, HTMLResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel, EmailStr, HttpUrl, Field
from pydantic_settings import BaseSettings
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy import text
class Settings(BaseSettings): tz: str = "Asia/Tokyo"
settings = Settings()
app = FastAPI(title="Shop")
app.add_middleware(GZipMiddleware); app.add_middleware(CORSMiddleware, allow_origins=["*"])
app.mount("/static", StaticFiles(directory="static"))
t = Jinja2Templates("templates")
engine = create_async_engine("sqlite+aiosqlite:////tmp/a.db")
class User(BaseModel):
    email: EmailStr; site: HttpUrl | None = None; n: int = Field(gt=0)
@app.post("/users")
def users(u: User): return u
@app.get("/page", response_class=HTMLResponse)
def page(request: Request): return t.TemplateResponse(request, "i.html", {"name": "Ann", "items": [1, 2]})
@app.get("/orjson", response_class=ORJSONResponse)
def oj(): return ORJSONResponse({"at": datetime.datetime(2024, 1, 1, tzinfo=zoneinfo.ZoneInfo(settings.tz))})
@app.get("/db")
async def db():
    async with engine.connect() as c: return (await c.execute(text("select 6*7"))).scalar()
@app.get("/out")
async def out():
    import httpx
    async with httpx.AsyncClient(http2=True, verify=httpx.create_ssl_context() if False else "/etc/ssl/certs/ca-certificates.crt") as c:
        r = await c.get("https://backend.panel.test:9443/hello/fast"); return {"v": r.http_version, "t": r.text}
@app.get("/jwt")
def jwt():
    from jose import jwt
    from passlib.context import CryptContext
    c = CryptContext(schemes=["bcrypt", "pbkdf2_sha256"]); h = c.hash("x"); return {"ok": c.verify("x", h), "p": c.hash("y", scheme="pbkdf2_sha256")[:8], "jwt": jwt.decode(jwt.encode({"a": 1}, "k"), "k", ["HS256"])}
@app.post("/up")
async def up(f: UploadFile, name: Annotated[str, Form()]): return {"n": len(await f.read()), "name": name}
@app.websocket("/ws")
async def ws(w: WebSocket):
    await w.accept(); await w.send_text("hi " + await w.receive_text()); await w.close()
@app.get("/wsc")
async def wsc():
    import websockets
    async with websockets.connect("ws://127.0.0.1:8000/ws") as c: await c.send("bob"); return await c.recv()
@app.get("/misc")
def misc():
    import uvloop, httptools, watchfiles, yaml, dotenv; from prometheus_client import generate_latest; from loguru import logger; logger.info("x"); return generate_latest().decode()[:30]
@app.get("/boom")
def boom(): raise RuntimeError("boom")
X
}
probe() {
  start_main; wait_port 8000 40 || return 1; local u=http://127.0.0.1:8000; sleep 1
  want user '"email":"a@example.org"' "$(cget -H 'Content-Type: application/json' -d '{"email":"a@example.org","n":1,"site":"http://x.org"}' $u/users)"; want invalid 'value is not a valid email' "$(cget -H 'Content-Type: application/json' -d '{"email":"a@","n":1}' $u/users)"
  want page 'Ann 2' "$(cget $u/page)"; want orjson '2024-01-01T00:00:00\+09:00' "$(cget $u/orjson)"; want db 42 "$(cget $u/db)"; want out 'hello from' "$(cget $u/out)"; want jwt '"ok":true,"p":"\$pbkdf2-.*"a":1' "$(cget $u/jwt)"
  want upload '"n":2,"name":"x"' "$(printf hi | cget -F f=@- -F name=x $u/up)"; want ws 'hi bob' "$(cget $u/wsc)"; want misc 'HELP' "$(cget $u/misc)"; want boom 'Internal Server Error' "$(cget $u/boom)"; want docs 'swagger' "$(cget $u/docs)"; want openapi 'HTTPValidationError' "$(cget $u/openapi.json)"; want static 'text/css' "$(cget -D- -o /dev/null $u/static/a.css)"
}
