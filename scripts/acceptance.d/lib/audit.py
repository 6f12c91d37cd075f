"""Compares what `pith audit` finds missing or undefined with what the root's own loaders say of every dynamic object.

    audit.py ROOT PITH [--jobs N]

Ground truth is what `ldd -r` does: LD_TRACE_LOADED_OBJECTS=1 LD_WARN=yes LD_BIND_NOW=yes LOADER FILE, in a chroot. Programs are taken as
they start, with all that they load; an object that no program loads is taken by itself, and only what it lacks itself counts (what its
libraries lack shows where programs load those). Everything but the findings is read without pith.
"""
import argparse
import json
import multiprocessing
import os
import re
import subprocess
import sys
import time
from collections import Counter

from loader import dynamic_files, is_musl, read_trace, resolve

SYMBOL = re.compile(r"^(?:.*: )?undefined symbol: ([^,\s]+)(?:, version (\S+))?\s+\((.*)\)$")
# What a versioned look-up in a library without that version says.
LINKED = re.compile(r"^(?:.*: )?symbol ([^,\s]+), version (\S+) not defined in file (\S+) with link time reference\s+\((.*)\)$")
VERSION = re.compile(r"version `(.*)' not found \(required by (.*)\)$")


def ask(command):
    environment = {"LD_TRACE_LOADED_OBJECTS": "1", "LD_WARN": "yes", "LD_BIND_NOW": "yes", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, cwd="/")
    except OSError as error:
        return f"cannot run: {error.strerror}"
    return done.stdout.decode(errors="surrogateescape")


class Trace:
    """What the loader said of one file."""

    def __init__(self, root, path, text):
        self.path, self.text = path, text
        self.mapped, self.missing, _ = read_trace(root, text)
        self.mapped.add(resolve(root, path))
        self.symbols, self.versions = set(), set()
        for line in text.splitlines():
            match = SYMBOL.match(line.strip())
            if match:
                self.symbols.add((resolve(root, match[3]), match[1] + ("@" + match[2] if match[2] else "")))
            match = LINKED.match(line.strip())
            if match:
                self.symbols.add((resolve(root, match[4]), match[1] + "@" + match[2]))
            match = VERSION.search(line)
            if match:
                self.versions.add((resolve(root, match[2]), match[1]))

    @property
    def failed(self):
        return self.text.startswith("cannot run") or "error while loading" in self.text


def truth(root, files, jobs):
    asked = [[loader, path] for path, loader, _ in files]
    with multiprocessing.Pool(jobs, os.chroot, [root]) as pool:
        texts = pool.map(ask, asked, chunksize=16)
    return [Trace(root, path, text) for (path, _, _), text in zip(files, texts)]


def is_started(elf, sonames, path):
    """As the kernel starts it: a library with an interpreter (libc.so.6) is none."""
    return elf.interpreter is not None and (elf.type == 2 or path not in sonames)


def sonames_of(root, files):
    """The files with a soname, which is what tells a library from a program; by readelf."""
    found = set()
    for start in range(0, len(files), 200):
        batch = [path for path, _, _ in files[start:start + 200]]
        text = subprocess.run(["readelf", "-dW"] + [root + path for path in batch] + ["/dev/null"],
                              capture_output=True, text=True, errors="surrogateescape").stdout
        current = None
        for line in text.splitlines():
            if line.startswith("File: "):
                current = line[len("File: "):][len(root):]
            elif "(SONAME)" in line:
                found.add(current)
    return found


