# py-pipx: tools that pipx installed, each in a virtual environment of its own with a link in /usr/local/bin: httpie, yt-dlp, mitmproxy, cookiecutter, mkdocs with a theme and plug-ins
PACKAGES="python3 python3-venv python3-pip pipx git"
ENTRYPOINT=(/srv/tool)
CMD=(http --help)
ENV=("PATH=/usr/local/bin:/usr/bin:/bin" "HOME=/work" "LANG=C.UTF-8")
WORKDIR=/work
. "$SUITE/lib/py.sh"
prepare() {
  local r=$1
  pip_run "$r" sh -c 'export PIPX_HOME=/opt/pipx PIPX_BIN_DIR=/usr/local/bin; set -e; for p in httpie yt-dlp mitmproxy cookiecutter mkdocs; do pipx install $p; done; pipx inject mkdocs mkdocs-material mkdocs-macros-plugin; pipx inject httpie httpie-jwt-auth || true' >/dev/null 2>"$1.log" || { tail -5 "$1.log"; return 1; }
  printf '#!/bin/sh\nset -e\ncase "$1" in\n http) shift; exec http --ignore-stdin "$@" ;;\n dl) shift; exec yt-dlp "$@" ;;\n proxy) shift; exec mitmdump "$@" ;;\n new) shift; exec cookiecutter --no-input "$@" ;;\n docs) shift; exec mkdocs "$@" ;;\nesac\n' > "$r/srv/tool"; chmod 755 "$r/srv/tool"
  mkdir -p "$r/work/docs" "$r/work/tpl/{{cookiecutter.name}}" "$r/work/tpl/hooks"; chmod 1777 "$r/work"
  printf '{"name": "demo", "slug": "{{ cookiecutter.name|slugify }}", "year": "{%% now \x27utc\x27, \x27%%Y\x27 %%}"}\n' > "$r/work/tpl/cookiecutter.json"; printf 'hi {{cookiecutter.slug}} {{ cookiecutter.year }}\n' > "$r/work/tpl/{{cookiecutter.name}}/R.md"; printf 'print("hooked")\n' > "$r/work/tpl/hooks/post_gen_project.py"
  printf 'site_name: Größe\ntheme:\n  name: material\n  language: de\n  features: [navigation.tabs]\nplugins: [search, macros]\nmarkdown_extensions: [admonition, toc, pymdownx.superfences, pymdownx.highlight, pymdownx.emoji, pymdownx.tabbed, attr_list, footnotes]\n' > "$r/work/mkdocs.yml"; printf '# Hi\n\n!!! note\n    x {{ 6*7 }}\n\n```python\nprint(1)\n```\n\n:smile:\n\na[^1]\n\n[^1]: foot\n' > "$r/work/docs/index.md"
  printf 'def response(flow):\n    flow.response.headers["x-seen"] = "by addon"\n' > "$r/work/addon.py"
}
probe() {
  local u=https://backend.panel.test:9443
  want get 'hello from' "$(run_main http --pretty=all --style=monokai --verify=/etc/ssl/certs/ca-certificates.crt $u/hello/a 2>&1)"; want post 'a.*: .*1' "$(run_main http -v POST http://127.0.0.1:9080/p a:=1 b=ü 2>&1)"; want sess '200' "$(run_main http --session=x -h http://127.0.0.1:9080/hello 2>&1)"; want download 'Done|hello' "$(run_main http --download -o /tmp/x http://127.0.0.1:9080/hello/d 2>&1)"; want xml '<a>' "$(run_main http --offline --print=B --pretty=format POST x.test Content-Type:application/xml --raw '<a><b>1</b></a>' 2>&1)"
  want ytlist 'youtube' "$(run_main dl --list-extractors 2>&1 | head -3000)"; printf 'x%.0s' $(seq 3000) > "$H/www/v.mp4"; want ytdl '100|Destination|download' "$(run_main dl --no-check-certificates -o /tmp/v.%\(ext\)s http://127.0.0.1:9080/v.mp4 2>&1)"; want yterr 'ERROR.*[Yy]outube|Unable to download' "$(run_main dl https://www.youtube.com/watch?v=dQw4w9WgXcQ 2>&1)"
  want cook 'hooked' "$(run_main new -o /tmp/o /work/tpl 2>&1)"; want cooked 'hi demo 20' "$(cat $R/tmp/o/demo/R.md)"
  want docs '' "$(run_main docs build -q -d /tmp/site 2>&1 | grep -i error)"; local p; p=$(cat $R/tmp/site/index.html); want html 'Zum Inhalt|Suche' "$p"; want macro 'x 42' "$p"; want hl 'class="(nb|n|k)"' "$p"; want emoji 'twemoji|emojione' "$p"; check search test -s $R/tmp/site/search/search_index.json; check assets sh -c "ls $R/tmp/site/assets/javascripts/bundle*.js"; want new 'Creating|Writing' "$(run_main docs new /tmp/proj 2>&1)"
  start_main proxy -p 8081 -s /work/addon.py --ssl-insecure --set confdir=/tmp/mitm; wait_port 8081 40 || return 1; want addon 'x-seen: by addon' "$(cget -k -D- -x http://127.0.0.1:8081 $u/hello/m)"; want mca 'mitmproxy' "$(cget -k -v -x http://127.0.0.1:8081 $u/hello/m)"; check cadir test -s $R/tmp/mitm/mitmproxy-ca-cert.pem; want onboard 'mitm' "$(cget -x http://127.0.0.1:8081 http://mitm.it/)"; stop_main
}
