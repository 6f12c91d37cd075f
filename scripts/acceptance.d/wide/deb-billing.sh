# deb-billing: an application of the author's in /srv/billing on Debian's Python packages: click, aiohttp, SQLAlchemy with alembic's migrations, APScheduler, Babel's catalogues, reportlab, weasyprint, lxml's schemas, plug-ins by name, a process pool
PACKAGES="python3-aiohttp python3-sqlalchemy python3-alembic python3-apscheduler python3-babel python3-jinja2 python3-click python3-lxml python3-cssselect python3-reportlab weasyprint python3-yaml python3-tz fonts-dejavu-core"
ENTRYPOINT=(python3 -m billing)
CMD=(serve)
ENV=("BILLING_CONFIG=/etc/billing.yaml" "PYTHONUNBUFFERED=1")
USER=nobody
WORKDIR=/srv/billing
EXPOSE=(8000)
prepare() {
  local a=$1/srv/billing; mkdir -p $a/billing/{exporters,templates,locale/de/LC_MESSAGES,schema} $a/migrations/versions
  : > $a/billing/__init__.py; : > $a/billing/exporters/__init__.py
  printf 'db: sqlite:////tmp/b.db\nexporters: [pdf, xmlinv, html]\nzone: Europe/Vienna\n' > $1/etc/billing.yaml
  cat > $a/billing/__main__.py <<'P'
import click, importlib, os, yaml
@click.group()
@click.pass_context
def cli(ctx): ctx.obj = yaml.safe_load(open(os.environ["BILLING_CONFIG"]))
@cli.command()
@click.pass_obj
def migrate(c):
    from alembic.config import Config; from alembic import command
    k = Config("alembic.ini"); k.set_main_option("sqlalchemy.url", c["db"]); command.upgrade(k, "head"); command.current(k, verbose=True)
@cli.command()
@click.pass_obj
def serve(c):
    from billing import web; web.run(c)
@cli.command()
@click.argument("names", nargs=-1)
@click.option("--lang", default="en")
@click.pass_obj
def export(c, names, lang):
    for n in names or c["exporters"]:
        m = importlib.import_module("." + n, "billing.exporters"); click.secho(n + " " + m.export(lang), fg="green")
@cli.command()
@click.argument("n", type=int)
def work(n):
    from billing.jobs import pool; print(pool(n))
cli(prog_name="billing")
P
  cat > $a/billing/jobs.py <<'P'
from concurrent.futures import ProcessPoolExecutor
import multiprocessing
def f(x):
    import hashlib, decimal; return hashlib.blake2b(str(decimal.Decimal(x) / 3).encode()).hexdigest()[:4]
def pool(n):
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as e: return "pool " + ",".join(e.map(f, range(n)))
P
  cat > $a/billing/model.py <<'P'
from sqlalchemy import *; from sqlalchemy.orm import declarative_base, Session
B = declarative_base()
class Inv(B):
    __tablename__ = "inv"; id = Column(Integer, primary_key=True); who = Column(String(20)); amount = Column(Numeric(10, 2))
P
  cat > $a/billing/web.py <<'P'
import asyncio, datetime, zoneinfo
from aiohttp import web, ClientSession
from apscheduler.schedulers.asyncio import AsyncIOScheduler; from apscheduler.triggers.cron import CronTrigger
from babel import dates, numbers; from babel.support import Translations
import jinja2; from .model import *
def run(c):
    eng = create_engine(c["db"]); env = jinja2.Environment(loader=jinja2.PackageLoader("billing"), extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True); ticks = []
    async def page(r):
        l = r.query.get("lang", "en"); t = Translations.load("billing/locale", [l]); env.install_gettext_translations(t)
        return web.Response(text=env.get_template("inv.html").render(sum=numbers.format_currency(1234.5, "EUR", locale=l), day=dates.format_datetime(datetime.datetime(2024, 7, 1, tzinfo=datetime.timezone.utc), "full", tzinfo=zoneinfo.ZoneInfo(c["zone"]), locale=l)), content_type="text/html")
    async def add(r):
        d = await r.post()
        with Session(eng) as s: s.add(Inv(who=d["who"], amount=5)); s.commit(); return web.json_response({"n": s.scalar(select(func.count()).select_from(Inv))})
    async def out(r):
        async with ClientSession(trust_env=True) as s:
            async with s.get("https://svc.dns.test:9443/hello/bill") as x: return web.Response(text=await x.text())
    async def tick(r): return web.Response(text="ticks %d" % min(len(ticks), 1))
    async def start(app):
        s = AsyncIOScheduler(timezone="Asia/Tokyo"); s.add_job(lambda: ticks.append(1), "interval", seconds=0.2); s.add_job(print, CronTrigger.from_crontab("0 0 * * *")); s.start()
    async def ws(r):
        w = web.WebSocketResponse(compress=True); await w.prepare(r); await w.send_json({"a": 1}); await w.close(); return w
    app = web.Application(); app.on_startup.append(start); app.add_routes([web.get("/", page), web.post("/add", add), web.get("/out", out), web.get("/tick", tick), web.get("/ws", ws), web.static("/s", "billing/templates")]); web.run_app(app, port=8000)
P
  printf '<p>{%% trans %%}Invoice{%% endtrans %%} {{ sum }} {{ day }} {%% include "foot.html" %%}</p>' > $a/billing/templates/inv.html; echo '<i>foot</i>' > $a/billing/templates/foot.html
  printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\nmsgid "Invoice"\nmsgstr "Rechnung für"\n' > $a/billing/locale/de/LC_MESSAGES/messages.po
  cat > $a/billing/exporters/pdf.py <<'P'
import io
def export(lang):
    from reportlab.pdfgen import canvas; from reportlab.pdfbase import pdfmetrics; from reportlab.pdfbase.ttfonts import TTFont; from reportlab.lib.pagesizes import A4; from reportlab.graphics.barcode import code128, qr; from reportlab.platypus import Paragraph, SimpleDocTemplate, Table; from reportlab.lib.styles import getSampleStyleSheet
    pdfmetrics.registerFont(TTFont("DV", "DejaVuSans.ttf")); b = io.BytesIO(); c = canvas.Canvas(b, A4); c.setFont("DV", 9); c.drawString(50, 50, "Größe Ж"); c.setFont("Helvetica", 9); c.drawString(1, 1, "x"); code128.Code128("A1").drawOn(c, 10, 10); c.save()
    d = io.BytesIO(); SimpleDocTemplate(d).build([Paragraph("<b>x</b> é", getSampleStyleSheet()["Title"]), Table([[1]])]); return "%s %d" % (b.getvalue()[:4].decode(), len(d.getvalue()) > 900)
P
  cat > $a/billing/exporters/html.py <<'P'
def export(lang):
    from weasyprint import HTML, CSS; p = HTML(string="<h1>Grüße &amp; Ж</h1><svg width=5 height=5><rect width=5 height=5 /></svg>", base_url=".").write_pdf(stylesheets=[CSS(string="h1{font-family:DejaVu Sans; hyphens:auto}")]); return "%s %s" % (p[:4].decode(), b"DejaVu" in p)
P
  cat > $a/billing/exporters/xmlinv.py <<'P'
from lxml import etree, objectify, html
from importlib import resources
def export(lang):
    s = etree.XMLSchema(etree.fromstring(resources.files("billing").joinpath("schema/inv.xsd").read_bytes())); x = objectify.fromstring("<inv><n>3</n></inv>"); from lxml.isoschematron import Schematron; from lxml.cssselect import CSSSelector
    return "%s %s %s %s" % (s.validate(x), x.n + 1, etree.XSLT(etree.XML('<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><z/></xsl:template></xsl:stylesheet>'))(x).getroot().tag, html.document_fromstring("<p>ü".encode("latin1"), html.HTMLParser(encoding="latin1")).text_content())
P
  printf '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="inv"><xs:complexType><xs:sequence><xs:element name="n" type="xs:int"/></xs:sequence></xs:complexType></xs:element></xs:schema>' > $a/billing/schema/inv.xsd
  printf '[alembic]\nscript_location = migrations\n[loggers]\nkeys = root\n[handlers]\nkeys = console\n[formatters]\nkeys = g\n[logger_root]\nlevel = INFO\nhandlers = console\n[handler_console]\nclass = StreamHandler\nargs = (sys.stderr,)\nformatter = g\n[formatter_g]\nformat = %%(levelname)s %%(message)s\n' > $a/alembic.ini
  printf 'from logging.config import fileConfig\nfrom sqlalchemy import engine_from_config, pool\nfrom alembic import context\nfrom billing.model import B\nfileConfig(context.config.config_file_name)\ne = engine_from_config(context.config.get_section("alembic"), prefix="sqlalchemy.", poolclass=pool.NullPool)\nwith e.connect() as c:\n    context.configure(connection=c, target_metadata=B.metadata)\n    with context.begin_transaction(): context.run_migrations()\n' > $a/migrations/env.py
  printf 'from alembic import op\nimport sqlalchemy as sa\nrevision = "a1"\ndown_revision = None\ndef upgrade():\n    op.create_table("inv", sa.Column("id", sa.Integer, primary_key=True), sa.Column("who", sa.String(20)), sa.Column("amount", sa.Numeric(10, 2)))\n    with op.batch_alter_table("inv") as b: b.add_column(sa.Column("x", sa.Date))\n' > $a/migrations/versions/a1_first.py
  fat_run "$1" sh -c 'cd /srv/billing && pybabel -q compile -d billing/locale 2>/dev/null; ls billing/locale/de/LC_MESSAGES/messages.mo' >/dev/null
}
probe() {
  want export 'pdf %PDF 1 xmlinv True 4 z ü html %PDF True' "$(run_main export 2>&1 | tr '\n' ' ')"; want work 'pool [0-9a-f]{4},' "$(run_main work 3 2>&1)"; want help 'migrate' "$(run_main --help 2>&1 | tr '\n' ' ')"
  start_main; wait_port 8000 30 || return 1; local u=http://127.0.0.1:8000
  _argv - "${ENTRYPOINT[@]}" migrate; want migrate 'Rev: a1 .head' "$("${ARGV[@]}" 2>&1 | tr '\n' ' ')"
  want en 'Invoice €1,234.50 Monday, July 1, 2024.*Central European.*foot' "$(cget $u/)"; want de 'Rechnung für 1.234,50.*Montag, 1. Juli.*Mitteleuropäische' "$(cget $u/?lang=de)"; want add '"n": 1' "$(cget -d who=ü $u/add)"; want out 'hello from /hello/bill' "$(cget $u/out)"; sleep 0.5; want tick 'ticks 1' "$(cget $u/tick)"; want static '<i>' "$(cget $u/s/foot.html)"; want mime 'text/html' "$(cget -I $u/s/foot.html)"
}
