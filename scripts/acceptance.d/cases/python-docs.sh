# python-docs: documentation from sources: extensions, themes and builders by name, a tool that only developers need elsewhere
PACKAGES="python3-sphinx python3-sphinx-rtd-theme"
EXTRA="A library's locale data for all languages, of which one document uses one; packages that are required and imported, whole."
ENTRYPOINT=(sphinx-build)
CMD=(-b html /docs /out)
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/docs"; printf 'project = "X"\nextensions = ["sphinx.ext.autodoc", "sphinx.ext.intersphinx", "sphinx.ext.mathjax", "sphinx.ext.viewcode"]\nhtml_theme = "sphinx_rtd_theme"\nlanguage = "de"\n' > "$1/docs/conf.py"; printf 'Title\n=====\n\n.. automodule:: json\n   :members: dumps\n\n.. code-block:: python\n\n   print(1)\n\n.. math:: x^2\n\n.. note:: hey\n' > "$1/docs/index.rst"; }
probe() {
  work /out; want html 'erfolgreich|succeeded' "$(run_main -b html /docs /out/h 2>&1)"; want page 'Serialize' "$(cat $D/h/index.html)"; want theme rtd "$(cat $D/h/index.html)"; want man 'rc0' "$(run_main -b man /docs /out/m 2>&1; echo rc$?)"; want latex 'rc0' "$(run_main -b latex /docs /out/l 2>&1; echo rc$?)"; want epub 'rc0' "$(run_main -b epub /docs /out/e 2>&1; echo rc$?)"
}
