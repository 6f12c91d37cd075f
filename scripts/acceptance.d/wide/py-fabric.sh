# py-fabric: deployment tasks of the author's for invoke and fabric against an SSH server (asyncssh, started by the same image), paramiko's SFTP, keyring, rich, watchdog, questionary; the command is `fab`, fabfile.py in the working directory
PACKAGES="python3 python3-venv openssh-client"
ENTRYPOINT=(fab)
CMD=(--list)
ENV=("PATH=/venv/bin:/usr/local/bin:/usr/bin:/bin" "HOME=/tmp")
WORKDIR=/work
. "$SUITE/lib/py.sh"
prepare() {
  venv "$1" /venv fabric invoke asyncssh jinja2 pyyaml rich gitpython watchdog || return 1; mkdir -p $1/work/{deploy,templates}
  cat > $1/work/fabfile.py <<'P'
from invoke import Collection, task
from deploy import ssh, files
@task(help={"name": "who"})
def hello(c, name="x", loud=False):
    """Say hello."""
    r = c.run(f"echo hello {name} | tr a-z A-Z" if loud else f"echo hello {name}", hide=True, pty=False); print("said", r.stdout.strip())
@task(pre=[hello])
def build(c):
    "Builds."
    import yaml, rich; rich.print("[bold]built[/bold]", yaml.safe_load(open("fabric.yaml"))["site"])
ns = Collection(hello, build, Collection.from_module(ssh), Collection.from_module(files))
P
  : > $1/work/deploy/__init__.py; printf 'site: acme\nrun:\n  echo: false\n' > $1/work/fabric.yaml
  cat > $1/work/deploy/ssh.py <<'P'
import asyncio, threading
from invoke import task
def server():
    import asyncssh
    async def main():
        def proc(p): p.stdout.write("ran " + (p.command or "") + "\n"); p.exit(0)
        class S(asyncssh.SSHServer):
            def begin_auth(self, u): return True
            def password_auth_supported(self): return True
            def validate_password(self, u, p): return p == "pw"
        await asyncssh.create_server(S, "127.0.0.1", 2222, server_host_keys=[asyncssh.generate_private_key("ssh-ed25519"), asyncssh.generate_private_key("ssh-rsa", key_size=2048)], process_factory=proc, sftp_factory=True, allow_scp=True); await asyncio.Event().wait()
    threading.Thread(target=lambda: asyncio.run(main()), daemon=True).start()
    import socket, time
    for i in range(100):
        try: socket.create_connection(("127.0.0.1", 2222)).close(); return
        except OSError: time.sleep(.1)
@task
def deploy(c):
    "Deploys."
    server()
    from fabric import Connection, ThreadingGroup
    k = dict(port=2222, user="u", connect_kwargs={"password": "pw", "look_for_keys": False, "allow_agent": False})
    with Connection("127.0.0.1", **k) as s:
        print("remote", s.run("uptime", hide=True).stdout.strip(), s.is_connected); open("/tmp/up", "w").write("ü"); s.put("/tmp/up", "/tmp/down"); print("got", open("/tmp/down").read()); s.get("/tmp/down", "/tmp/again")
    import paramiko
    try: Connection("127.0.0.1", port=2222, user="u", connect_kwargs={"password": "no", "look_for_keys": False, "allow_agent": False}).run("x")
    except paramiko.ssh_exception.AuthenticationException as e: print("denied")
    paramiko.ECDSAKey.generate().write_private_key_file("/tmp/k", password="secret"); print("key", paramiko.ECDSAKey.from_private_key_file("/tmp/k", "secret").get_bits())
    c.run("ssh -o StrictHostKeyChecking=no -o BatchMode=yes -p 2222 u@127.0.0.1 true", warn=True, hide=True); print("ssh", c.run("ssh-keygen -q -t ed25519 -N '' -f /tmp/id && ssh-keygen -lf /tmp/id", hide=True).stdout.split()[0])
P
  cat > $1/work/deploy/files.py <<'P'
from invoke import task
@task
def render(c):
    "Renders templates."
    import jinja2; print(jinja2.Environment(loader=jinja2.FileSystemLoader("templates")).get_template("a.j2").render(n=[1, 2]))
@task
def watch(c):
    import time; from watchdog.observers import Observer; from watchdog.events import FileSystemEventHandler
    class H(FileSystemEventHandler):
        def on_created(self, e): print("created", e.src_path)
    o = Observer(); o.schedule(H(), "/tmp"); o.start(); open("/tmp/new", "w").close(); time.sleep(1); o.stop(); print(type(o).__name__)
P
  echo '{% for i in n %}{{ i }}{{ "," if not loop.last }}{% endfor %}' > $1/work/templates/a.j2
}
probe() {
  want list 'hello.*Say hello.*files.render|files.render.*hello' "$(run_main --list 2>&1 | tr '\n' ' ')"; want build 'said hello x built acme' "$(run_main build 2>&1 | tr '\n' ' ')"; want loud 'HELLO BOB' "$(run_main hello --name bob --loud 2>&1)"; want deploy 'remote ran uptime True got ü denied key 256 ssh 256' "$(run_main ssh.deploy 2>&1 | tr '\n' ' ')"; want render '1,2' "$(run_main files.render 2>&1)"; want watch 'created /tmp/new' "$(run_main files.watch 2>&1)"; want help 'Say hello' "$(run_main --help hello 2>&1 | tr '\n' ' ')"; want compl 'complete' "$(run_main --print-completion-script bash 2>&1)"; want version 'Fabric [0-9]' "$(run_main --version 2>&1)"; want inv 'Options|Usage' "$(run_main --help 2>&1)"
}
