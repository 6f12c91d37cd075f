# pip install --break-system-packages into /usr/local, shell form CMD, flask run; sqlalchemy, babel translations, phonenumbers, dateutil, wtforms, mail, caching
PACKAGES="python3 python3-pip"
ENTRYPOINT=(/bin/sh -c)
CMD=('flask --app shop run --host 0.0.0.0 --port ${PORT:-5000}')
ENV=("FLASK_ENV=production" "LANG=C.UTF-8")
USER=nobody
WORKDIR=/usr/src/app
EXPOSE=(5000)
. "$SUITE/lib/py.sh"
prepare() {
  local r=$1 a=$1/usr/src/app; mkdir -p "$a"
  pip_run "$r" python3 -m pip install -q --break-system-packages flask flask-sqlalchemy flask-migrate flask-babel flask-login flask-wtf email-validator flask-caching flask-cors flask-smorest phonenumbers python-dateutil pymysql psycopg2-binary oracledb requests pytz arrow humanize faker markdown2 pygments python-slugify qrcode pillow pyyaml || return 1
  mkdir -p "$a/shop/translations/de/LC_MESSAGES" "$a/shop/templates" "$a/migrations"
  printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\nmsgid "Hello"\nmsgstr "Grüß Gott"\n' > "$a/shop/translations/de/LC_MESSAGES/messages.po"
  fat_run "$r" sh -c 'cd /usr/src/app/shop && pybabel -q compile -d translations' || return 1
  printf '<title>{{ _("Hello") }}</title>{{ d|datetimeformat }} {{ form.csrf_token }}{{ form.email.label }}' > "$a/shop/templates/i.html"
  cat > "$a/shop/__init__.py" <<'X'
import datetime
from flask import Flask, request, render_template, jsonify
from flask_sqlalchemy import SQLAlchemy
from flask_migrate import Migrate
from flask_babel import Babel, format_datetime, format_currency, gettext
from flask_wtf import FlaskForm
from flask_caching import Cache
from wtforms import StringField
from wtforms.validators import Email
db = SQLAlchemy()
def create_app():
    app = Flask(__name__); app.config.update(SQLALCHEMY_DATABASE_URI="sqlite:////tmp/f.db", SECRET_KEY="x", CACHE_TYPE="SimpleCache", BABEL_DEFAULT_TIMEZONE="Europe/Vienna")
    db.init_app(app); Migrate(app, db); cache = Cache(app)
    Babel(app, locale_selector=lambda: request.args.get("l", "en"))
    app.jinja_env.filters["datetimeformat"] = format_datetime
    class F(FlaskForm): email = StringField("E-Mail", [Email()])
    @app.get("/")
    def index(): return render_template("i.html", d=datetime.datetime(2024, 7, 1, 12), form=F())
    @app.post("/form")
    def form():
        f = F(data=dict(email=request.form["email"]), meta={"csrf": False}); f.validate(); return jsonify(f.errors)
    @app.get("/money")
    def money(): return format_currency(1234.5, "EUR")
    @app.get("/phone")
    def phone():
        import phonenumbers; from phonenumbers import geocoder, carrier, timezone
        n = phonenumbers.parse("+41446681800"); return geocoder.description_for_number(n, "de") + " " + str(timezone.time_zones_for_number(n)) + carrier.name_for_number(phonenumbers.parse("+40721234567"), "en")
    @app.get("/dates")
    def dates():
        from dateutil import tz, parser, rrule; import pytz, arrow, humanize
        humanize.i18n.activate("fr"); return " ".join([str(parser.parse("1 July 2024 12:00").astimezone(tz.gettz("America/New_York")).tzname()), str(pytz.timezone("Asia/Kolkata").localize(datetime.datetime(2024, 1, 1)).utcoffset()), arrow.get("2024-01-01").humanize(arrow.get("2024-01-03"), locale="ko"), humanize.naturaltime(datetime.timedelta(days=3)), arrow.utcnow().to("Australia/Sydney").tzname()[:3]])
    @app.get("/dialect/<d>")
    def dialect(d):
        from sqlalchemy import create_engine, text
        try: create_engine(d.replace("|", "/") ).connect()
        except Exception as e: return type(e).__name__ + " " + str(e)[:200]
    @app.get("/db")
    def dbx(): db.create_all(); return str(db.session.execute(db.text("select 40+2")).scalar())
    @app.get("/fake/<l>")
    def fake(l):
        from faker import Faker; Faker.seed(1); f = Faker(l); return f.name() + "," + f.city() + "," + f.email()
    @app.get("/md")
    def md():
        import markdown2, slugify, yaml; return markdown2.markdown("```python\nprint(1)\n```", extras=["fenced-code-blocks"]) + slugify.slugify("Größe Ä") + yaml.safe_dump({"a": 1})
    @app.get("/qr")
    def qr():
        import qrcode, io; b = io.BytesIO(); qrcode.make("x").save(b, "PNG"); return b.getvalue(), 200, {"Content-Type": "image/png"}
    @app.get("/out")
    def out():
        import requests; return requests.get("https://backend.panel.test:9443/hello/fl", verify="/etc/ssl/certs/ca-certificates.crt").text
    @app.cli.command("seed")
    def seed(): print("seeded", str(db.metadata))
    return app
X
  fat_run "$r" sh -c 'cd /usr/src/app && rmdir migrations && flask --app shop db init && flask --app shop db migrate' >/dev/null 2>&1 || return 1
}
probe() {
  start_main; wait_port 5000 40 || return 1; local u=http://127.0.0.1:5000
  want en '<title>Hello.*Jul 1, 2024, 2:00:00' "$(cget $u/)"; want de '<title>Grüß Gott.*01.07.2024, 14:00:00' "$(cget "$u/?l=de")"; want ja '2024/07/01' "$(cget "$u/?l=ja")"; want money '1.234,50.€' "$(cget "$u/money?l=de")"; want form 'email' "$(cget -d email=x $u/form)"; want formok '^\{\}' "$(cget -d email=x@example.org $u/form)"
  want phone 'Z.rich.*Europe/Zurich.*Vodafone' "$(cget $u/phone)"; want dates 'E[DS]T 5:30:00 .*(전|그제) il y a 3 jours AE' "$(cget $u/dates)"
  want mysql "OperationalError.*[Cc]an't connect" "$(cget "$u/dialect/mysql+pymysql:%7C%7Cu@127.0.0.1:1%7Cx")"; want pg 'OperationalError.*refused' "$(cget "$u/dialect/postgresql+psycopg2:%7C%7Cu@127.0.0.1:1%7Cx")"; want oracle 'DPY-|OperationalError' "$(cget "$u/dialect/oracle+oracledb:%7C%7Cu:p@127.0.0.1:1%7Cx")"
  want db 42 "$(cget $u/db)"; want fake '@' "$(cget $u/fake/de_DE)"; want fakeja '[^a-z],' "$(cget $u/fake/ja_JP)"; want md 'span class="k|codehilite.*grosse-a|groesse' "$(cget $u/md | tr '\n' ' ')"; want qr 'PNG' "$(cget $u/qr | head -c 4 | tr -d '\211')"; want out 'hello from' "$(cget $u/out)"; want nf 'Not Found' "$(cget $u/x)"
  local f='cd /usr/src/app; flask --app shop'; want seed 'seeded Meta' "$(run_main "$f seed" 2>&1)"; want routes 'dialect' "$(run_main "$f routes" 2>&1)"; want upgrade 'Context impl SQLite' "$(run_main "$f db upgrade" 2>&1)"
}
