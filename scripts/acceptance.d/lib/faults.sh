#!/usr/bin/env bash
# Plants one fault of each kind into a copy of a clean root, and says whether `pith audit` finds each, and no error that nobody planted.
#   faults.sh ROOT PITH
set -eu -o pipefail
clean=$1 pith=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
cp -a "$clean" "$root"
chmod 755 "$work"
lib=$root/usr/lib/x86_64-linux-gnu
mkdir -p "$root/usr/local/bin" "$root/usr/local/lib" "$root/opt/plug"
planted=$work/planted

# plant KIND PATH: what must be found, and where.
plant() { echo "$1 $2" >> "$planted"; }
# What nobody complains of, but for what a call adds.
flags=(-O2 -fPIC -fstack-protector-all -D_FORTIFY_SOURCE=2 -Wl,-z,now -Wl,-z,relro -Wl,-z,noexecstack -w)
# so FILE SONAME SOURCE [OPTION...]; program FILE SOURCE [OPTION...]
so() { local file=$1 soname=$2 source=$3; shift 3; echo "$source" | gcc "${flags[@]}" -shared -o "$file" -Wl,-soname,"$soname" -x c - -x none "$@"; }
program() { local file=$1 source=$2; shift 2; echo "$source" | gcc "${flags[@]}" -pie -o "$file" -x c - -x none "$@"; }
main='int main(void) { return 0; }'
bin=$root/usr/local/bin

so "$work/libgone.so" libgone.so.1 'int gone(void) { return 1; }'
program "$bin/lacks-library" 'int gone(void); int main(void) { return gone(); }' "$work/libgone.so"
plant missing-library /usr/local/bin/lacks-library

echo 'V1 { global: v; }; V2 { global: w; };' > "$work/map2"
echo 'V1 { global: v; local: *; };' > "$work/map1"
so "$work/libversion.so" libversion.so.1 'int v(void) { return 1; } int w(void) { return 2; }' -Wl,--version-script="$work/map2"
program "$bin/lacks-version" 'int w(void); int main(void) { return w(); }' "$work/libversion.so"
so "$lib/libversion.so.1" libversion.so.1 'int v(void) { return 1; }' -Wl,--version-script="$work/map1"
plant missing-version /usr/local/bin/lacks-version

so "$work/libsymbol.so" libsymbol.so.1 'int here(void) { return 1; } int lost(void) { return 2; } int data;'
program "$bin/lacks-symbol" 'int lost(void), here(void); int main(void) { return lost() + here(); }' "$work/libsymbol.so"
program "$bin/lacks-data" 'int here(void); extern int data; int main(void) { return data + here(); }' "$work/libsymbol.so"
so "$lib/libsymbol.so.1" libsymbol.so.1 'int here(void) { return 1; }'
plant undefined-symbol /usr/local/bin/lacks-symbol
plant undefined-symbol /usr/local/bin/lacks-data

printf '#!/usr/bin/nonesuch\n' > "$bin/lacks-interpreter"
printf '#!/usr/bin/env nonesuch\n' > "$bin/lacks-command"
program "$bin/lacks-loader" "$main" -Wl,--dynamic-linker=/lib/ld-nonesuch.so.1
chmod 755 "$bin"/lacks-*
plant missing-interpreter /usr/local/bin/lacks-interpreter
plant missing-interpreter /usr/local/bin/lacks-command
plant missing-interpreter /usr/local/bin/lacks-loader

ln -s nowhere "$root/opt/broken"
plant broken-symlink /opt/broken
ln -s loop-b "$root/opt/loop-a"
ln -s loop-a "$root/opt/loop-b"
plant symlink-loop /opt/loop-a

so "$root/opt/foreign.so" foreign.so "int f(void) { return 1; }"
printf '\267' | dd of="$root/opt/foreign.so" bs=1 seek=18 conv=notrunc status=none # e_machine: aarch64
plant wrong-architecture /opt/foreign.so

so "$lib/libcached.so.1" libcached.so.1 'int c(void) { return 1; }'
so "$lib/libshadow.so.1" libshadow.so.1 'int s(void) { return 1; }'
cp "$lib/libshadow.so.1" "$root/usr/local/lib/libshadow.so.1"
ldconfig -r "$root"
rm "$lib/libcached.so.1"
plant stale-cache /etc/ld.so.cache
echo /var/tmp/lib > "$root/etc/ld.so.conf.d/planted.conf"
plant insecure-rpath /etc/ld.so.conf.d/planted.conf
plant shadowed-library /usr/lib/x86_64-linux-gnu/libshadow.so.1

program "$bin/unused" "$main" -Wl,--no-as-needed "$lib/libshadow.so.1"
plant unused-dependency /usr/local/bin/unused

program "$bin/cut" "$main"
truncate -s 200 "$bin/cut"
plant malformed-elf /usr/local/bin/cut

program "$bin/rpath" "$main" -Wl,-rpath,/tmp/build/lib
plant insecure-rpath /usr/local/bin/rpath
program "$bin/empty-rpath" "$main" -Wl,-rpath,/usr/lib::
plant insecure-rpath /usr/local/bin/empty-rpath

