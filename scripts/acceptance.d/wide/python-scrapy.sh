# a scrapy project run by its console script, with exports in several formats; locust and httpx; poetry-made in-project venv
PACKAGES="python3 python3-venv"
ENTRYPOINT=(scrapy)
CMD=(crawl x -O /tmp/o.json)
ENV=("PATH=/app/.venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
USER=1001
WORKDIR=/app
. "$SUITE/lib/py.sh"
prepare() {
  local r=$1 a=$1/app; mkdir -p $a/shop/spiders
  printf '[project]\nname = "shop"\nversion = "0.1.0"\nrequires-python = ">=3.11,<4"\ndependencies = ["scrapy", "parsel", "itemloaders", "brotli", "pillow"]\n[tool.poetry]\npackages = [{include = "shop"}]\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n' > $a/pyproject.toml
  printf '[settings]\ndefault = shop.settings\n' > $a/scrapy.cfg; : > $a/shop/__init__.py; : > $a/shop/spiders/__init__.py; echo x > $a/README.md
  printf 'BOT_NAME = "shop"\nSPIDER_MODULES = ["shop.spiders"]\nROBOTSTXT_OBEY = True\nITEM_PIPELINES = {"shop.pipelines.P": 300}\nDOWNLOADER_MIDDLEWARES = {"shop.mw.M": 500}\nHTTPCACHE_ENABLED = True\nHTTPCACHE_DIR = "/tmp/hc"\nTWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"\n' > $a/shop/settings.py
  printf 'class P:\n    def process_item(self, i, spider=None): i["p"] = 1; return i\n' > $a/shop/pipelines.py; printf 'class M:\n    def process_request(self, request, spider=None): request.headers["X"] = "y"\n' > $a/shop/mw.py
  printf 'import scrapy\nclass X(scrapy.Spider):\n    name = "x"\n    start_urls = ["https://backend.panel.test:9443/hello/1", "http://127.0.0.1:9080/page.html"]\n    def parse(self, r):\n        yield {"u": r.url, "t": r.css("h1::text").get() if r.url.endswith("html") else r.text}\n' > $a/shop/spiders/x.py
  pip_run "$r" sh -c 'python3 -m venv /opt/poetry && /opt/poetry/bin/pip install -q poetry && cd /app && POETRY_CACHE_DIR=/tmp/pc REQUESTS_CA_BUNDLE=/root/.cache/pip/ca.crt POETRY_VIRTUALENVS_IN_PROJECT=1 /opt/poetry/bin/poetry install -q -n && rm -rf /opt/poetry' || return 1
}
probe() {
  mkdir -p "$H/www"; printf '<meta charset=utf-8><h1>Größe</h1>' > "$H/www/page.html"
  local o; o=$(run_main "${CMD[@]}" 2>&1); want crawl "item_scraped_count': 2" "$o"; want json 'Gr.*"p": 1' "$(cat $R/tmp/o.json)"; local f; for f in csv xml jl marshal pickle; do want $f "item_scraped_count': 2" "$(run_main crawl x -O /tmp/o.$f 2>&1)"; done
  want list '^x$' "$(run_main list 2>&1 | tail -1)"; want fetch 'hello from' "$(run_main fetch --nolog https://backend.panel.test:9443/hello/2 2>&1)"; want shell "Größe" "$(run_main shell --nolog -c 'response.css("h1::text").get()' http://127.0.0.1:9080/page.html 2>&1)"; want gen 'New Scrapy project' "$(run_main startproject foo /tmp/foo 2>&1)"; want version 'Scrapy' "$(run_main version -v 2>&1)"
}
