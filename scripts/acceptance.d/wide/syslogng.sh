# syslog-ng: configuration language with a library of its own, JSON, a Python destination, patterndb
PACKAGES="syslog-ng-core syslog-ng-mod-python"
ENTRYPOINT=(syslog-ng)
CMD=(-F --no-caps -f /etc/syslog-ng/syslog-ng.conf)
EXPOSE=(601)
prepare() {
  local r=$1; mkdir -p "$r/var/log/remote" "$r/usr/local/lib/python3.11/dist-packages"
  cat > "$r/etc/syslog-ng/syslog-ng.conf" <<'E'
@version: 3.38
@include "scl.conf"
source s_net { network(ip("127.0.0.1") port(601) transport("tcp")); };
parser p_json { json-parser(prefix(".json.")); };
filter f_json { message("^\\{"); };
destination d_file { file("/var/log/remote/$HOST.log" template("$(format-json --scope rfc5424 --key ISODATE)\n")); };
destination d_json { file("/var/log/remote/json.log" template("${.json.a}\n")); };
destination d_py { python(class("ziel.Ziel")); };
rewrite r { subst("geheim", "xxx", value("MESSAGE")); };
log { source(s_net); rewrite(r); destination(d_file); destination(d_py); };
log { source(s_net); filter(f_json); parser(p_json); destination(d_json); };
E
  cat > "$r/usr/local/lib/python3.11/dist-packages/ziel.py" <<'E'
import json, decimal
class Ziel(object):
    def init(self, options): return True
    def open(self): return True
    def send(self, msg):
        with open("/var/log/remote/py.log", "a") as f: f.write(json.dumps({"m": msg["MESSAGE"].decode(), "d": str(decimal.Decimal("1.10"))}) + "\n")
        return True
E
}
probe() {
  start_main; wait_port 601 || return 1
  printf '<34>Oct 11 22:14:15 host1 su: geheim wort\n<34>Oct 11 22:14:16 host1 app: {"a":"b7"}\n' > /dev/tcp/127.0.0.1/601
  check file retry 10 grep -rq 'xxx wort' "$R/var/log/remote"; check json retry 10 grep -q b7 "$R/var/log/remote/json.log"; check python retry 10 grep -q '"d": "1.10"' "$R/var/log/remote/py.log"
}
