"""Measures `pith tree` against libtree, lddtree and ldd: see scripts/bench."""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

from loader import dynamic_files


def measure(command):
    """CPU seconds, user and system."""
    usage = os.wait4(spawn(command), 0)[2]
    return usage.ru_utime + usage.ru_stime


def spawn(command):
    output = [(os.POSIX_SPAWN_OPEN, stream, "/dev/null", os.O_WRONLY, 0) for stream in (1, 2)]
    return os.posix_spawn(command[0], command, {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}, file_actions=output)


def peak_memory(command):
    """In MB. A process counts as its own what its parent had when it was made: so a small one in between, 8 MB at most."""
    script = "import os, sys; print(os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, " \
        "file_actions=[(os.POSIX_SPAWN_OPEN, n, '/dev/null', os.O_WRONLY, 0) for n in (1, 2)]), 0)[2].ru_maxrss)"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", script] + command, capture_output=True, check=True)
    return int(done.stdout) / 1024


class Peer:
    def __init__(self, name, command):
        self.name, self.command, self.seconds, self.memory = name, command, [], 0

    def run(self):
        self.seconds.append(measure(self.command))

    @property
    def median(self):
        return statistics.median(self.seconds)


def alternate(peers, runs):
    """Each peer once to warm the caches, then all in turn, so that what else the machine does meets all alike."""
    for peer in peers:
        peer.memory = peak_memory(peer.command)
    for _ in range(runs):
        for peer in peers:
            peer.run()


def in_chroot(root, command, programs):
    """One process for the programs, and none for what puts it into the root."""
    return ["/usr/sbin/chroot", root] + command + programs


def report(title, ours, theirs, goal=None):
    print(title)
    for peer in [ours] + theirs:
        ratio = ours.median / peer.median
        line = f"  {peer.name:<32} {peer.median * 1000:9.1f} ms  {peer.memory:6.1f} MB"
        print(line + ("" if peer is ours else f"  ratio {ratio:.3f}"))
    if goal is None:
        return True
    passed = ours.median / theirs[0].median <= goal
    print(f"  goal: at most {goal} of {theirs[0].name}: {'met' if passed else 'MISSED'}")
    return passed


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("root")
    arguments.add_argument("pith")
    arguments.add_argument("--runs", type=int, default=10)
    options = arguments.parse_args()
    root, pith = os.path.realpath(options.root), os.path.realpath(options.pith)
    programs = [path for path, _, elf in dynamic_files(root, "/usr/*") if elf.interpreter and (elf.bits, elf.machine) == (2, 62)]
    sample = programs[::len(programs) // 60]
    # The peers must be in the root that they look at.
    tools = tempfile.mkdtemp(dir=root, prefix="bench-")
    try:
        libtree = "/" + os.path.basename(tools) + "/libtree"
        shutil.copy("/usr/bin/libtree", root + libtree)
        ours = Peer("pith tree --format json", [pith, "tree", "--root", root, "--format", "json"] + programs)
        theirs = [Peer("libtree -vv", in_chroot(root, [libtree, "-vv"], programs))]
        alternate([ours] + theirs, options.runs)
        passed = report(f"{len(programs)} programs, {options.runs} alternating runs, medians", ours, theirs, goal=0.7)
        passed &= ours.memory < 100

        ours = Peer("pith tree --format json", [pith, "tree", "--root", root, "--format", "json"] + sample)
        loop = 'for file; do ldd "$file"; done'
        theirs = [Peer("ldd, one after the other", in_chroot(root, ["/bin/bash", "-c", loop, "ldd"], sample)),
                  Peer("lddtree", ["/usr/bin/lddtree", "-R", root] + sample)]
        alternate([ours] + theirs, max(1, options.runs // 3))
        report(f"{len(sample)} of them", ours, theirs)

        node = next((path for path in programs if path.endswith("/node")), programs[0])
        ours = Peer(f"pith tree {node}", [pith, "tree", "--root", root, node])
        alternate([ours], options.runs * 5)
        report("one program", ours, [])
        passed &= ours.median <= 0.010
        print(f"  goal: at most 10 ms: {'met' if ours.median <= 0.010 else 'MISSED'}")
    finally:
        shutil.rmtree(tools)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
