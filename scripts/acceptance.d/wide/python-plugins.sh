# plug-ins by entry points that only a settings file or the environment name: stevedore, pluggy, keyring, sqlalchemy dialects, celery, click-plugins; three packages of the author installed editable and as wheels in a uv venv
PACKAGES="python3 python3-venv"
ENTRYPOINT=(hub)
CMD=(serve)
ENV=("PATH=/opt/hub/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" "HUB_STORE=memory" "HUB_CONFIG=/etc/hub/hub.toml")
USER=nobody
WORKDIR=/opt/hub
EXPOSE=(8000)
. "$SUITE/lib/py.sh"
pkg() { # DIR NAME MODULE EXTRA(toml)
  mkdir -p "$1/$3"; printf '[build-system]\nrequires = ["setuptools>=61"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "%s"\nversion = "1.0"\n%b\n[tool.setuptools.packages.find]\nwhere = ["."]\n[tool.setuptools.package-data]\n"*" = ["*.txt","*.json"]\n' "$2" "$4" > "$1/pyproject.toml"; : > "$1/$3/__init__.py"
}
prepare() {
  local r=$1 s=$1/src; mkdir -p $s $1/etc/hub
  pkg $s/hub acme-hub acme_hub 'dependencies = ["stevedore", "pluggy", "keyring", "keyrings.alt", "sqlalchemy", "click", "click-plugins", "tomli", "setuptools", "pyyaml"]\n[project.scripts]\nhub = "acme_hub.cli:main"\n[project.entry-points."acme.stores"]\nmemory = "acme_hub.stores.memory:Store"\nfile = "acme_hub.stores.file:Store"\n[project.entry-points."acme.commands"]\nserve = "acme_hub.cmd.serve:cmd"\n'
  mkdir -p $s/hub/acme_hub/{stores,cmd}; : > $s/hub/acme_hub/stores/__init__.py; : > $s/hub/acme_hub/cmd/__init__.py
  printf 'class Store:\n    n = "memory"\n' > $s/hub/acme_hub/stores/memory.py; printf 'import dbm.dumb, shelve\nclass Store:\n    n = "file"\n' > $s/hub/acme_hub/stores/file.py
  cat > $s/hub/acme_hub/cli.py <<'X'
import click
from importlib.metadata import entry_points
from click_plugins import with_plugins
@with_plugins(entry_points(group="acme.commands"))
@click.group()
def main(): pass
X
  cat > $s/hub/acme_hub/cmd/serve.py <<'X'
import click, http.server, os, tomllib, traceback, importlib
from acme_hub import core
@click.command("serve")
def cmd():
    conf = tomllib.load(open(os.environ["HUB_CONFIG"], "rb"))
    class H(http.server.BaseHTTPRequestHandler):
        def log_message(self, *a): pass
        def do_GET(self):
            try: b = str(getattr(core, self.path.strip("/").split("?")[0])(conf)).encode()
            except Exception: b = traceback.format_exc().encode()
            self.send_response(200); self.send_header("Content-Length", str(len(b))); self.end_headers(); self.wfile.write(b)
    http.server.ThreadingHTTPServer(("", 8000), H).serve_forever()
X
  cat > $s/hub/acme_hub/core.py <<'X'
import os
def store(c):
    from stevedore import driver; return driver.DriverManager("acme.stores", os.environ["HUB_STORE"]).driver.n + driver.DriverManager("acme.stores", c["store"]["kind"]).driver.n
def hooks(c):
    import pluggy; m = pluggy.PluginManager("acme"); m.load_setuptools_entrypoints("acme_hooks"); return sorted(n for n, _ in m.list_name_plugin())
def ring(c):
    import keyring; keyring.set_keyring(keyring.core.load_keyring(c["keyring"]["backend"])); keyring.set_password("a", "b", "c"); return keyring.get_password("a", "b")
def dialect(c):
    from sqlalchemy import create_engine; return create_engine(c["db"]["url"]).dialect.name
def pkgres(c):
    import pkg_resources; return [e.load().__name__ for e in pkg_resources.iter_entry_points("acme.legacy")]
def handler(c):
    import importlib; m, f = c["handler"].rsplit(".", 1); return getattr(importlib.import_module(m), f)()
def exts(c):
    from stevedore import extension; return sorted(extension.ExtensionManager("acme.filters", invoke_on_load=False).names())
def loggingc(c):
    import logging.config, yaml; logging.config.dictConfig(yaml.safe_load(open("/etc/hub/logging.yaml"))); logging.getLogger("x").warning("hi"); return "logged"
X
  pkg $s/plug acme-plug acme_plug 'dependencies = ["acme-hub"]\n[project.entry-points."acme.commands"]\nextra = "acme_plug.extra:cmd"\n[project.entry-points."acme_hooks"]\none = "acme_plug.hooks"\n[project.entry-points."sqlalchemy.dialects"]\nacmedb = "acme_plug.dialect:D"\n[project.entry-points."acme.legacy"]\nl = "acme_plug.legacy:f"\n[project.entry-points."acme.filters"]\nup = "acme_plug.filters:up"\ndown = "acme_plug.filters:down"\n'
  printf 'import click\n@click.command("extra")\ndef cmd():\n    import pkgutil, json; print(pkgutil.get_data("acme_plug", "data/a.json").decode())\n' > $s/plug/acme_plug/extra.py; mkdir $s/plug/acme_plug/data; echo '{"a": 1}' > $s/plug/acme_plug/data/a.json; sed -i 's/"\*.json"/"*.json","data\/*.json"/' $s/plug/pyproject.toml
  printf '' > $s/plug/acme_plug/hooks.py; printf 'from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite\nclass D(SQLiteDialect_pysqlite):\n    name = "acmedb"\n' > $s/plug/acme_plug/dialect.py; printf 'def f(): pass\n' > $s/plug/acme_plug/legacy.py; printf 'import colorsys\ndef up(): pass\ndef down(): pass\n' > $s/plug/acme_plug/filters.py
  pkg $s/site acme-site acme_site ''; printf 'import wave, textwrap\ndef handle(): return textwrap.shorten("handled by site", 20)\n' > $s/site/acme_site/handlers.py; printf 'import logging, fractions\nclass J(logging.Formatter):\n    def format(self, r): return "J:" + super().format(r)\n' > $s/site/acme_site/logs.py
  printf 'handler = "acme_site.handlers.handle"\n[store]\nkind = "file"\n[keyring]\nbackend = "keyrings.alt.file.PlaintextKeyring"\n[db]\nurl = "acmedb://"\n' > $1/etc/hub/hub.toml
  printf 'version: 1\nformatters:\n  j:\n    (): acme_site.logs.J\nhandlers:\n  h:\n    class: logging.handlers.RotatingFileHandler\n    filename: /tmp/hub.log\n    formatter: j\nroot:\n  handlers: [h]\n' > $1/etc/hub/logging.yaml
  [ -x "$CACHE/uv" ] || { pip download -q --no-deps -d "$CACHE/uvd" uv && (cd "$CACHE/uvd" && unzip -qo uv-*.whl && cp uv-*/scripts/uv "$CACHE/uv" && chmod 755 "$CACHE/uv") || return 1; }
  cp "$CACHE/uv" "$r/usr/bin/uv"; pip_run "$r" sh -c 'uv -q venv --python /usr/bin/python3 /opt/hub && export VIRTUAL_ENV=/opt/hub && uv -q pip install -e /src/hub "setuptools<80" && uv -q pip install /src/plug && uv -q pip install -e /src/site' || return 1; rm "$r/usr/bin/uv"
}
probe() {
  EXTRA_ENV=(HOME=/tmp XDG_DATA_HOME=/tmp/d); start_main; wait_port 8000 40 || return 1; local u=http://127.0.0.1:8000 
  want store memoryfile "$(cget $u/store)"; want hooks "'one'" "$(cget $u/hooks)"; want ring '^c$' "$(cget $u/ring)"; want dialect acmedb "$(cget $u/dialect)"; want pkgres "'f'" "$(cget $u/pkgres)"; want handler 'handled by site' "$(cget $u/handler)"; want exts "'down', 'up'" "$(cget $u/exts)"; want log 'logged' "$(cget $u/loggingc)"; want logf 'J:hi' "$(cat $R/tmp/hub.log)"
  want extra '"a": 1' "$(run_main extra 2>&1)"; want help 'extra.*serve' "$(run_main --help 2>&1 | tr '\n' ' ')"
}
