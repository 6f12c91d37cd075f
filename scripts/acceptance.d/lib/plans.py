"""Plans of the cases beside what strace saw them use, and beside each other: see acceptance.d/plans."""
import json
import math
import os
import sys

from pathlib import Path

NOTICES = ("/usr/share/doc/", "/usr/share/common-licenses/", "/var/lib/dpkg/", "/lib/apk/db/", "/usr/share/licenses/")


def entries(file):
    try:
        return {entry["path"]: entry for entry in json.loads(Path(file).read_bytes())["entries"]}
    except (OSError, ValueError):
        return {}


def used(store, case):
    """What strace saw, files and links; nothing where the reference was not recorded on this machine."""
    try:
        names = Path(store, case, "strace.list").read_bytes().split(b"\0")
    except OSError:
        return set()
    return {"/" + os.fsdecode(name).strip("/") for name in names if name}


def size(plan, root):
    """Bytes of regular files as the suite counts them: hard links once, notices apart."""
    total, seen = 0, set()
    for path, entry in plan.items():
        if entry["kind"] != "regular" or path.startswith(NOTICES):
            continue
        try:
            status = os.lstat(root + path)
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
        except OSError:
            pass
        total += entry["size"]
    return total


def lacks(plan, store, case):
    root = f"{store}/{case}/fat"
    return sorted(path for path in used(store, case) - set(plan) if os.path.islink(root + path) or os.path.isfile(root + path))


def summary(directory, store, reference, *cases):
    minima = {row[0]: int(row[8]) for row in (line.split("\t") for line in Path(reference).read_text().splitlines()[1:])}
    logs = []
    for case in cases:
        plan = entries(f"{directory}/{case}.json")
        total, minimum = size(plan, f"{store}/{case}/fat"), minima.get(case, 0)
        ratio = total / minimum if minimum else 0
        if ratio:
            logs.append(math.log(ratio))
        seconds = Path(directory, f"{case}.seconds").read_text().split()[-1]
        missing = lacks(plan, store, case)
        # Nothing is not the same as not known.
        count = len(missing) if used(store, case) else "?"
        print(f"{case:22} {total / 1e6:8.1f} {ratio:6.2f} {seconds:>6} s  lacks {count:>4} {' '.join(missing[:6])}")
    if logs:
        print(f"geometric mean of {len(logs)}: {math.exp(sum(logs) / len(logs)):.4f}")


def compare(old, new):
    for file in sorted(Path(new).glob("*.json")):
        before, after = entries(Path(old, file.name)), entries(file)
        if not before:
            continue
        gone, come = sorted(set(before) - set(after)), sorted(set(after) - set(before))
        if not gone and not come:
            continue
        difference = sum(after[path]["size"] for path in come) - sum(before[path]["size"] for path in gone)
        print(f"{file.stem}: {difference / 1e6:+.1f} MB, {len(gone)} gone, {len(come)} new")
        for sign, plan, paths in (("-", before, gone), ("+", after, come)):
            for path in sorted(paths, key=lambda path: -plan[path]["size"])[:8]:
                print(f"   {sign} {plan[path]['size'] / 1e3:10.0f} kB {path}  {reason(plan[path])}")


def reason(entry):
    first = entry["reasons"][0] if entry["reasons"] else {}
    return f"{first.get('rule', '')} <- {first.get('from') or ''}"


def beyond(directory, case):
    store = os.path.join(os.environ.get("PITH_CACHE", os.path.expanduser("~/.cache/pith")), "acceptance")
    plan, needed = entries(f"{directory}/{case}.json"), used(store, case)
    extra = [entry for path, entry in plan.items() if entry["kind"] == "regular" and path not in needed and not path.startswith(NOTICES)]
    print(f"{len(extra)} files, {sum(entry['size'] for entry in extra) / 1e6:.1f} MB beyond what was used")
    for entry in sorted(extra, key=lambda entry: -entry["size"])[: int(os.environ.get("N", "40"))]:
        print(f"{entry['size'] / 1e3:10.0f} kB {entry['path']}  {reason(entry)}")
    for path in lacks(plan, store, case):
        print(f"   lacks {path}")


if __name__ == "__main__":
    {"--summary": summary, "--compare": compare, "--beyond": beyond}[sys.argv[1]](*sys.argv[2:])
