# gunicorn + django + psycopg + whitenoise in /opt/venv, docker-entrypoint.sh that migrates, admin, translations, management commands
PACKAGES="python3 python3-venv"
ENTRYPOINT=(/app/docker-entrypoint.sh)
CMD=(gunicorn --bind 0.0.0.0:8000 --workers 2 config.wsgi:application)
ENV=("PATH=/opt/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" "PYTHONUNBUFFERED=1" "PYTHONDONTWRITEBYTECODE=1" "DJANGO_SETTINGS_MODULE=config.settings.production" "DATABASE_URL=sqlite:////data/db.sqlite3")
USER=app
WORKDIR=/app
EXPOSE=(8000)
. "$SUITE/lib/py.sh"
prepare() {
  local r=$1 a=$1/app; add_user "$r" app 1000 || return 1
  venv "$r" /opt/venv 'django<5.3' gunicorn 'psycopg[binary]' whitenoise dj-database-url djangorestframework django-filter django-debug-toolbar markdown argon2-cffi pillow django-environ || return 1
  mkdir -p "$a" "$r/data"; chown 1000:1000 "$r/data"
  fat_run "$r" sh -c 'cd /app && /opt/venv/bin/django-admin startproject config . && /opt/venv/bin/python manage.py startapp shop' || return 1
  mkdir "$a/config/settings"; mv "$a/config/settings.py" "$a/config/settings/base.py"; : > "$a/config/settings/__init__.py"
  sed -i 's/BASE_DIR = .*/BASE_DIR = Path(__file__).resolve().parent.parent.parent/' "$a/config/settings/base.py"
  cat > "$a/config/settings/production.py" <<'X'
from .base import *
import os, dj_database_url
DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS += ["rest_framework", "django_filters", "shop.apps.ShopConfig", "django.contrib.humanize", "django.contrib.sitemaps"]
MIDDLEWARE.insert(1, "whitenoise.middleware.WhiteNoiseMiddleware")
MIDDLEWARE.insert(3, "django.middleware.locale.LocaleMiddleware")
STORAGES = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}, "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
STATIC_ROOT = BASE_DIR / "staticfiles"
DATABASES = {"default": dj_database_url.config()}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
CSRF_TRUSTED_ORIGINS = ["http://127.0.0.1:8000"]
TIME_ZONE = "Europe/Berlin"
LOGGING = {"version": 1, "disable_existing_loggers": False, "handlers": {"c": {"class": "logging.StreamHandler", "formatter": "f"}}, "formatters": {"f": {"format": "{levelname} {name} {message}", "style": "{"}}, "root": {"handlers": ["c"], "level": "INFO"}}
X
  printf 'from django.db import models\nclass Item(models.Model):\n    name = models.CharField(max_length=40)\n    price = models.DecimalField(max_digits=8, decimal_places=2)\n    data = models.JSONField(default=dict)\n    at = models.DateTimeField(auto_now_add=True)\n    image = models.ImageField(blank=True)\n    def __str__(self): return self.name\n' > "$a/shop/models.py"
  printf 'from django.contrib import admin\nfrom .models import Item\n@admin.register(Item)\nclass ItemAdmin(admin.ModelAdmin):\n    list_display = ("name", "price"); search_fields = ("name",); list_filter = ("at",)\n' > "$a/shop/admin.py"
  cat > "$a/shop/views.py" <<'X'
from rest_framework import viewsets, serializers
from django.http import HttpResponse
from .models import Item
class S(serializers.ModelSerializer):
    class Meta: model = Item; fields = "__all__"
class ItemViewSet(viewsets.ModelViewSet):
    queryset = Item.objects.all(); serializer_class = S; filterset_fields = ["name"]
    from django_filters.rest_framework import DjangoFilterBackend
    filter_backends = [DjangoFilterBackend]
def pg(request):
    from django.db import connections
    from django.utils.connection import ConnectionProxy
    from django.db.utils import load_backend
    import psycopg
    load_backend("django.db.backends.postgresql")
    try: psycopg.connect("host=127.0.0.1 port=1 dbname=x connect_timeout=2")
    except psycopg.OperationalError as e: return HttpResponse("%s %s %s" % (psycopg.pq.__impl__, psycopg.pq.version(), e))