printf '.globl t\n.type t,@function\nt: movabs $t, %%rax\nret\n.section .note.GNU-stack,"",@progbits\n' > "$work/t.s"
gcc -shared -o "$lib/libtext.so.1" -Wl,-soname,libtext.so.1 -Wl,-z,notext -Wl,-z,now "$work/t.s"
plant text-relocations /usr/lib/x86_64-linux-gnu/libtext.so.1
program "$bin/stack" "$main" -Wl,-z,execstack
plant executable-stack /usr/local/bin/stack
program "$bin/writable" 'asm(".section .both,\"awx\",@progbits\n.zero 8\n.previous"); int main(void) { return 0; }' -Wl,--no-warn-rwx-segments
plant writable-code /usr/local/bin/writable
program "$bin/fixed" "$main" -no-pie -fno-pie
plant no-pie /usr/local/bin/fixed
program "$bin/norelro" "$main" -Wl,-z,norelro
plant no-relro /usr/local/bin/norelro
program "$bin/lazy" "$main" -Wl,-z,lazy
plant no-bind-now /usr/local/bin/lazy
copies='#include <string.h>
#include <stdio.h>
int main(int n, char **a) { char b[64]; strcpy(b, a[0]); sprintf(b + 1, "%s", a[0]); puts(b); return 0; }'
program "$bin/unprotected" "$copies" -U_FORTIFY_SOURCE -fno-stack-protector
plant no-stack-protector /usr/local/bin/unprotected
program "$bin/unfortified" "$copies" -U_FORTIFY_SOURCE
plant no-fortify /usr/local/bin/unfortified

program "$bin/setuid" "$main"
chmod 4755 "$bin/setuid"
plant setuid /usr/local/bin/setuid
program "$bin/setgid" "$main"
chmod 2755 "$bin/setgid"
plant setgid /usr/local/bin/setgid
program "$bin/capable" "$main"
setcap cap_net_raw+ep "$bin/capable"
plant capabilities /usr/local/bin/capable

rm "$root/usr/bin/tac"
plant package-file-missing /usr/bin/tac
echo changed >> "$root/usr/share/perl5/Debconf/Log.pm"
plant package-file-changed /usr/share/perl5/Debconf/Log.pm

# A module of each language, whose native part needs what is gone; Perl's by way of another library.
so "$work/libmiddle.so" libmiddle.so.1 'int gone(void); int middle(void) { return gone(); }' "$work/libgone.so"
cp "$work/libmiddle.so" "$lib/libmiddle.so.1"
module() { # FILE LIBRARY
  mkdir -p "$(dirname "$root$1")"
  so "$root$1" "$(basename "$1")" "int $2(void); int use(void) { return $2(); }" "$work/lib$2.so"
  plant module-import "$1"
}
module /usr/lib/python3/dist-packages/planted/_fast.cpython-311-x86_64-linux-gnu.so gone
module /opt/app/node_modules/@planted/addon/build/Release/addon.node gone
module /usr/lib/x86_64-linux-gnu/perl5/5.36/auto/Planted/Fast/Fast.so middle
module /var/lib/gems/3.1.0/extensions/x86_64-linux/3.1.0/planted-1.0/planted/planted.so gone

"$pith" audit --root "$root" --format json --fail-on error > "$work/found.json" || [ $? = 1 ]
"$pith" audit --root "$clean" --format json --fail-on error > "$work/clean.json" || [ $? = 1 ]

# What even root cannot read there is not; so as somebody else, in a directory of its own.
mkdir -p "$work/closed/private"
chmod 700 "$work/closed/private"
plant unreadable /private
install -m 755 "$pith" "$work/pith"
chmod 755 "$work" "$work/closed"
setpriv --reuid 65534 --regid 65534 --clear-groups "$work/pith" audit --root "$work/closed" --format json > "$work/closed.json" || [ $? = 1 ]

python3 - "$work" <<'END'
import json, sys
work = sys.argv[1]
load = lambda name: json.load(open(f"{work}/{name}.json"))["findings"]
found, clean = load("found") + load("closed"), load("clean")
planted = [tuple(line.split(" ", 1)) for line in open(f"{work}/planted").read().splitlines()]
lost = [p for p in planted if not any((f["kind"], f["path"]) == p for f in found)]
for kind, path in lost:
    print(f"  not found: {kind} at {path}")
kinds = {kind for kind, _ in planted}
print(f"  {len(planted) - len(lost)} of {len(planted)} planted faults found, of {len(kinds)} kinds")
# An error at a file where nothing was planted would be a false alarm; what carries several faults may have several findings.
places = {path for _, path in planted}
false = [f for f in found if f["severity"] == "error" and f["path"] not in places and (f["kind"], f["path"]) not in {(c["kind"], c["path"]) for c in clean}]
false = [f for f in false if f["path"] != "/usr/lib/x86_64-linux-gnu/libmiddle.so.1"]  # that is Perl's
for f in false:
    print(f"  nobody planted: {f['kind']} at {f['path']}: {f['detail']}")
errors = [f for f in clean if f["severity"] == "error"]
for f in errors:
    print(f"  in the clean root: {f['kind']} at {f['path']}: {f['detail']}")
print(f"  the clean root: {len(errors)} errors")
sys.exit(1 if lost or false or errors else 0)
END
