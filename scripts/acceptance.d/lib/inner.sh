#!/bin/bash
# inner.sh CASE ROOT : runs inside the namespaces that probe.sh makes (pid, mount, net, uts, ipc).
# It is pid 1 there: when it ends, everything it started ends.
{  # one block: read whole before it runs, so that editing this file cannot derail a running probe
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ "$$" = 1 ] || die "inner.sh must be pid 1 of a private pid namespace (use probe.sh)"
load_case "$1"
SRC_ROOT=$2
WORK=$CACHE/mnt; mkdir -p "$WORK"
mount --make-rprivate / && mount -t tmpfs -o mode=755,size=80% panel "$WORK" || die "tmpfs"
mkdir "$WORK/up" "$WORK/wk" "$WORK/root" "$WORK/host" "$WORK/host/www"
# as a runtime does: the image read-only below, a fresh writable layer on top
chmod --reference="$SRC_ROOT" "$WORK/up"; chown --reference="$SRC_ROOT" "$WORK/up"
mount -t overlay panel -o "lowerdir=$SRC_ROOT,upperdir=$WORK/up,workdir=$WORK/wk" "$WORK/root" || die "overlay of $SRC_ROOT"
R=$WORK/root
for p in ${ABLATE:-}; do rm -rf "${R:?}$p"; done
mkdir -p "$R/proc" "$R/dev" "$R/sys" "$R/etc"
mount -t proc proc "$R/proc"
mount -t sysfs -o ro sysfs "$R/sys" 2>/dev/null
mount -t tmpfs -o mode=755,size=64k tmpfs "$R/dev"
( cd "$R/dev" && umask 0 && mknod -m 666 null c 1 3 && mknod -m 666 zero c 1 5 && mknod -m 666 full c 1 7 \
  && mknod -m 666 random c 1 8 && mknod -m 666 urandom c 1 9 && mknod -m 666 tty c 5 0 \
  && ln -s /proc/self/fd fd && ln -s /proc/self/fd/0 stdin && ln -s /proc/self/fd/1 stdout && ln -s /proc/self/fd/2 stderr \
  && mkdir pts shm && mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts pts && ln -s pts/ptmx ptmx \
  && mount -t tmpfs -o mode=1777 shm shm ) || die "dev"
hostname panel
printf '127.0.0.1\tlocalhost backend.panel.test\n::1\tlocalhost ip6-localhost\n127.0.0.1\tpanel\n' > "$WORK/hosts"
printf 'nameserver 127.0.0.1\noptions timeout:1 attempts:2\n' > "$WORK/resolv.conf"
echo panel > "$WORK/hostname"
for f in hosts resolv.conf hostname; do       # a runtime provides these three
  [ -L "$R/etc/$f" ] && rm -f "$R/etc/$f"
  [ -e "$R/etc/$f" ] || : > "$R/etc/$f"
  mount --bind "$WORK/$f" "$R/etc/$f"
done
mount --bind "$WORK/hosts" /etc/hosts; mount --bind "$(readlink -f "$WORK/resolv.conf")" "$(readlink -f /etc/resolv.conf)" 2>/dev/null
ip link set lo up
cd "$WORK/host" || exit 1
H=$WORK/host                      # scratch space of the host side clients
TLS=$CACHE/tls; CA=$CACHE/tls/ca.pem
export CURL_CA_BUNDLE=$CA SSL_CERT_FILE=$CA
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy

