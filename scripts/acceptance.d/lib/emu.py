"""emu.py ARCH cmd... : runs cmd where programs of a foreign ARCH (aarch64) run under qemu-user, and
nowhere else: a user namespace (all ids mapped as they are) with a binfmt_misc instance of its own
(Linux 6.7 and newer).  The machine as a whole, and so the tool under test, stays unable to run them."""
import ctypes, os, sys
arch, cmd = sys.argv[1], sys.argv[2:]
QEMU = "/usr/bin/qemu-%s-static" % arch
MAGIC = {"aarch64": (rb"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00",
                     rb"\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff")}
libc = ctypes.CDLL(None, use_errno=True)
def call(r, what):
    if r != 0: sys.exit("emu: %s: %s" % (what, os.strerror(ctypes.get_errno())))
me = os.getpid(); r1, w1 = os.pipe(); r2, w2 = os.pipe()
child = os.fork()
if child == 0:                      # stays outside, so it may write the maps
    os.read(r1, 1)
    for f in ("uid_map", "gid_map"):
        with open("/proc/%d/%s" % (me, f), "w") as h: h.write("0 0 4294967295\n")
    os.write(w2, b"x"); os._exit(0)
call(libc.unshare(0x10000000 | 0x00020000), "unshare")       # NEWUSER | NEWNS
os.write(w1, b"x"); ok = os.read(r2, 1); os.waitpid(child, 0)
for fd in (r1, w1, r2, w2): os.close(fd)
call(libc.mount(b"none", b"/", None, 0x40000 | 0x4000, None), "private mounts")
d = b"/proc/sys/fs/binfmt_misc"
call(libc.mount(b"binfmt_misc", d, b"binfmt_misc", 0, None), "binfmt_misc of a user namespace (needs Linux 6.7)")
magic, mask = MAGIC[arch]
with open(d + b"/register", "wb", buffering=0) as h:
    h.write(b":pith-" + arch.encode() + b":M::" + magic + b":" + mask + b":" + QEMU.encode() + b":PF")   # P: argv[0] as given; F: the interpreter stays outside the root
os.execvp(cmd[0], cmd)
