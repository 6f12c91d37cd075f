"""Compares what `pith audit` notes about hardening with what checksec says of each program in /usr/bin and /usr/sbin of a root."""
import collections
import csv
import json
import os
import subprocess
import sys

# What checksec says in which column where something is lacking, and the kind that pith has for it.
CHECKS = {"no-relro": (0, "No RELRO"), "no-bind-now": (0, "Partial RELRO"), "no-stack-protector": (1, "No Canary found"),
          "executable-stack": (2, "NX disabled"), "no-pie": (3, "No PIE"), "no-fortify": (7, "No")}


def explained(kind, root, path):
    """Why checksec may miss something and pith say nothing: it asks no more than whether the checked functions are imported."""
    real = root + path
    if os.stat(real).st_nlink > 1:
        return "told at another name of the file"
    program = subprocess.run(["readelf", "-lW", real], capture_output=True, text=True).stdout
    if kind == "no-bind-now" and "INTERP" not in program:
        return "static: nothing is bound"
    if kind in ("no-stack-protector", "no-fortify"):
        symbols = subprocess.run(["nm", "-D", "--undefined-only", real], capture_output=True, text=True).stdout
        names = {line.split()[-1].split("@")[0] for line in symbols.splitlines()}
        copies = {"memcpy", "memmove", "memset", "strcpy", "strncpy", "strcat", "strncat", "sprintf", "snprintf", "vsprintf", "vsnprintf",
                  "printf", "fprintf", "read", "recv", "fgets", "realpath", "getcwd"}
        if not names & copies:
            return "calls nothing that could be checked"
    return None


def main():
    root, pith = os.path.realpath(sys.argv[1]), sys.argv[2]
    found = subprocess.run([pith, "audit", "--root", root, "--format", "json", "/usr/bin", "/usr/sbin"], capture_output=True, text=True)
    ours = collections.defaultdict(set)
    for finding in json.loads(found.stdout)["findings"]:
        ours[finding["path"]].add(finding["kind"])
    programs = equal = 0
    reasons, different = collections.Counter(), []
    for directory in ("/usr/bin", "/usr/sbin"):
        theirs = subprocess.run(["checksec", "--format=csv", "--dir=" + root + directory], capture_output=True, text=True).stdout
        for row in csv.reader(theirs.splitlines()):
            if len(row) < 11 or os.path.islink(row[10]):
                continue
            programs += 1
            path = row[10][len(root):]
            for kind, (column, word) in CHECKS.items():
                says, we = row[column] == word, kind in ours[path]
                if says == we:
                    equal += 1
                    continue
                why = explained(kind, root, path) if says else None
                if why:
                    reasons[why] += 1
                else:
                    different.append(f"{path}: {kind}: checksec {'says so' if says else 'does not'}, pith {'says so' if we else 'does not'}")
    print(f"  {programs} programs, {equal} of {programs * len(CHECKS)} answers equal")
    for why, count in sorted(reasons.items()):
        print(f"  explained: {count} {why}")
    for line in different:
        print("  DIFFERENT: " + line)
    return 1 if different or not programs else 0


if __name__ == "__main__":
    sys.exit(main())