FAILS=0; SVC_PIDS=(); TRACE_N=0
ok()   { [ -n "${VERBOSE:-}" ] && echo "  ok   $1"; return 0; }
bad()  { echo "  FAIL $1${2:+: $(printf '%s' "$2" | tr '\n' '|' | cut -c1-300)}"; FAILS=$((FAILS+1)); return 1; }
want() { # LABEL ERE ACTUAL
  if [[ $3 =~ $2 ]]; then ok "$1"; else bad "$1" "want /$2/ got '$3'"; fi
}
check() { # LABEL cmd...
  local l=$1 o; shift
  if o=$("$@" 2>&1); then ok "$l"; else bad "$l" "rc=$? $o"; fi
}
_argv() { # PIDFILE cmd... -> ARGV, the full command line that runs cmd inside the root
  local pidfile=$1 e havepath=0; shift
  ARGV=(env -i)
  for e in "${ENV[@]}"; do case $e in PATH=*) havepath=1;; esac; done
  [ $havepath = 1 ] || ARGV+=("PATH=$DEFAULT_PATH")
  ARGV+=("HOSTNAME=panel")
  for e in "${ENV[@]}" "${EXTRA_ENV[@]}"; do      # what would act on the host's strace and python goes round them (enter.py)
    case $e in LD_*|GLIBC_TUNABLES=*|GCONV_PATH=*|LOCPATH=*|LANG=*|LC_*) e=CASE_ENV_$e;; esac; ARGV+=("$e")
  done
  if [ -n "${TRACE_DIR:-}" ]; then
    TRACE_N=$((TRACE_N+1))
    ARGV+=(/usr/bin/strace -f -y -s 4096 --seccomp-bpf -e signal=none -e trace=%file,fchdir,clone,clone3,fork,vfork,bind,connect
           -o "$TRACE_DIR/$BASHPID.$TRACE_N")
  fi
  [ -z "$ENTER_EMU" ] || ARGV+=(/usr/bin/python3 -I -S "$LIB_DIR/emu.py" "$ENTER_EMU")
  ARGV+=(/usr/bin/python3 -I -S "$LIB_DIR/enter.py" "$R" "$USER" "$WORKDIR" "$pidfile" "$@")
}
EXTRA_ENV=()
# run ENTRYPOINT with these arguments (instead of CMD) in the foreground
run_main() { _argv - "${ENTRYPOINT[@]}" "$@"; timeout -k 2 "${RUN_TIMEOUT:-60}" "${ARGV[@]}"; }
# start ENTRYPOINT with CMD, or with the arguments given, in the background
start_main() {
  [ $# -gt 0 ] || set -- "${CMD[@]}"
  local pf=$WORK/main.pid; rm -f "$pf"
  _argv "$pf" "${ENTRYPOINT[@]}" "$@"
  setsid "${ARGV[@]}" >"$WORK/main.log" 2>&1 </dev/null &
  MAIN_JOB=$!
  local i; for i in $(seq 100); do [ -s "$pf" ] && break; sleep 0.05; done
  MAIN_PID=$(cat "$pf" 2>/dev/null); SVC_PIDS+=("$MAIN_PID")
}
main_alive() { [ -n "${MAIN_PID:-}" ] && kill -0 "$MAIN_PID" 2>/dev/null && [ "$(awk '{print $3}' "/proc/$MAIN_PID/stat" 2>/dev/null)" != Z ]; }
main_log() { tail -c 1500 "$WORK/main.log" 2>/dev/null; }
wait_port() { # PORT [seconds]
  local i n=$(( ${2:-20} * 10 )); [ -n "${TRACE_DIR:-}" ] && n=$((n*6))
  for ((i=0; i<n; i++)); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then return 0; fi
    main_alive || { bad "service ended before port $1 opened" "$(main_log)"; return 1; }
    sleep 0.1
  done
  bad "port $1 never opened" "$(main_log)"; return 1
}
retry() { # SECONDS cmd... : until it succeeds
  local n=$(( $1 * 5 )) i; shift; [ -n "${TRACE_DIR:-}" ] && n=$((n*6))
  for ((i=0; i<n; i++)); do "$@" >/dev/null 2>&1 && return 0; main_alive || return 1; sleep 0.2; done; return 1
}
stop_main() { # TERM, then wait a while for an orderly end
  local i; [ -n "${MAIN_PID:-}" ] || return 0
  kill -TERM "$MAIN_PID" 2>/dev/null
  for i in $(seq 100); do kill -0 "$MAIN_JOB" 2>/dev/null || return 0; sleep 0.1; done
  kill -KILL "$MAIN_PID" 2>/dev/null; sleep 0.3
}
cget() { curl -sS --max-time 15 "$@" 2>&1; }

coproc HOSTD { exec /usr/bin/python3 -I "$LIB_DIR/hostd.py" "$TLS" "$H/www" 2>"$WORK/hostd.log"; }
read -r -t 10 _ <&"${HOSTD[0]}" || die "hostd: $(cat "$WORK/hostd.log")"

probe "$R"; rc=$?
[ -n "${MAIN_PID:-}" ] && stop_main
if [ -n "${TRACE_DIR:-}" ]; then   # scripts that came to be at run time (hooks): the trace does not name their interpreters
  /usr/bin/python3 -I -S - "$WORK/up" "$R" > "$TRACE_DIR/scripts" <<'PY'
import os, sys
print('1 chroot("%s") = 0' % sys.argv[2])
for d, _, fs in os.walk(sys.argv[1]):
    for f in fs:
        p = d + "/" + f
        try:
            if os.path.islink(p) or not os.path.isfile(p) or not os.stat(p).st_mode & 0o111: continue
            with open(p, "rb") as h: w = h.read(256)
        except OSError: continue
        if w[:2] == b"#!" and w[2:].split(): print('1 execve("%s", ["x"], 0x0) = 0' % w.split(b"\n")[0][2:].split()[0].decode("latin1"))
PY
fi
if [ $rc = 0 ] && [ $FAILS = 0 ]; then exit 0; fi
[ $FAILS = 0 ] && echo "  FAIL probe returned $rc"
[ -n "${VERBOSE:-}" ] && { echo "  -- log of the main process:"; main_log | sed 's/^/  | /'; }
exit 1
}
