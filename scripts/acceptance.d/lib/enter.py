"""enter.py ROOT USER WORKDIR PIDFILE cmd... : what a container runtime does last.
chroot to ROOT, resolve USER against ROOT's own passwd/group (numeric accepted), set
groups/gid/uid, chdir WORKDIR, exec cmd with the environment given (PATH lookup inside)."""
import os, sys, warnings   # warnings: os.execvpe wants it, and after the chroot it is too late
root, user, workdir, pidfile = sys.argv[1:5]
cmd = sys.argv[5:]
if pidfile != "-":
    with open(pidfile, "w") as f:
        f.write(str(os.getpid()))
def rows(p):
    try:
        with open(root + p, errors="replace") as f:
            return [l.rstrip("\n").split(":") for l in f if l.strip()]
    except OSError:
        return []
uid = gid = 0
groups = []
name = "root"
home = "/"
u, _, g = (user or "0").partition(":")
pw = [r for r in rows("/etc/passwd") if len(r) > 6 and (r[2] == u if u.isdigit() else r[0] == u)]
if pw:
    uid, gid, home, name = int(pw[0][2]), int(pw[0][3]), pw[0][5], pw[0][0]
    groups = [int(r[2]) for r in rows("/etc/group") if len(r) > 3 and name in r[3].split(",")]
elif u.isdigit():
    uid = int(u)
else:
    sys.exit("enter: unable to find user %s: no matching entries in passwd file" % u)
if g:
    gr = [r for r in rows("/etc/group") if len(r) > 2 and r[0] == g]
    if gr: gid = int(gr[0][2])
    elif g.isdigit(): gid = int(g)
    else: sys.exit("enter: unable to find group %s" % g)
env = dict(os.environ)
env.pop("LC_CTYPE", None)   # python itself sets it (PEP 538), the image did not
for k in [k for k in env if k.startswith("CASE_ENV_")]: env[k[9:]] = env.pop(k)
env.setdefault("HOME", home)
# strace must be able to tell what comes before from what comes after
os.chroot(root)
os.chdir("/")
try:
    os.chdir(workdir)
except OSError:            # a runtime creates a missing working directory
    os.makedirs(workdir); os.chdir(workdir)
os.setgroups(groups or [gid])
os.setgid(gid)
os.setuid(uid)
os.umask(0o022)
try:
    os.execvpe(cmd[0], cmd, env)
except OSError as e:
    os.write(2, ("enter: exec %s: %s\n" % (cmd[0], e)).encode())
    os._exit(127)