def boom(request): raise ValueError("boom")
def mail(request):
    from django.core.mail import EmailMultiAlternatives
    m = EmailMultiAlternatives("Grüße", "text", "a@example.org", ["b@example.org"]); m.attach_alternative("<b>ü</b>", "text/html"); m.attach("a.txt", b"x", "text/plain"); return HttpResponse(str(m.send()) + m.message().as_string()[:40])
X
  cat > "$a/config/urls.py" <<'X'
from django.contrib import admin
from django.urls import path, include
from rest_framework.routers import DefaultRouter
from shop import views
r = DefaultRouter(); r.register("items", views.ItemViewSet)
urlpatterns = [path("admin/", admin.site.urls), path("api/", include(r.urls)), path("pg", views.pg), path("boom", views.boom), path("mail", views.mail), path("accounts/", include("django.contrib.auth.urls"))]
X
  fat_run "$r" sh -c 'cd /app && export PATH=/opt/venv/bin:$PATH DATABASE_URL=sqlite:////tmp/x DJANGO_SETTINGS_MODULE=config.settings.production && python manage.py makemigrations shop && python manage.py collectstatic --noinput' >/dev/null || return 1
  sed -i 's/config.settings/config.settings.production/' "$a/manage.py" "$a/config/wsgi.py"
  cat > "$a/docker-entrypoint.sh" <<'X'
#!/bin/sh
set -e
python manage.py migrate --noinput
exec "$@"
X
  chmod 755 "$a/docker-entrypoint.sh"
}
probe() {
  start_main; wait_port 8000 40 || return 1; local u=http://127.0.0.1:8000
  want nf 'Not Found' "$(cget $u/nope)"; want err 'Server Error' "$(cget $u/boom)"
  want createsuperuser 'created' "$(EXTRA_ENV=(DJANGO_SUPERUSER_PASSWORD=secret99x); run_main python manage.py createsuperuser --noinput --username bob --email b@example.org 2>&1 | tail -1)"
  local t; t=$(cget -c "$H/jar" "$u/admin/login/?next=/admin/" | grep -oP 'csrfmiddlewaretoken" value="\K[^"]+')
  cget -b "$H/jar" -c "$H/jar" -o /dev/null -e "$u/admin/login/" -d "csrfmiddlewaretoken=$t&username=bob&password=secret99x&next=/admin/" "$u/admin/login/"
  want admin 'Site administration' "$(cget -b "$H/jar" $u/admin/)"
  want admin-de 'Website-Verwaltung' "$(cget -H 'Accept-Language: de' -b "$H/jar" $u/admin/)"
  want admin-ja 'サイト管理' "$(cget -H 'Accept-Language: ja' -b "$H/jar" $u/admin/)"
  want additem 'Price:' "$(cget -b "$H/jar" $u/admin/shop/item/add/)"
  want jsi18n 'django.catalog' "$(cget -H 'Accept-Language: fr' -b "$H/jar" $u/admin/jsi18n/)"
  local css; css=$(cget $u/admin/login/ | grep -oP '/static/admin/css/base[^"]*' | head -1); want static 'text/css' "$(cget -D- -o /dev/null "$u$css")"; want gz 'Content-Encoding: gzip' "$(cget -D- -o /dev/null -H 'Accept-Encoding: gzip' "$u$css")"
  want api '"name":"Äpfel"' "$(cget -H 'Content-Type: application/json' -d '{"name":"Äpfel","price":"3.20"}' $u/api/items/)"
  want browsable 'Django REST framework' "$(cget -H 'Accept: text/html' "$u/api/items/?name=x")"
  want pg 'binary [0-9]+ .*refused' "$(cget $u/pg | tr '\n' ' ')"; want mail '^1' "$(cget $u/mail)"
  want pwreset 'Password reset|password reset' "$(cget $u/accounts/password_reset/)"
  want dump 'shop.item' "$(run_main python manage.py dumpdata shop --format=json 2>&1)"; want dumpxml '<django-objects' "$(run_main python manage.py dumpdata shop --format=xml 2>&1)"
  want shell '2 items|1 items' "$(run_main python manage.py shell -c 'from shop.models import Item; print(Item.objects.count(), "items")' 2>&1)"
  want check 'no issues|WARNINGS' "$(run_main python manage.py check --deploy 2>&1)"; want showmig '0001_initial' "$(run_main python manage.py showmigrations 2>&1)"; want sqlm 'CREATE TABLE' "$(run_main python manage.py sqlmigrate shop 0001 2>&1)"
}
