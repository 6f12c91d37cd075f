"""Compares the closures that pith works out with those of the root's own loaders, for every dynamic ELF file in a root.

    loader.py ROOT PITH [--with COMMAND] [--only GLOB] [--jobs N]

Ground truth is LD_TRACE_LOADED_OBJECTS=1 LOADER FILE (for musl, LOADER --list FILE), run in a chroot; COMMAND goes before LOADER there (qemu, for a foreign machine).
Everything else here is read without pith: which files are ELF, which loader they name, where links lead.
"""
import argparse
import concurrent.futures
import fnmatch
import json
import multiprocessing
import os
import re
import struct
import subprocess
import sys
from collections import Counter

# Loaders of files that name none, by class, machine and byte order.
LOADERS = {
    (2, 62): ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-musl-x86_64.so.1"],
    (1, 62): ["/libx32/ld-linux-x32.so.2"],
    (1, 3): ["/lib/ld-linux.so.2", "/lib/ld-musl-i386.so.1"],
    (2, 183): ["/lib/ld-linux-aarch64.so.1", "/lib/ld-musl-aarch64.so.1"],
    (2, 22): ["/lib/ld64.so.1", "/lib/ld-musl-s390x.so.1"],
}


class ELF:
    """Class, machine, interpreter, and where the dynamic section is: by the program headers, of which nothing else is read."""

    def __init__(self, file):
        head = read_at(file, 0, 64)
        self.bits, order = head[4], "<" if head[5] == 1 else ">"
        wide = self.bits == 2
        self.type, self.machine = struct.unpack_from(order + "HH", head, 16)
        offset = struct.unpack_from(order + ("Q" if wide else "I"), head, 32 if wide else 28)[0]
        size, count = struct.unpack_from(order + "HH", head, 54 if wide else 42)
        end = os.fstat(file.fileno()).st_size
        table = read_at(file, offset, size * count)
        self.interpreter, self.dynamic = None, None
        for start in range(0, size * count, size):
            kind = struct.unpack_from(order + "I", table, start)[0]
            place, filesize = (struct.unpack_from(order + ("Q" if wide else "I"), table, start + at)[0]
                               for at in ((8, 32) if wide else (4, 16)))
            if kind == 3:
                self.interpreter = read_at(file, place, filesize).rstrip(b"\0").decode()
            elif kind == 2 and filesize and place + filesize <= end:
                self.dynamic = (place, filesize)


def read_at(file, offset, count):
    file.seek(offset)
    return file.read(count)


def resolve(root, path):
    """Where a path leads with `root` as `/`; None where nothing is there."""
    parts, place, links = [p for p in path.split("/") if p][::-1], "", 0
    while parts:
        part = parts.pop()
        if part == ".":
            continue
        if part == "..":
            place = place.rpartition("/")[0]
            continue
        there = root + place + "/" + part
        if os.path.islink(there):
            links += 1
            if links > 40:
                return None
            target = os.readlink(there)
            if target.startswith("/"):
                place = ""
            parts += [p for p in target.split("/") if p][::-1]
        elif os.path.lexists(there):
            place += "/" + part
        else:
            return None
    return place or "/"


def dynamic_files(root, only):
    """Every ELF file with a dynamic section, as a path in the root, with its loader. Hard links count once."""
    seen = set()
    for directory, names, files in os.walk(root):
        names.sort()
        for name in sorted(files):
            full = os.path.join(directory, name)
            status = os.lstat(full)
            if not os.path.isfile(full) or os.path.islink(full) or (status.st_dev, status.st_ino) in seen:
                continue
            with open(full, "rb") as file:
                if file.read(4) != b"\x7fELF":
                    continue
                path = full[len(root):]
                if not fnmatch.fnmatchcase(path, only):
                    continue
                seen.add((status.st_dev, status.st_ino))
                try:
                    elf = ELF(file)
                except (struct.error, IndexError, ValueError):
                    continue
            if elf.dynamic is None or elf.type not in (2, 3):
                continue
            loader = elf.interpreter
            if loader is None:
                loader = next((l for l in LOADERS.get((elf.bits, elf.machine), []) if resolve(root, l)), None)
            yield path, loader, elf


def ask_loaders(root, files, command, jobs):
    """What the loaders say of all files, in a chroot; nothing of the files runs."""
    asked = [command + [loader] + (["--list"] if is_musl(loader) else []) + [path] for path, loader, _ in files]
    with multiprocessing.Pool(jobs, os.chroot, [root]) as pool:
        return pool.map(run_traced, asked, chunksize=16)


