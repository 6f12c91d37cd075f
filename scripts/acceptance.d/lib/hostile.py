"""Images that lie, each shrunk by the executable itself: see acceptance.d/images. PITH WORK

Each must be an error with status 2 that names the archive (and the layer and entry where there are any), or the tree that it means; in
seconds, with little memory, and with nothing written but OUT.
"""
import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile

from bench import peak_memory

PITH, WORK = sys.argv[1], sys.argv[2]
SECONDS, MEGABYTES = 60, 400
failures = 0


def header(name, kind="0", size=0, target="", mode=0o644, checksum=True, raw_size=None, device=(0, 0)):
    block = bytearray(512)

    def put(text, at):
        text = text if isinstance(text, bytes) else text.encode()
        block[at:at + len(text)] = text

    put(name[:100], 0)
    put(f"{mode:07o}\0", 100), put("0000000\0", 108), put("0000000\0", 116)
    put(raw_size if raw_size else f"{size:011o}\0", 124), put("00000000000\0", 136)
    put(kind, 156), put(target[:100], 157), put("ustar\x0000", 257)
    put(f"{device[0]:07o}\0", 329), put(f"{device[1]:07o}\0", 337)
    put("        ", 148)
    put(f"{sum(block) if checksum else 0:06o}\0 ", 148)
    return bytes(block)


def entry(name, content=b"", **more):
    return header(name, size=len(content), **more) + content + bytes(-len(content) % 512)


def long_entry(name, content=b"", kind="0"):
    """With a PAX record for the name."""
    text = f" path={name}\n"
    length = len(text) + 1
    while len(str(length)) + len(text) != length:
        length += 1
    record = f"{length}{text}".encode()
    return entry("pax", record, kind="x") + entry("long", content, kind=kind)


END = bytes(1024)
SHELL = entry("bin/sh", b"#!/nothing\n", mode=0o755)


def archive(*parts):
    return b"".join(parts) + END


def image(*layers, diff_ids=None, missing=False):
    """A docker archive of these layers; where each is compressed its digest is that of what it says it is."""
    diff_ids = diff_ids or ["sha256:" + hashlib.sha256(layer).hexdigest() for layer in layers]
    config = json.dumps({"architecture": "amd64", "os": "linux", "config": {"Entrypoint": ["/usr/bin/app"]},
                         "rootfs": {"type": "layers", "diff_ids": diff_ids}}).encode()
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        def add(name, content):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
        add("config.json", config)
        names = [f"layer-{number}.tar" for number in range(len(layers))]
        for name, layer in zip(names, layers):
            if not missing:
                add(name, layer)
        add("manifest.json", json.dumps([{"Config": "config.json", "RepoTags": ["x:1"], "Layers": names}]).encode())
    return out.getvalue()


def fail(name, why, log=""):
    global failures
    failures += 1
    print(f"  FAIL  {name}: {why}\n        {log.strip()[-300:]}")


def remove(path):
    """Deeper trees than Python's own can."""
    subprocess.run(["rm", "-rf", path], check=True)


def shrink(name, content, *options):
    path, out = f"{WORK}/{name}.tar", f"{WORK}/out"
    with open(path, "wb") as file:
        file.write(content)
    remove(out)
    before = set(os.listdir(WORK))
    # --keep brings everything in, so that every entry is written.
    command = [PITH, "shrink", "--quiet", "--allow-missing", "--root", f"docker-archive:{path}", "-o", out, "--keep", "/**", *options]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, text=True, errors="replace")
    except subprocess.TimeoutExpired:
        fail(name, f"takes more than {SECONDS} s")
        return None, ""
    memory = peak_memory([argument if argument != out else f"{WORK}/again" for argument in command])
    remove(f"{WORK}/again")
    if memory > MEGABYTES:
        fail(name, f"takes {memory:.0f} MB")
    if set(os.listdir(WORK)) - before - {"out"}:
        fail(name, f"leaves {set(os.listdir(WORK)) - before - {'out'}}")
    os.unlink(path)
    return done.returncode, done.stderr


def refused(name, content, *words, options=(), source=True):
    status, log = shrink(name, content, *options)
    if status is None:
        return
    if source:
        words = (f"{name}.tar", *words)
    lost = [word for word in words if word not in log]
    if status != 2:
        fail(name, f"status {status}", log)
    elif lost:
        fail(name, f"the message does not name {lost}", log)
    elif os.path.lexists(f"{WORK}/out"):
        fail(name, "something was written")
    else:
        print(f"  ok    {name}: {log.strip().splitlines()[-1][:200]}")


def taken(name, content, check, options=()):
    status, log = shrink(name, content, *options)
    if status is None:
        return
    if status != 0:
        fail(name, f"status {status}", log)
    elif not check(f"{WORK}/out"):
        fail(name, "the tree is not what it means", log)
    else:
        print(f"  ok    {name}: the tree that it means")


APP = entry("usr/bin/app", b"#!/usr/bin/app2\n", mode=0o755) + entry("usr/bin/app2", b"x", mode=0o755)


