"""Measures `pith audit` on a whole root, and against peers on a sample of its objects: see scripts/bench."""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time

from bench import Peer, alternate, in_chroot, report
from loader import dynamic_files


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("root")
    arguments.add_argument("pith")
    arguments.add_argument("--runs", type=int, default=5)
    options = arguments.parse_args()
    root, pith = os.path.realpath(options.root), os.path.realpath(options.pith)
    files = [path for path, loader, elf in dynamic_files(root, "*") if loader and (elf.bits, elf.machine) == (2, 62)]
    size = int(subprocess.run(["du", "-sm", root], capture_output=True, text=True, check=True).stdout.split()[0])

    whole = [pith, "audit", "--root", root, "--format", "json", "--fail-on", "error"]
    ours = Peer("pith audit", whole)
    begun = time.monotonic()
    alternate([ours], options.runs)
    wall = (time.monotonic() - begun) / (options.runs + 1)
    passed = ours.median < 10 and ours.memory < 300
    print(f"all {len(files)} dynamic objects, scripts and links of a root of {size} MB")
    print(f"  pith audit, all kinds            {ours.median * 1000:9.1f} ms  {ours.memory:6.1f} MB  "
          f"(CPU, median of {options.runs}; wall clock {wall:.1f} s on average)")
    print(f"  goal: under 10 s and 300 MB: {'met' if passed else 'MISSED'}")

    # scanelf walks and reads every object too; it follows nothing and looks up nothing.
    ours = Peer("pith audit", whole)
    theirs = [Peer("scanelf -R, needed and rpath", ["/usr/bin/scanelf", "-qyR", "-F", "%n %r %e %t #F", root])]
    alternate([ours] + theirs, max(1, options.runs // 2))
    report("the whole root", ours, theirs)

    sample = files[::max(1, len(files) // 100)]
    tools = tempfile.mkdtemp(dir=root, prefix="bench-")
    try:
        libtree = "/" + os.path.basename(tools) + "/libtree"
        shutil.copy("/usr/bin/libtree", root + libtree)
        ours = Peer("pith audit", [pith, "audit", "--root", root, "--fail-on", "error"] + sample)
        loop = 'for file; do ldd -r "$file"; done'
        theirs = [Peer("ldd -r, one after the other", in_chroot(root, ["/bin/bash", "-c", loop, "ldd"], sample)),
                  Peer("lddtree (no symbols)", ["/usr/bin/lddtree", "-R", root] + sample),
                  Peer("libtree (no symbols)", in_chroot(root, [libtree], sample))]
        alternate([ours] + theirs, max(1, options.runs // 3))
        report(f"{len(sample)} objects of it", ours, theirs)
    finally:
        shutil.rmtree(tools)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
