"""Measures reading an image against the tools that read archives: see scripts/bench images."""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from bench import peak_memory

QUIET = [(os.POSIX_SPAWN_OPEN, stream, "/dev/null", os.O_WRONLY, 0) for stream in (1, 2)]


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def seconds(commands):
    """Of the commands, one after the other: on the clock, and of all processors."""
    start, processors = time.monotonic(), 0
    for command in commands:
        process = os.posix_spawn(command[0], command, os.environ, file_actions=QUIET)
        _, status, usage = os.wait4(process, 0)
        if status != 0:
            sys.exit(f"bench: failed: {' '.join(command)}")
        processors += usage.ru_utime + usage.ru_stime
    return time.monotonic() - start, processors


class Image:
    """An image of node with much beside it, in six layers: a plain docker archive and a layout with gzip layers. Made once."""

    def __init__(self, cache, root):
        self.archive, self.layout = f"{cache}/plain.tar", f"{cache}/gzip"
        if not os.path.exists(f"{cache}/complete"):
            shutil.rmtree(cache, ignore_errors=True)
            os.makedirs(f"{cache}/layers")
            self.make(cache, root)
            open(f"{cache}/complete", "w").close()
        manifest = json.loads(subprocess.check_output(["skopeo", "inspect", "--raw", f"oci:{self.layout}:fat"]))
        self.blobs = [f"{self.layout}/blobs/sha256/{layer['digest'][7:]}" for layer in manifest["layers"]]

    def make(self, cache, root):
        layers = f"{cache}/layers"
        libraries = "./usr/lib/x86_64-linux-gnu"
        heavy = [f"--exclude=./{path}" for path in self.heavy(root)]
        parts = [
            ["--exclude=./usr", "."], ["--exclude=./usr/lib", "--exclude=./usr/share", "./usr"],
            [f"--exclude={libraries}", "--exclude=./usr/lib/jvm", "./usr/lib"], [libraries], ["./usr/share"]]
        for number, part in enumerate(parts):
            run("tar", "-C", root, "--xattrs", *heavy, "-cf", f"{layers}/{number}.tar", *part)
        os.makedirs(f"{layers}/app/app")
        with open(f"{layers}/app/app/server.js", "w") as file:
            file.write("require('http').createServer((q, r) => r.end('hello')).listen(8080)\n")
        run("tar", "-C", f"{layers}/app", "-cf", f"{layers}/5.tar", ".")
        run("umoci", "init", "--layout", self.layout)
        run("umoci", "new", "--image", f"{self.layout}:fat")
        for number in range(6):
            run("umoci", "raw", "add-layer", "--image", f"{self.layout}:fat", f"{layers}/{number}.tar")
        run("umoci", "config", "--image", f"{self.layout}:fat", "--config.entrypoint", "node", "--config.entrypoint", "/app/server.js",
            "--config.env", "PATH=/usr/bin:/bin", "--os", "linux", "--architecture", "amd64")
        shutil.rmtree(layers)
        run("skopeo", "copy", "-q", f"oci:{self.layout}:fat", f"docker-archive:{self.archive}:app:fat")

    @staticmethod
    def heavy(root):
        """What makes it larger than 800 MB needs to be, and node is not."""
        for place, _, names in os.walk(f"{root}/usr/lib/x86_64-linux-gnu"):
            for name in names:
                path = f"{place}/{name}"
                if not os.path.islink(path) and os.path.getsize(path) > 10 << 20 and not name.startswith(("libnode", "libicu")):
                    yield os.path.relpath(path, root)


