# py-docs: mkdocs with material and plug-ins by name in mkdocs.yml (search, mkdocstrings, macros), pelican, sphinx with furo, myst and autodoc, jupyter-book's kin left out: one builder image
PACKAGES="python3 python3-venv git"
ENTRYPOINT=(/usr/local/bin/docs)
CMD=(mkdocs)
ENV=("PATH=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin")
WORKDIR=/docs
. "$SUITE/lib/py.sh"
prepare() {
  venv "$1" /opt/venv mkdocs-material 'mkdocstrings[python]' mkdocs-macros-plugin mkdocs-redirects mkdocs-git-revision-date-localized-plugin 'pelican[markdown]' sphinx furo myst-parser sphinx-copybutton sphinx-design sphinxcontrib-mermaid || return 1
  printf '#!/bin/sh\nset -e\ncase $1 in\n mkdocs) mkdocs build -q -d /tmp/site ;;\n sphinx) sphinx-build -q -b "${2:-html}" sphinx /tmp/sphinx-${2:-html} ;;\n pelican) pelican -q pelican/content -o /tmp/pelican -s pelican/conf.py ;;\n serve) exec mkdocs serve -a 0.0.0.0:8000 ;;\nesac\n' > $1/usr/local/bin/docs; chmod 755 $1/usr/local/bin/docs
  local d=$1/docs; mkdir -p $d/{docs,sphinx/sub,pelican/content,src/acme}; printf '"""The *acme* module."""\ndef f(x: int) -> str:\n    """Does f.\n\n    Args:\n        x: the x\n    """\n    return str(x)\n' > $d/src/acme/__init__.py
  cat > $d/mkdocs.yml <<'Y'
site_name: Größe
theme:
  name: material
  language: de
  features: [navigation.tabs, content.code.copy]
  icon: {logo: material/library}
plugins:
  - search: {lang: de}
  - macros
  - mkdocstrings: {handlers: {python: {paths: [src]}}}
  - redirects: {redirect_maps: {old.md: index.md}}
markdown_extensions:
  - admonition
  - pymdownx.highlight: {anchor_linenums: true}
  - pymdownx.superfences: {custom_fences: [{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format}]}
  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji, emoji_generator: !!python/name:material.extensions.emoji.to_svg}
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.arithmatex: {generic: true}
  - toc: {permalink: true}
  - footnotes
  - attr_list
Y
  printf '# Hallo\n\n!!! note "Achtung"\n    x\n\n```python\nx = 1\n```\n\n```kotlin\nval x = 1\n```\n\n:material-account: {{ 1 + 1 }}\n\n=== "A"\n    a\n\n::: acme\n\n$x^2$ f[^1]\n\n[^1]: n\n' > $d/docs/index.md
  printf 'project = "Acme"\nlanguage = "fr"\nextensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode", "sphinx.ext.mathjax", "sphinx_copybutton", "sphinx_design", "sphinxcontrib.mermaid", "sphinx.ext.todo"]\nhtml_theme = "furo"\nimport sys; sys.path.insert(0, "/docs/src")\nmyst_enable_extensions = ["dollarmath", "colon_fence", "deflist"]\n' > $d/sphinx/conf.py; printf '# Titre\n\n```{toctree}\nsub/a\n```\n\n```{automodule} acme\n:members:\n```\n\n:::{note}\nN\n:::\n\n::::{grid} 2\n:::{grid-item-card} C\nx\n:::\n::::\n\n```{code-block} haskell\nmain = 1\n```\n\n```{mermaid}\ngraph LR\n```\n\n$a$\n' > $d/sphinx/index.md; printf 'Sub\n===\n\n.. todo:: x\n\n:ref:`search`\n' > $d/sphinx/sub/a.rst
  printf 'AUTHOR = "A"\nSITENAME = "P"\nSITEURL = "http://x"\nTIMEZONE = "Asia/Tokyo"\nDEFAULT_LANG = "de"\nFEED_ALL_ATOM = "feeds/all.xml"\nTHEME = "notmyidea"\n' > $d/pelican/conf.py; printf 'Title: Erster\nDate: 2024-07-01 12:00\nCategory: C\nTags: t\n\nText *ü*\n\n    :::python\n    x = 1\n' > $d/pelican/content/a.md; printf 'Zwei\n####\n\n:date: 2024-07-02\n\nText\n' > $d/pelican/content/b.rst
  rm -rf "$1/docs/.git"
}
probe() {
  RUN_TIMEOUT=80; want mkdocs '^$' "$(run_main mkdocs 2>&1 | grep -v -i 'warn\|info\|^ *$\|│\|┃\|material for mkdocs' | head -3)"; local p; p=$(cat $R/tmp/site/index.html); want adm 'Achtung' "$p"; want hl 'class="(n|mi|kd)"' "$p"; want icon 'twemoji.*<svg' "$p"; want macro '</svg></span> 2' "$p"; want strings 'Does f' "$p"; want lang 'Suche' "$p"; check search test -s $R/tmp/site/search/search_index.json; check redir test -s $R/tmp/site/old/index.html
  want sphinx '^$' "$(run_main sphinx 2>&1 | grep -i error)"; p=$(cat $R/tmp/sphinx-html/index.html); want auto 'Does f' "$p"; want fr 'Note|Code source|Recherche' "$p"; want card 'sd-card' "$p"; check css test -s $R/tmp/sphinx-html/_static/styles/furo.css; check js test -s $R/tmp/sphinx-html/_static/copybutton.js; want hs 'highlight-haskell' "$p"; run_main sphinx man >/dev/null 2>&1; run_main sphinx latex >/dev/null 2>&1; run_main sphinx epub >/dev/null 2>&1; check latex test -s $R/tmp/sphinx-latex/acme.tex; check sty test -s $R/tmp/sphinx-latex/sphinx.sty; check man test -s $R/tmp/sphinx-man/acme.1; check epub test -s $R/tmp/sphinx-epub/Acme.epub; run_main sphinx texinfo >/dev/null 2>&1; check texi test -s $R/tmp/sphinx-texinfo/acme.texi
  want pelican '^$' "$(run_main pelican 2>&1 | grep -i 'error\|critical')"; want pel 'Erster' "$(cat $R/tmp/pelican/index.html)"; want pel2 'Text' "$(cat $R/tmp/pelican/zwei.html)"; want pcss 'body' "$(cat $R/tmp/pelican/theme/css/main.css)"; want feed '<feed' "$(cat $R/tmp/pelican/feeds/all.xml)"; start_main serve; wait_port 8000 30 && want live 'Hallo' "$(cget http://127.0.0.1:8000/)"
}
