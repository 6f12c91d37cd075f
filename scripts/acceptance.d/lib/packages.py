"""The packages of a Debian root of which a result has something, found without pith: packages.py FAT OUT.

packages.py --split OUT turns a result's database into the form of images without a package manager: status.d.
packages.py --listed OUT: the digest files in such a result that name something of the package, all of which must be there.
"""
import os
import re
import sys


def paragraphs(root):
    with open(f"{root}/var/lib/dpkg/status", encoding="utf-8", errors="surrogateescape") as file:
        for text in file.read().strip().split("\n\n"):
            fields = dict(re.findall(r"^([A-Za-z-]+): (.*)$", text, re.M))
            yield fields["Package"], fields["Architecture"], fields.get("Multi-Arch"), text


def info(root, name, architecture, ending):
    for stem in (f"{name}:{architecture}", name):
        path = f"{root}/var/lib/dpkg/info/{stem}.{ending}"
        if os.path.exists(path):
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                return file.read()
    return ""


def exists_in(root, path):
    """A file or link, and not what metadata itself brings."""
    full = root + path
    if path.startswith(("/usr/share/doc/", "/usr/share/common-licenses/")):
        return False
    return os.path.lexists(full) and not os.path.isdir(full)


def split(root):
    base = f"{root}/var/lib/dpkg"
    os.mkdir(f"{base}/status.d")
    for name, architecture, _, text in list(paragraphs(root)):
        with open(f"{base}/status.d/{name}", "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text + "\n")
        sums = info(root, name, architecture, "md5sums")
        if sums:
            with open(f"{base}/status.d/{name}.md5sums", "w", encoding="utf-8", errors="surrogateescape") as file:
                file.write(sums)
    os.remove(f"{base}/status")
    for file in os.listdir(f"{base}/info"):
        os.remove(f"{base}/info/{file}")


def listed(root):
    base = f"{root}/var/lib/dpkg/status.d"
    for file in sorted(os.listdir(base)):
        if not file.endswith(".md5sums"):
            continue
        with open(f"{base}/{file}", encoding="utf-8", errors="surrogateescape") as text:
            paths = ["/" + line[34:].removeprefix("./") for line in text.read().splitlines()]
        if all(os.path.isfile(root + path) for path in paths) and any(exists_in(root, path) for path in paths):
            print(file)


if sys.argv[1] == "--listed":
    listed(sys.argv[2])
    sys.exit()
if sys.argv[1] == "--split":
    split(sys.argv[2])
    sys.exit()
fat, out = sys.argv[1:]
found = []
for name, architecture, multi, _ in paragraphs(fat):
    if any(exists_in(out, path) for path in info(fat, name, architecture, "list").splitlines()):
        found.append(f"{name}:{architecture}" if multi == "same" else name)
print("\n".join(sorted(found)))
