"""Checks the tables of loader rules in Tests/LoadingTests/Rules against the real loaders, and pith with them.

    rules.py TABLE VERSION LOADER PITH

TABLE is the file, VERSION picks among its expectations, LOADER is the loader's file on this machine. For every case a root is made of the
loader and of ELF files written here byte by byte; then the loader and pith are asked.
"""
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile

from loader import resolve

MACHINES = {"x86-64": (2, 1, 62), "i386": (1, 1, 3), "aarch64": (2, 1, 183), "s390x": (2, 2, 22), "flipped": (2, 2, 62)}
TAGS = {"needed": 1, "soname": 14, "rpath": 15, "runpath": 29, "auxiliary": 0x7ffffffd, "filter": 0x7fffffff}


def elf(words, interpreter=None):
    """A shared object (or a program), as small as a loader takes it; of other machines only the header counts."""
    options = dict(word.split("=", 1) for word in words if "=" in word)
    elf_class, order, machine = MACHINES[options.get("machine", "x86-64")]
    strings, offsets = b"\0", {}

    def string(text):
        nonlocal strings
        if text not in offsets:
            offsets[text] = len(strings)
            strings += text.encode() + b"\0"
        return offsets[text]

    dynamic = []
    for key, tag in TAGS.items():
        if key in options:
            names = options[key].split(",") if key in ("needed", "auxiliary", "filter") else [options[key]]
            dynamic += [(tag, string(name)) for name in names if name or key in ("rpath", "runpath")]
    flags = (0x800 if "nodeflib" in words else 0) | (0x08000000 if interpreter else 0)
    if flags:
        dynamic.append((0x6ffffffb, flags))
    path = (interpreter.encode() + b"\0") if interpreter else b""
    segments = 2 + bool(interpreter)
    at_interpreter = 64 + 56 * segments
    at_symbols = (at_interpreter + len(path) + 7) & ~7
    at_hash = at_symbols + 24
    at_strings = at_hash + 16
    at_dynamic = (at_strings + len(strings) + 7) & ~7
    dynamic += [(4, at_hash), (5, at_strings), (6, at_symbols), (10, len(strings)), (11, 24), (0, 0)]
    size = at_dynamic + 16 * len(dynamic)
    kind = 2 if options.get("type") == "exec" else 3
    if elf_class == 1:
        return b"\x7fELF" + bytes([1, order, 1, 0]) + bytes(8) + struct.pack("<HHIIIIIHHHHHH", 3, machine, 1, 0, 52, 0, 0, 52, 32, 1, 40, 0, 0) \
            + struct.pack("<IIIIIIII", 1, 0, 0, 0, 84, 84, 5, 4096)
    ident = b"\x7fELF" + bytes([elf_class, order, 1, int(options.get("osabi", 0))]) + bytes(8)
    # A machine of the other byte order has its header so; the flipped one only says so.
    number = "<" if order == 1 or options["machine"] == "flipped" else ">"
    head = ident + struct.pack(number + "HHIQQQIHHHHHH", kind, machine, 1, 0, 64, 0, 0, 64, 56, segments, 64, 0, 0)

    def segment(kind, offset, count, align):
        return struct.pack(number + "IIQQQQQQ", kind, 6, offset, offset, offset, count, count, align)

    table = segment(3, at_interpreter, len(path), 1) if interpreter else b""
    table += segment(1, 0, size, 4096) + segment(2, at_dynamic, 16 * len(dynamic), 8)
    body = bytearray(size)
    for at, part in ((0, head), (64, table), (at_interpreter, path), (at_hash, struct.pack(number + "IIII", 1, 1, 0, 0)),
                     (at_strings, strings), (at_dynamic, b"".join(struct.pack(number + "qQ", *entry) for entry in dynamic))):
        body[at:at + len(part)] = part
    return bytes(body)


class Case:
    def __init__(self, name):
        self.name, self.files, self.environment, self.directory, self.expected = name, [], {}, "/", {}


def read(table):
    cases = []
    for line in open(table):
        line = line.rstrip("\n")
        if line.startswith("## "):
            cases.append(Case(line[3:]))
        elif line and not line.startswith("#"):
            add(cases[-1], line)
    return cases


