"""extra.py RESULT LIST: what a result has beyond the files of LIST (names ended by NUL, without the slash at the beginning), licences and package
databases apart: the three directories that have most of it, as one line."""
import collections
import os
import sys

NOTICES = ("usr/share/doc/", "usr/share/common-licenses/", "var/lib/dpkg/", "lib/apk/db/", "usr/share/licenses/")


def group(path):
    """The directory that a reader would name: deep enough to say what it is."""
    parts = path.split("/")[:-1]
    if parts[:2] == ["usr", "lib"] and len(parts) > 2 and "-linux-" in parts[2]:
        return "/".join(parts[:4])
    return "/".join(parts[:3])


def main():
    result, wanted = sys.argv[1], set(open(sys.argv[2], "rb").read().split(b"\0"))
    sizes, seen = collections.Counter(), set()
    for directory, _, names in os.walk(os.fsencode(result)):
        for name in names:
            file = os.path.join(directory, name)
            status = os.lstat(file)
            path = os.path.relpath(file, os.fsencode(result))
            if not os.path.isfile(file) or os.path.islink(file) or path in wanted or status.st_ino in seen:
                continue
            seen.add(status.st_ino)
            text = os.fsdecode(path)
            if not text.startswith(NOTICES):
                sizes[group(text)] += status.st_size
    total = sum(sizes.values())
    largest = ", ".join(f"/{name} {size / 1e6:.1f}" for name, size in sizes.most_common(3))
    print(f"{total / 1e6:.1f} MB beyond the minimum: {largest}")


if __name__ == "__main__":
    main()
