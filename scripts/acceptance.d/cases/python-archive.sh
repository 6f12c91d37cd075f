# python-archive: a command line tool in one file (zipapp): an interpreter line, an archive of modules, subcommands imported by name, data inside
PACKAGES="python3"
ENTRYPOINT=(/usr/local/bin/tool)
. "$SUITE/lib/cli.sh"
prepare() { local t=$(mktemp -d); mkdir -p $t/toolx/cmds; : > $t/toolx/__init__.py; : > $t/toolx/cmds/__init__.py; echo text > $t/toolx/data.txt
  printf 'import argparse, importlib\ndef main():\n    p = argparse.ArgumentParser(); p.add_argument("cmd"); a = p.parse_args(); print(importlib.import_module("toolx.cmds." + a.cmd).run())\n' > $t/toolx/cli.py
  printf 'def run():\n    import sqlite3, xml.dom.minidom, pkgutil; return sqlite3.connect(":memory:").execute("select 42").fetchone()[0], xml.dom.minidom.parseString("<a/>").toxml(), pkgutil.get_data("toolx", "data.txt")\n' > $t/toolx/cmds/one.py
  printf 'def run():\n    import urllib.request, configparser; return urllib.request.urlopen("https://svc.dns.test:9443/hello/pyz").read()\n' > $t/toolx/cmds/net.py
  /usr/bin/python3 -m zipapp -c -p '/usr/bin/env python3' -m toolx.cli:main -o $1/usr/local/bin/tool $t; rm -r $t; }
probe() { want one "42, .*<a/>.*text" "$(run_main one 2>&1)"; want net 'hello from /hello/pyz' "$(run_main net 2>&1)"; }
