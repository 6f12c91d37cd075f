# python-worker: a task queue with its worker pool, started by a shell script that hands itself to python; broker and results in files
PACKAGES="celery python3-celery python3-redis python3-sqlalchemy"
ENTRYPOINT=(celery)
CMD=(-A jobs worker -c 2 -l info)
USER=nobody
WORKDIR=/srv/jobs
. "$SUITE/lib/cli.sh"
prepare() {
  mkdir -p "$1/srv/jobs"; cat > "$1/srv/jobs/jobs.py" <<'P'
from celery import Celery
app = Celery("jobs", broker="filesystem://", backend="db+sqlite:////work/r.db")
app.conf.update(broker_transport_options={"data_folder_in": "/work/q", "data_folder_out": "/work/q"}, timezone="Europe/Oslo")
@app.task
def add(a, b): return a + b
@app.task
def fetch():
    import urllib.request; return urllib.request.urlopen("https://svc.dns.test:9443/hello/celery").read().decode()
P
}
probe() {
  work /work; mkdir -p "$D/q"; chmod 777 "$D/q"; start_main; sleep 5; main_alive || { bad start "$(main_log)"; return 1; }
  run_main -A jobs call jobs.add -a '[40,2]' >/dev/null 2>&1; local id; id=$(run_main -A jobs call jobs.fetch 2>&1 | tail -1); sleep 3
  want result 'hello from /hello/celery' "$(run_main -A jobs result "$id" 2>&1)"; want log 'succeeded.*42' "$(tr '\n' ' ' < $WORK/main.log)"; want report 'kombu' "$(run_main -A jobs report 2>&1)"
}