def add(case, line):
    first, _, rest = line.partition(" ")
    if first == "env":
        name, _, value = rest.partition("=")
        case.environment[name] = value
    elif first == "cwd":
        case.directory = rest
    elif first.startswith("="):
        case.expected[first[1:]] = set(rest.split())
    elif first == "app":
        case.files.append(("/prog/bin/app", "app", rest))
    else:
        kind, _, words = rest.partition(" ")
        case.files.append((first, kind, words))


def make(case, root, loader, interpreter):
    os.makedirs(root + os.path.dirname(interpreter))
    shutil.copy(loader, root + interpreter)
    os.makedirs(root + case.directory, exist_ok=True)
    for path, kind, words in case.files:
        full = root + path
        os.makedirs(full if kind == "dir" else os.path.dirname(full), exist_ok=True)
        if kind == "->":
            os.symlink(words, full)
        elif kind != "dir":
            content = {"app": lambda: elf(words.split(), interpreter), "elf": lambda: elf(words.split()), "empty": lambda: b"",
                       "text": lambda: b"text, as long as a header of ELF would be, and then some more of it.\n",
                       "lines": lambda: words.replace("|", "\n").encode() + b"\n"}[kind]()
            with open(full, "wb") as file:
                file.write(content)
            os.chmod(full, 0o755)


def ask_loader(case, root, interpreter):
    environment = dict(case.environment)
    command = [interpreter, "/prog/bin/app"]
    if "musl" in interpreter:
        command.insert(1, "--list")
    else:
        environment["LD_TRACE_LOADED_OBJECTS"] = "1"

    def enter():
        os.chroot(root)
        os.chdir(case.directory)

    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, preexec_fn=enter)
    result = set()
    for line in done.stdout.decode(errors="replace").splitlines():
        found = re.match(r"\t(?:.* => )?(.*) \(0x[0-9a-f]+\)$", line)
        lost = re.match(r"\t(.*) => not found$", line) or re.match(r"Error loading shared library (.*?): .*\(needed by ", line)
        if found and not found[1].startswith("linux-vdso"):
            result.add(resolve(root, os.path.join(case.directory, found[1])))
        elif lost:
            result.add("!" + lost[1])
        elif "error while loading shared libraries" in line:
            result.add("fatal")
    return tidy(result, root, interpreter)


def ask_pith(case, root, interpreter, pith):
    command = [pith, "tree", "--root", root, "--format", "json", "--workdir", case.directory]
    for name, value in case.environment.items():
        command += ["--env", f"{name}={value}"]
    done = subprocess.run(command + ["/prog/bin/app"], capture_output=True, text=True)
    if done.returncode not in (0, 3):
        return {done.stderr.strip()}, {}
    tree = json.loads(done.stdout)
    result = {o["path"] for o in tree["objects"]} | {"!" + m for o in tree["objects"] for m in o["missing"]}
    if "stops the loader" in done.stderr and "musl" not in interpreter:
        result.add("fatal")
    better = {v["path"]: o["path"] for o in tree["objects"] for v in o.get("variants", [])}
    return tidy(result, root, interpreter), better


def tidy(result, root, interpreter):
    """Without the program and its loader; nothing else counts where the loader stops, and preloads may be missing."""
    if "fatal" in result:
        return {"fatal"}
    return result - {"/prog/bin/app", resolve(root, interpreter)}


def main():
    table, version, loader, pith = sys.argv[1:]
    interpreter = "/lib/ld-musl-x86_64.so.1" if "musl" in table else "/lib64/ld-linux-x86-64.so.2"
    cases, wrong = read(table), 0
    for case in cases:
        expected = case.expected.get(version, case.expected.get(""))
        with tempfile.TemporaryDirectory() as root:
            make(case, root, loader, interpreter)
            theirs = ask_loader(case, root, interpreter)
            ours, better = ask_pith(case, root, interpreter, pith)
            # The table has what any CPU takes; this machine's may be a better one.
            theirs = {better.get(path, path) for path in theirs}
        harmless = {"!#"} | {"!" + name for name in case.environment.get("LD_PRELOAD", "").replace(":", " ").split()}
        for who, what in (("the loader", theirs), ("pith", ours)):
            if what - harmless != expected:
                wrong += 1
                print(f"  differs: {case.name}: {who}: {' '.join(sorted(what))}; the table: {' '.join(sorted(expected))}")
    print(f"{os.path.basename(table)}, {version}: {len(cases)} rules, {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
