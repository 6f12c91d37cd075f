# samba: a file server with its own passwords, VFS modules (recycle, fruit, catia, full_audit), charsets, snapshots of its status by the health check
PACKAGES="samba samba-vfs-modules smbclient tini"
ENTRYPOINT=(/usr/bin/tini -- /usr/local/bin/entrypoint)
CMD=(smbd --foreground --no-process-group --debug-stdout)
EXPOSE=(445)
prepare() { local r=$1; mkdir -p "$r/srv/share" "$r/srv/public"; chmod 777 "$r/srv/share" "$r/srv/public"
  cat > "$r/usr/local/bin/entrypoint" <<'E'
#!/bin/bash
set -eu
add_account() { # name password uid
  id "$1" >/dev/null 2>&1 || useradd -M -s /usr/sbin/nologin -u "$3" "$1"
  printf '%s\n%s\n' "$2" "$2" | smbpasswd -s -a "$1"
}
add_account ann "${ANN_PASSWORD:-geheim}" 1501
pdbedit -L >/dev/null
testparm -s >/dev/null 2>&1
exec "$@"
E
  printf '#!/bin/sh\nsmbclient -N -L localhost >/dev/null && smbstatus -b >/dev/null && smbcontrol smbd ping >/dev/null\n' > "$r/usr/local/bin/healthcheck"; chmod 755 "$r/usr/local/bin/"*
  cat > "$r/etc/samba/smb.conf" <<'E'
[global]
  server role = standalone server
  workgroup = BUERO
  map to guest = Bad User
  dos charset = CP850
  unix charset = UTF-8
  log level = 1
  load printers = no
  printing = bsd
  server min protocol = SMB2
[share]
  path = /srv/share
  read only = no
  valid users = ann
  vfs objects = catia fruit streams_xattr recycle
  recycle:repository = .recycle
  fruit:metadata = stream
[public]
  path = /srv/public
  guest ok = yes
  read only = no
  vfs objects = full_audit
  full_audit:success = mkdirat
E
}
probe() { start_main; wait_port 445 40 || return 1; local F=$STORE/samba/fat; c() { timeout 60 chroot "$F" smbclient "$@" 2>&1; }
  printf 'hällo\n' > "$R/tmp/a.txt"; local U='ann%geheim'
  want list 'share.*Disk' "$(c -L 127.0.0.1 -U $U | tr '\n' ' ')"
  want refused 'NT_STATUS_LOGON_FAILURE' "$(c //127.0.0.1/share -U ann%nein -c ls)"
  printf 'hällo\n' > "$H/a.txt"; mkdir -p "$F/tmp/probe"; cp "$H/a.txt" "$F/tmp/probe/"
  want put 'putting file' "$(c //127.0.0.1/share -U $U -c 'put /tmp/probe/a.txt über.txt; ls')"; want name 'über.txt' "$(ls "$R/srv/share")"
  want deleted '' "$(c //127.0.0.1/share -U $U -c 'del über.txt')"; want recycled 'über.txt' "$(ls -A "$R/srv/share/.recycle")"
  want guest 'blocks' "$(c //127.0.0.1/public -N -c 'mkdir neu; ls')"; want encrypted 'blocks' "$(c //127.0.0.1/share -U $U --client-protection=encrypt -c 'ls')"
  rm -rf "$F/tmp/probe"
  ex() { _argv - "$@"; timeout 60 "${ARGV[@]}" 2>&1; }
  check health ex /usr/local/bin/healthcheck; want shares 'IPC\$|share' "$(c -L 127.0.0.1 -N)"; }
