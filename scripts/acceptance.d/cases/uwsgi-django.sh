# uwsgi-django: an application server that loads its language as a plug-in, a framework that imports by names in settings, migrations, translations
PACKAGES="uwsgi-core uwsgi-plugin-python3 python3-django locales"
ENTRYPOINT=(uwsgi)
CMD=(--ini /srv/site/uwsgi.ini)
ENV=("DJANGO_SETTINGS_MODULE=site_settings" "PYTHONDONTWRITEBYTECODE=1")
USER=www-data
WORKDIR=/srv/site
EXPOSE=(8000)
prepare() {
  local a=$1/srv/site; mkdir -p "$a/shop/templates" "$a/shop/templatetags" "$a/shop/management/commands" "$a/shop/migrations" "$a/data"; chmod 1777 "$a/data"
  printf '[uwsgi]\nplugins = python3,http\nhttp-socket = :8000\nchdir = /srv/site\nmodule = wsgi:application\nmaster = true\nprocesses = 2\ndie-on-term = true\nhook-asap = exec:python3 /srv/site/manage.py migrate --noinput\n' | sed 's/python3,http/python3/; /hook-asap/d' > "$a/uwsgi.ini"; echo 'exec-asap = python3 /srv/site/manage.py migrate --noinput -v0' >> "$a/uwsgi.ini"
  printf 'import os, sys\nfrom django.core.management import execute_from_command_line\nsys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))\nexecute_from_command_line(sys.argv)\n' > "$a/manage.py"; printf 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n' > "$a/wsgi.py"
  cat > "$a/site_settings.py" <<'X'
SECRET_KEY = "x" * 50
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "django.contrib.humanize", "shop"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.locale.LocaleMiddleware", "django.middleware.gzip.GZipMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "/srv/site/data/db.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ, TIME_ZONE, USE_I18N, LANGUAGE_CODE = True, "Europe/Oslo", True, "en"
X
  : > "$a/shop/__init__.py"; : > "$a/shop/templatetags/__init__.py"; : > "$a/shop/migrations/__init__.py"
  printf 'from django.db import models\nclass Item(models.Model):\n    name = models.CharField(max_length=40)\n' > "$a/shop/models.py"
  printf 'from django.db import migrations, models\nclass Migration(migrations.Migration):\n    operations = [migrations.CreateModel("Item", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=40))])]\n' > "$a/shop/migrations/0001_initial.py"
  printf 'from django.urls import path\nfrom . import views\nurlpatterns = [path("<str:name>", lambda r, name: getattr(views, name)(r))]\n' > "$a/shop/urls.py"
  printf 'from django import template\nregister = template.Library()\n@register.filter\ndef shout(v): return v.upper()\n' > "$a/shop/templatetags/loud.py"; printf '{%% load loud i18n humanize tz %%}{{ who|shout }} {%% trans "Monday" %%} {{ n|intcomma }} {{ when|date:"H:i e" }}' > "$a/shop/templates/page.html"
  cat > "$a/shop/views.py" <<'X'
import datetime
from django.http import HttpResponse
from django.shortcuts import render
from .models import Item
def page(r): return render(r, "page.html", {"who": "ann", "n": 1234567, "when": datetime.datetime(2024, 7, 1, 12, tzinfo=datetime.timezone.utc)})
def items(r): Item.objects.create(name="Äpfel"); return HttpResponse("%s %d" % (Item.objects.first().name, Item.objects.filter(name__startswith="Ä").count() > 0))
def user(r):
    from django.contrib.auth.models import User
    u, _ = User.objects.get_or_create(username="bob"); u.set_password("pw"); return HttpResponse("check %s" % u.check_password("pw"))
def count(r): r.session["n"] = r.session.get("n", 0) + 1; return HttpResponse("n%d" % r.session["n"])
def out(r):
    import urllib.request; return HttpResponse(urllib.request.urlopen("https://svc.dns.test:9443/hello/django").read())
X
}
probe() {
  start_main; wait_port 8000 30 || return 1; local u=http://127.0.0.1:8000
  want page 'ANN Monday 1,234,567 14:00 CEST' "$(cget $u/page)"; want translated 'ANN mandag 1.234.567' "$(cget -H 'Accept-Language: nb' $u/page | tr '\302\240' '..' | sed 's/\.\././g' | tr A-Z A-Z)"
  want database 'Äpfel 1' "$(cget $u/items)"; want user 'check True' "$(cget --max-time 30 $u/user)"; want https 'hello from /hello/django' "$(cget $u/out)"
  cget -c "$H/jar" $u/count >/dev/null; want session '^n2$' "$(cget -b "$H/jar" $u/count)"; want uid "^33$" "$(awk '/^Uid/{print $2}' /proc/$MAIN_PID/status)"
}