def is_musl(loader):
    return os.path.basename(loader).startswith("ld-musl")


def run_traced(command):
    environment = {"LD_TRACE_LOADED_OBJECTS": "1", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, cwd="/")
    except OSError as error:
        return f"cannot run: {error.strerror}"
    return done.stdout.decode(errors="surrogateescape")


MISSING = re.compile(r"Error loading shared library (.*): .* \(needed by ")
LINE = re.compile(r"\t(?:(.*) => )?(.*?) \(0x[0-9a-f]+\)$")


def read_trace(root, text):
    """The real paths in a trace, the names that are missing, and what the loader complained of."""
    paths, missing, complaints = set(), set(), []
    for line in text.splitlines():
        match = LINE.match(line)
        if match:
            # The kernel's own library is in no file.
            if match[2].startswith("/"):
                paths.add(resolve(root, match[2]))
            continue
        lost = MISSING.match(line)
        if lost:
            missing.add(lost[1])
        elif line.endswith(" => not found"):
            missing.add(line.strip()[:-len(" => not found")])
        elif line.strip() and "statically linked" not in line and "version `" not in line and "no version information" not in line:
            complaints.append(line.strip())
    return paths, missing, complaints


def ask_pith(pith, root, path):
    done = subprocess.run([pith, "tree", "--root", root, "--format", "json", path], capture_output=True)
    if done.returncode not in (0, 3):
        return None, done.stderr.decode(errors="replace").strip()
    return json.loads(done.stdout), None


def compare(root, path, loader, trace, answer):
    """None where both agree, else what differs; and whether only a better CPU's file was meant."""
    tree, error = answer
    paths, missing, complaints = read_trace(root, trace)
    if tree is None:
        return f"pith: {error}" + (f" (the loader: {complaints[0]})" if complaints else "")
    own = resolve(root, path)
    interpreter = resolve(root, loader)
    ours = {o["path"] for o in tree["objects"]} - {own, interpreter}
    better = {v["path"]: o["path"] for o in tree["objects"] for v in o.get("variants", [])}
    theirs = {better.get(p, p) for p in paths} - {own, interpreter}
    lacking = {m for o in tree["objects"] for m in o["missing"]}
    if ours == theirs and lacking == missing:
        return None
    parts = []
    for word, names in (("only pith", ours - theirs), ("only the loader", theirs - ours),
                        ("missing for pith", lacking - missing), ("missing for the loader", missing - lacking)):
        if names:
            parts.append(f"{word}: {' '.join(sorted(map(str, names)))}")
    if complaints:
        parts.append(f"the loader: {complaints[0]}")
    return "; ".join(parts)


def explain(difference, trace):
    """Why a difference is none of pith's making; None where it is not known."""
    if trace == "cannot run: Exec format error":
        return "the kernel does not run this machine's programs"
    return None


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("root")
    arguments.add_argument("pith")
    arguments.add_argument("--with", dest="command", default="")
    arguments.add_argument("--only", default="*")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count())
    options = arguments.parse_args()
    root = os.path.realpath(options.root)
    files = list(dynamic_files(root, options.only))
    skipped = [path for path, loader, _ in files if loader is None]
    files = [entry for entry in files if entry[1]]
    truth = ask_loaders(root, files, options.command.split(), options.jobs)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        answers = list(pool.map(lambda entry: ask_pith(options.pith, root, entry[0]), files))
    equal, explained, wrong, mapped = 0, Counter(), 0, 0
    for (path, loader, _), answer, trace in zip(files, answers, truth):
        difference = compare(root, path, loader, trace, answer)
        if difference is None:
            equal += 1
            mapped += len(answer[0]["objects"])
            continue
        why = explain(difference, trace)
        if why:
            explained[why] += 1
        else:
            wrong += 1
            print(f"  differs: {path}: {difference}")
    for why, count in sorted(explained.items()):
        print(f"  explained: {count} files: {why}")
    if skipped:
        print(f"  not asked: {len(skipped)} files of machines without a loader in this root, such as {skipped[0]}")
    print(f"{equal} equal of {len(files)}" + (f", {sum(explained.values())} explained" if explained else "")
          + f" ({mapped} files mapped)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