class Bench:
    def __init__(self, work, pith, runs):
        self.work, self.pith, self.runs, self.passed = work, pith, runs, True

    def shrink(self, source):
        return [self.pith, "shrink", "--quiet", "--root", source, "-o", f"{self.work}/out"]

    def clean(self):
        """Puts what was made out of the way. Removing comes at the end: ext4 passes over inodes that were free less than a minute ago one by one,
        so that whoever makes files after somebody removed some would pay for that. What the one before wrote is on the disk before the next begins: who
        writes while the kernel still has gigabytes of another's to write waits for it."""
        for name in ("out", "kept", "bundle"):
            if os.path.exists(f"{self.work}/{name}"):
                os.makedirs(f"{self.work}/done", exist_ok=True)
                os.rename(f"{self.work}/{name}", f"{self.work}/done/{len(os.listdir(self.work + '/done'))}")
        os.sync()

    def compare(self, title, ours, theirs, goal):
        """Alternating runs, medians; `goal` is the most that ours may be of the first of theirs."""
        times = {name: [] for name in [title, *theirs]}
        for _ in range(self.runs):
            for name, commands in [(title, [ours]), *theirs.items()]:
                self.clean()
                os.makedirs(f"{self.work}/kept", exist_ok=True)
                times[name].append(seconds(commands))
        self.clean()
        def medians(name):
            return [statistics.median(column) for column in zip(*times[name])]
        own, own_processors = medians(title)
        memory = peak_memory(ours)
        self.clean()
        print(f"{title}: {own:.2f} s, of processors {own_processors:.2f} s, peak {memory:.0f} MB")
        for number, name in enumerate(theirs):
            clock, processors = medians(name)
            line = f"  {name:<52} {clock:7.2f} s  ratio {own / clock:.3f}  of processors {processors:7.2f} s  {own_processors / processors:.3f}"
            if number == 0:
                met = own / clock <= goal
                line += f"  goal {goal}: {'met' if met else 'MISSED'}"
                self.passed &= met
            print(line, flush=True)
        self.check_memory(memory)

    def check_memory(self, memory):
        if memory > 150:
            print("  goal: at most 150 MB: MISSED")
            self.passed = False


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("root")
    arguments.add_argument("pith")
    arguments.add_argument("--cache", default=os.path.expanduser("~/.cache/pith/bench-images"), help="where the image is, or is made")
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--large", action="store_true", help="peak memory on a large archive too")
    arguments.add_argument("--large-root", help="a root of some 4 GB")
    options = arguments.parse_args()
    pith = os.path.realpath(options.pith)
    with tempfile.TemporaryDirectory(prefix="pith-bench-", dir=os.environ.get("TMPDIR", "/var/tmp")) as work:
        image = Image(options.cache, os.path.realpath(options.root))
        bench = Bench(work, pith, options.runs)
        size = os.path.getsize(image.archive)
        print(f"an image of {size / 1e6:.0f} MB in {len(image.blobs)} layers, {sum(map(os.path.getsize, image.blobs)) / 1e6:.0f} MB with gzip")
        run(pith, "shrink", "--quiet", "--root", f"docker-archive:{image.archive}", "-o", f"tar:{work}/kept.tar")
        unpack = ["/bin/tar", "-xf", f"{work}/kept.tar", "-C", f"{work}/kept"]
        bench.compare(
            "a plain docker archive to a directory", bench.shrink(f"docker-archive:{image.archive}"),
            {"tar xf of what is kept, and tar tf of the archive": [unpack, ["/bin/tar", "-tf", image.archive]],
             "the same, and sha256sum of the archive": [unpack, ["/bin/tar", "-tf", image.archive], ["/usr/bin/sha256sum", image.archive]]}, 1.5)
        theirs = {"gzip -d of its layers": [["/bin/gzip", "-dc", blob] for blob in image.blobs]}
        if shutil.which("igzip"):
            theirs["igzip -d of its layers"] = [[shutil.which("igzip"), "-dc", blob] for blob in image.blobs]
        bench.compare("a layout with gzip layers to a directory", bench.shrink(f"oci:{image.layout}"), theirs, 0.5)
        bench.compare("the same", bench.shrink(f"oci:{image.layout}"),
                      {"umoci unpack": [["/usr/bin/umoci", "unpack", "--image", f"{image.layout}:fat", f"{work}/bundle"]]}, 0.125)
        if options.large and options.large_root:
            run("tar", "-C", options.large_root, "-cf", f"{work}/large.tar", ".")
            command = [pith, "plan", "--root", f"tar:{work}/large.tar", "node"]
            print(f"a plain archive of {os.path.getsize(work + '/large.tar') / 1e6:.0f} MB: peak {peak_memory(command):.0f} MB")
            bench.check_memory(peak_memory(command))
    return 0 if bench.passed else 1


if __name__ == "__main__":
    sys.exit(main())