def flags_pie(root, files):
    found = set()
    for start in range(0, len(files), 200):
        batch = [path for path, _, _ in files[start:start + 200]]
        text = subprocess.run(["readelf", "-dW"] + [root + path for path in batch] + ["/dev/null"],
                              capture_output=True, text=True, errors="surrogateescape").stdout
        current = None
        for line in text.splitlines():
            if line.startswith("File: "):
                current = line[len("File: "):][len(root):]
            elif "(FLAGS_1)" in line and "PIE" in line:
                found.add(current)
    return found


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("root")
    arguments.add_argument("pith")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count())
    options = arguments.parse_args()
    root = os.path.realpath(options.root)
    files = [entry for entry in dynamic_files(root, "*") if entry[1] and not is_musl(entry[1])]
    sonames, pies = sonames_of(root, files), flags_pie(root, files)
    begun = time.time()
    traces = truth(root, files, options.jobs)
    print(f"  the loaders took {time.time() - begun:.0f} s for {len(files)} objects")
    begun = time.time()
    done = subprocess.run([options.pith, "audit", "--root", root, "--format", "json", "--fail-on", "error"], capture_output=True)
    if done.returncode not in (0, 1):
        print(done.stderr.decode(errors="replace"))
        return 1
    print(f"  pith audit took {time.time() - begun:.1f} s")
    findings = json.loads(done.stdout)["findings"]
    return report(files, traces, sonames, pies, findings)


def report(files, traces, sonames, pies, findings):
    ours = {kind: {(f["path"], f["subject"]) for f in findings if f["kind"] == kind} for kind in ("missing-version", "missing-library")}
    ours["undefined-symbol"] = {(f["path"], s) for f in findings if f["kind"] == "undefined-symbol" for s in f["symbols"]}
    notes = Counter()
    started = [t for t, (path, _, elf) in zip(traces, files) if is_started(elf, sonames, path)]
    loaded = set().union(*(t.mapped for t in started))
    alone = [t for t, (path, _, elf) in zip(traces, files)
             if not is_started(elf, sonames, path) and path not in loaded and path not in pies and elf.interpreter is None]
    runnable = [t for t in started + alone if not t.failed]
    notes["objects whose loader does not run here"] = len(started) + len(alone) - len(runnable)
    symbols, versions, incomplete = set(), set(), set()
    for trace in runnable:
        own = trace in alone_set(alone)
        for kind, found in ((symbols, trace.symbols), (versions, trace.versions)):
            for path, subject in found:
                if own and path != trace.path:
                    continue
                if trace.missing:
                    incomplete.add((path, subject))
                else:
                    kind.add((path, subject))
    incomplete -= symbols | versions
    notes["symbols of objects whose libraries are missing, which is told in their place"] = len(incomplete)
    wrong = 0
    wrong += differ("undefined-symbol", ours["undefined-symbol"], symbols)
    wrong += differ("missing-version", ours["missing-version"], versions)
    # The loader does not say who needs what is missing: each name must be told at an object that the file maps, and the other way round.
    lacking, unexplained = set(), []
    for trace in runnable:
        for name in trace.missing:
            told = [(path, subject) for path, subject in ours["missing-library"] if subject == name and path in trace.mapped]
            lacking.update(told)
            if not told:
                unexplained.append(f"{trace.path} lacks {name}")
    for path, name in sorted(ours["missing-library"] - lacking):
        unexplained.append(f"only pith: {path} lacks {name}")
    for line in unexplained:
        print(f"  differs: missing-library: {line}")
    wrong += len(unexplained)
    print(f"  {len(started)} programs as they start, {len(alone)} objects that none of them loads by themselves")
    print(f"  {len(symbols)} undefined symbols, {len(versions)} missing versions, {len(lacking)} missing libraries: "
          + ("equal" if not wrong else f"{wrong} differ"))
    for why, count in sorted(notes.items()):
        if count:
            print(f"  explained: {count} {why}")
    return 1 if wrong else 0


def alone_set(alone, cache={}):
    if id(alone) not in cache:
        cache[id(alone)] = set(alone)
    return cache[id(alone)]


def differ(kind, ours, theirs):
    for word, items in (("only pith", ours - theirs), ("only the loader", theirs - ours)):
        for path, subject in sorted(items, key=str)[:20]:
            print(f"  differs: {kind}: {word}: {path} {subject}")
    return len(ours ^ theirs)


if __name__ == "__main__":
    sys.exit(main())
