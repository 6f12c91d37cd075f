# nbdkit: plug-ins in C, Perl, Python, Lua and sh with filters, chosen by the entry script; nbdinfo and nbdcopy of libnbd by hand
PACKAGES="nbdkit nbdkit-plugin-python nbdkit-plugin-perl nbdkit-plugin-lua libnbd-bin"
ENTRYPOINT=(/entrypoint.sh)
CMD=(serve)
prepare() {
  local r=$1; mkdir -p "$r/srv/disks" "$r/opt/plugins"; head -c 1048576 /dev/zero > "$r/srv/disks/a.img"; head -c 3000000 /dev/urandom | xz > "$r/srv/disks/b.img.xz"
  printf 'import nbdkit, zlib, struct\nAPI_VERSION = 2\ndisk = bytearray(65536)\ndef config(k, v): nbdkit.debug("%%s=%%s" %% (k, v))\ndef open(readonly): return 1\ndef get_size(h): return len(disk)\ndef pread(h, buf, offset, flags): buf[:] = disk[offset:offset+len(buf)]\ndef pwrite(h, buf, offset, flags): disk[offset:offset+len(buf)] = buf\n' > "$r/opt/plugins/mem.py"
  printf 'use strict; use POSIX ();\nmy $d = "p" x 32768;\nsub open { my $ro = shift; return { ro => $ro } }\nsub get_size { return length $d }\nsub pread { my ($h, $count, $offset) = @_; return substr($d, $offset, $count) }\n' > "$r/opt/plugins/p.pl"
  printf 'function open(ro) return 1 end\nfunction get_size(h) return 4096 end\nfunction pread(h, c, o) return string.rep("l", c) end\n' > "$r/opt/plugins/l.lua"
  printf '#!/bin/bash\ncase "$1" in get_size) echo 8192 ;; pread) dd if=/dev/zero bs=$3 count=1 status=none | tr "\\\\0" s ;; *) exit 2 ;; esac\n' > "$r/opt/plugins/s.sh"; chmod 755 "$r/opt/plugins/s.sh"
  cat > "$r/entrypoint.sh" <<'X'
#!/bin/sh
set -e
[ "$1" = serve ] || exec "$@"
nbdkit -p 10801 --filter=cow --filter=log --filter=delay file /srv/disks/a.img logfile=/tmp/nbd.log rdelay=1ms
nbdkit -p 10802 -r --filter=xz file /srv/disks/b.img.xz
nbdkit -p 10803 python /opt/plugins/mem.py
nbdkit -p 10804 perl /opt/plugins/p.pl
nbdkit -p 10805 lua /opt/plugins/l.lua
nbdkit -p 10806 sh /opt/plugins/s.sh
nbdkit -p 10807 --filter=partition memory 10M partition=1 || true
exec nbdkit -f -p 10809 --filter=cache --filter=exitlast pattern 1G --filter=stats statsfile=/tmp/stats || exec nbdkit -f -p 10809 pattern 1G
X
  chmod 755 "$r/entrypoint.sh"
}
probe() {
  start_main; for p in 10801 10802 10803 10804 10805 10806; do wait_port $p || return 1; done
  ex() { timeout 20 chroot "$STORE/nbdkit/fat" "$@" 2>&1; }; in_() { _argv - "$@"; timeout 20 "${ARGV[@]}" 2>&1; }
  want file 'export-size: 1048576' "$(ex nbdinfo nbd://127.0.0.1:10801)"; want xz 'export-size: 3000000' "$(ex nbdinfo nbd://127.0.0.1:10802)"; want py 65536 "$(ex nbdinfo --size nbd://127.0.0.1:10803)"; want perl 32768 "$(ex nbdinfo --size nbd://127.0.0.1:10804)"; want lua 4096 "$(ex nbdinfo --size nbd://127.0.0.1:10805)"; want sh 8192 "$(ex nbdinfo --size nbd://127.0.0.1:10806)"
  check copy ex nbdcopy nbd://127.0.0.1:10804 /tmp/p.out; cp "$STORE/nbdkit/fat/tmp/"*.out "$H"; want content '^pppp' "$(head -c 8 "$H/p.out")"; check copy-sh ex nbdcopy nbd://127.0.0.1:10806 /tmp/s.out; mv "$STORE/nbdkit/fat/tmp/"*.out "$H"; want content-sh '^ssss' "$(head -c 8 "$H/s.out")"; want json '"export-size"' "$(ex nbdinfo --json nbd://127.0.0.1:10803)"; check log test -s "$R/tmp/nbd.log"
  want data 'memory' "$(in_ nbdkit --dump-plugin memory)"; 
}