def main():
    good = archive(APP)
    layer = "layer-0.tar"
    refused("truncated-archive", image(good)[:4000], "ends")
    refused("truncated-layer", image(archive(APP, entry("a", b"x" * 5000))[:-4000]), layer, "'a'")
    refused("wrong-digest", image(good, diff_ids=["sha256:" + "0" * 64]), layer, "digest")
    refused("missing-layer", image(good, missing=True), layer)
    refused("dots", image(archive(APP, entry("usr/../../victim", b"x"))), layer, "usr/../../victim", "'..'")
    taken("absolute", image(archive(APP, entry("/etc/absolute", b"x"))), lambda out: os.path.isfile(f"{out}/etc/absolute"))
    taken("link-out-of-the-root", image(archive(APP, entry("out", kind="2", target="../../../../../.." + WORK), entry("out/victim", b"x"))),
          lambda out: not os.path.exists(f"{WORK}/victim") and os.path.isfile(out + WORK + "/victim"))
    taken("link-as-parent", image(archive(APP, entry("lib", kind="2", target="usr/lib"), entry("lib/x", b"x"))),
          lambda out: os.path.isfile(f"{out}/usr/lib/x") and os.path.islink(f"{out}/lib"))
    taken("link-as-parent-over-layers", image(archive(APP, entry("d/x", b"x")), archive(entry("d", kind="2", target="/usr"))),
          lambda out: os.path.islink(f"{out}/d") and not os.path.exists(f"{out}/usr/x"))
    taken("devices", image(archive(APP, entry("dev/mem", kind="3", device=(1, 1)), entry("dev/fifo", kind="6"))),
          lambda out: os.path.exists(f"{out}/dev/fifo"))
    many = [entry("many/", kind="5", mode=0o755)] + [header(f"many/{number:06}") for number in range(100_000)]
    taken("100000-entries", image(archive(APP, *many)), lambda out: len(os.listdir(f"{out}/many")) == 100_000)
    # Longer than a path may be, so that it cannot be opened by one name.
    deep = [long_entry("d/" * level, kind="5") for level in range(1, 5001, 50)] + [long_entry("d/" * 5000 + "leaf", b"x")]

    def is_deep(out):
        place = os.open(out, os.O_RDONLY)
        for _ in range(5000):
            inner = os.open("d", os.O_RDONLY, dir_fd=place)
            os.close(place)
            place = inner
        found = os.listdir(place)
        os.close(place)
        return found == ["leaf"]
    taken("5000-levels", image(archive(APP, *deep)), is_deep)
    name = "/".join(["n" * 255] * 16)
    taken("4096-bytes", image(archive(APP, long_entry(name, b"x"))), lambda out: os.path.isdir(f"{out}/{'n' * 255}"))
    refused("name-of-one-component", image(archive(APP, long_entry("n" * 4096, b"x"))), "nnn", source=False)
    bomb = gzip.compress(archive(APP, entry("zeros", bytes(200_000_000))), 9)
    refused("gzip-bomb", image(bomb, diff_ids=["sha256:" + "0" * 64]), layer, "--max-size", options=("--max-size", "100M"))
    # Bombs that are compressed again: the archive as a whole counts too.
    refused("gzip-bomb-outside", gzip.compress(image(bomb, diff_ids=["sha256:" + "0" * 64])), "--max-size", options=("--max-size", "100K"))
    for number, size in enumerate([b"77777777777\0", b"\x80\0\0\0\x7f" + b"\xff" * 7, b"\xff" * 12, b"-0000000001\0", b"99999999999\0"]):
        refused(f"size-that-lies-{number}", image(archive(APP, header("victim", raw_size=size))), layer, "victim")
    taken("duplicates", image(archive(APP, entry("a", b"1"), entry("a", b"22"), entry("a", b"333"))),
          lambda out: open(f"{out}/a").read() == "333")
    taken("cyclic-links", image(archive(APP, entry("a", kind="2", target="b"), entry("b", kind="2", target="a"), entry("c", kind="2", target="c"))),
          lambda out: os.readlink(f"{out}/a") == "b" and os.readlink(f"{out}/c") == "c")
    refused("a-name-through-cyclic-links", image(archive(APP, entry("a", kind="2", target="b"), entry("b", kind="2", target="a"), entry("a/x", b"x"))), layer, "a/x")
    refused("hard-link-to-itself", image(archive(APP, entry("h", kind="1", target="h"))), layer, "'h'")
    refused("hard-link-out", image(archive(APP, entry("h", kind="1", target="../../etc/shadow"))), layer, "'h'")
    refused("checksum", image(archive(APP, header("victim", checksum=False))), layer, "checksum")
    for program in ("/bin/true", "/usr/bin/python3"):
        refused(f"no-archive-{os.path.basename(program)}", open(program, "rb").read(), "'")
    return failures


if __name__ == "__main__":
    os.makedirs(WORK, exist_ok=True)
    sys.exit(1 if main() else 0)
