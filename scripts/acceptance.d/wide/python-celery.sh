# celery[redis] with beat, flower and a redis server in one entrypoint script; results in redis, tasks found by autodiscover, pickle and msgpack, eventlet and gevent pools
PACKAGES="python3 python3-venv redis-server"
ENTRYPOINT=(/app/entrypoint.sh)
CMD=(celery -A proj worker -l info -c 2 -B -s /tmp/beat)
ENV=("PATH=/opt/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" "C_FORCE_ROOT=1" "CELERY_BROKER_URL=redis://127.0.0.1:6379/0")
WORKDIR=/app
. "$SUITE/lib/py.sh"
prepare() {
  venv "$1" /opt/venv 'celery[redis,msgpack,gevent]' flower redis requests rq apscheduler dramatiq huey || return 1; mkdir -p $1/app/proj/jobs
  printf '#!/bin/sh\nset -e\nredis-server --save "" --daemonize yes >/dev/null\nexec "$@"\n' > $1/app/entrypoint.sh; chmod 755 $1/app/entrypoint.sh
  printf 'from .celery import app as celery_app\n' > $1/app/proj/__init__.py; printf 'from celery import Celery\nfrom celery.schedules import crontab\napp = Celery("proj", backend="redis://127.0.0.1:6379/1")\napp.config_from_object("proj.conf")\napp.autodiscover_tasks(["proj.jobs"])\n' > $1/app/proj/celery.py
  printf 'timezone = "America/Bogota"\ntask_serializer = "pickle"\nresult_serializer = "msgpack"\naccept_content = ["pickle", "json", "msgpack", "yaml"]\nbeat_schedule = {"t": {"task": "proj.jobs.tasks.tick", "schedule": 2.0}}\nresult_compression = "bzip2"\n' > $1/app/proj/conf.py; : > $1/app/proj/jobs/__init__.py
  printf 'from celery import shared_task\n@shared_task\ndef add(a, b): return a + b\n@shared_task\ndef tick(): print("TICK")\n@shared_task(bind=True, max_retries=1)\ndef bad(self): raise ValueError("bad")\n@shared_task\ndef web():\n    import requests; return requests.get("https://backend.panel.test:9443/hello/c", verify="/etc/ssl/certs/ca-certificates.crt").text\n' > $1/app/proj/jobs/tasks.py
}
probe() {
  start_main; sleep 8; main_alive || { bad start "$(main_log)"; return 1; }
  c() { _argv - celery -A proj "$@"; timeout 40 "${ARGV[@]}" 2>&1; }
  local i; i=$(c call proj.jobs.tasks.web | tail -1); sleep 2; want web 'hello from /hello/c' "$(c result $i)"; i=$(c call proj.jobs.tasks.bad | tail -1); sleep 1; want bad 'ValueError|bad' "$(c result --traceback $i)"; want tick TICK "$(cat $WORK/main.log)"; want inspect 'proj.jobs.tasks.add' "$(c inspect registered)"; want status '1 node online' "$(c status)"
  _argv - celery -A proj worker -P gevent -c 4 -l info -n g@h; setsid "${ARGV[@]}" >$WORK/g.log 2>&1 </dev/null & local g=$!; sleep 6; want gevent 'g@h ready' "$(cat $WORK/g.log)"; _argv - celery -A proj flower --port=5555 --address=0.0.0.0; setsid "${ARGV[@]}" >$WORK/f.log 2>&1 </dev/null & sleep 6; want flower 'Flower' "$(cget http://127.0.0.1:5555/workers || cat $WORK/f.log)"
}
