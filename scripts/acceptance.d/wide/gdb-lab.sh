# gdb-lab: a debugger with Python inside and scripts of people, vim with Python, weechat: what is typed into programs that embed an interpreter
PACKAGES="gdb gcc libc6-dev vim-nox weechat-headless weechat-python weechat-perl gcovr"
ENTRYPOINT=(/usr/local/bin/lab)
CMD=(version)
WORKDIR=/work
ENV=("HOME=/work")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; cat > $1/usr/local/bin/lab <<'S'
#!/bin/sh
set -e
cd /work
k=$1; shift
case $k in
  version) gdb --version ;;
  build) gcc -g -O0 -o prog prog.c ;;
  gdb) exec gdb -nx -batch "$@" ;;
  vim) exec vim -es -u NONE -S "$@" ;;
  cov) gcc --coverage -O0 -o cov prog.c; ./cov >/dev/null; gcov cov-prog.gcda; gcovr ;;
  chat) exec weechat-headless "$@" ;;
esac
S
chmod 755 $1/usr/local/bin/lab; }
probe() {
  work /work
  printf '#include <stdio.h>\nstruct s { int a; const char *n; };\nint f(struct s *x) { return x->a; }\nint main(void) { struct s v = {42, "hallo"}; printf("%%d\\n", f(&v)); return 0; }\n' > $D/prog.c
  check build run_main build
  printf 'break f\nrun\nbt\npython import json, collections, sqlite3, urllib.request\npython print(json.dumps({"a": int(gdb.parse_and_eval("x->a"))}))\npython import xml.etree.ElementTree, csv, datetime, decimal; print(decimal.Decimal("1.5"))\n' > $D/c.gdb
  want gdb '"a": 42' "$(run_main gdb -x c.gdb prog 2>&1)"; want gdb2 "1\.5" "$(run_main gdb -x c.gdb prog 2>&1)"
  printf 'python3 import json, vim; vim.current.buffer[:] = [json.dumps({"k": 1})]\nwrite! /work/o.txt\nquit!\n' > $D/v.vim; run_main vim v.vim >/dev/null 2>&1; want vim '"k": 1' "$(cat $D/o.txt)"
  want gcov 'Lines executed:100' "$(run_main cov 2>&1)"
  mkdir -p $D/w/python; printf 'import weechat, json, datetime, html\nweechat.register("x","a","1","GPL","d","","")\nopen("/work/w.txt","w").write(json.dumps([1])+html.escape("<"))\n' > $D/w/x.py
  run_main chat -d /work/w -r '/python load /work/w/x.py;/quit' >/dev/null 2>&1; want weechat '^\[1\]&lt;' "$(cat $D/w.txt)"
}
