"""Measures how fast names are sought in the data of objects, against strings and grep: see scripts/bench."""
import argparse
import os
import re
import shlex
import statistics
import subprocess
import sys
import tempfile

from bench import measure
from loader import dynamic_files

# As grep would be asked for absolute paths.
PATHS = "/[a-zA-Z0-9._+@~/-]{2,}"


class Scanner:
    """One way to look through all objects; `own` are the seconds of scanning alone, where it says them."""

    def __init__(self, name, command):
        self.name, self.command, self.seconds, self.own, self.scanned = name, ["/bin/sh", "-c", command], [], [], 0

    def run(self, output):
        self.seconds.append(measure(self.command))
        with open(output, encoding="utf-8", errors="replace") as text:
            said = re.match(r"objects \d+ bytes \d+ scanned (\d+) found \d+ seconds (\S+)$", text.readline())
        if said:
            self.scanned = int(said[1])
            self.own.append(float(said[2]))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("root")
    arguments.add_argument("scanner")
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--megabytes", type=int, default=300, help="how much is looked through: a sample of the objects")
    options = arguments.parse_args()
    root = os.path.realpath(options.root)
    sizes = {path: os.path.getsize(root + path) for path, _, _ in dynamic_files(root, "*")}
    step = max(1, sum(sizes.values()) // (options.megabytes << 20))
    sample = sorted(sizes)[::step]
    size = sum(sizes[path] for path in sample)
    with tempfile.TemporaryDirectory() as work:
        inside, outside, output = (os.path.join(work, name) for name in ("inside", "outside", "output"))
        with open(inside, "w") as file:
            file.writelines(path + "\n" for path in sample)
        with open(outside, "w") as file:
            file.writelines(root + path + "\0" for path in sample)

        def ours(name, *flags):
            return Scanner(name, f"exec {shlex.join([os.path.realpath(options.scanner), root, *flags])} <{inside} >{output}")

        def theirs(name, *command):
            # Into a file: grep stops at the first line where nobody reads what it writes.
            return Scanner(name, f"xargs -0 {shlex.join(command)} <{outside} >{output}")

        data, words = ours("pith, data"), ours("pith, data, with names of programs", "--words")
        whole = ours("pith, whole files", "--whole")
        scanners = [data, words, whole, ours("pith, whole files, with names", "--whole", "--words"),
                    theirs("strings -a", "strings", "-a"), theirs("strings -d (data)", "strings", "-d"),
                    theirs(f"grep -a -o -h -E '{PATHS}'", "grep", "-a", "-o", "-h", "-E", PATHS)]
        for scanner in scanners:
            subprocess.run(scanner.command, check=False)
        for _ in range(options.runs):
            for scanner in scanners:
                scanner.run(output)
    print(f"{len(sample)} objects of {size / 1e6:.0f} MB, {data.scanned / 1e6:.0f} MB of it data; CPU of the process, median of {options.runs}; "
          "ratio of 'pith, whole files' to theirs")
    for scanner in scanners:
        median = statistics.median(scanner.seconds)
        line = f"  {scanner.name:<46} {median * 1000:8.1f} ms  {size / median / 1e9:6.2f} GB/s of files"
        if scanner.own:
            line += f"  scanning alone {scanner.scanned / statistics.median(scanner.own) / 1e9:6.2f} GB/s"
        else:
            line += f"  ratio {statistics.median(whole.seconds) / median:.3f}"
        print(line)
    rate = min(scanner.scanned / statistics.median(scanner.own) / 1e9 for scanner in (data, words))
    print(f"  goal: data at 1.5 GB/s or more: {'met' if rate >= 1.5 else 'MISSED'}")
    return 0 if rate >= 1.5 else 1


if __name__ == "__main__":
    sys.exit(main())
