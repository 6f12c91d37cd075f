# For cases whose root gets packages from PyPI; sourced.
# pip_run ROOT cmd... : as fat_run, with a cache of pip's outside of the root
pip_run() {
  local root=$1; shift
  mkdir -p "$CACHE/pipcache" "$root/root/.cache/pip"; cp -L /etc/ssl/certs/ca-certificates.crt "$CACHE/pipcache/ca.crt"
  env -i PATH=$DEFAULT_PATH HOME=${RUN_HOME:-/root} LC_ALL=C.UTF-8 TERM=dumb R="$root" PC="$CACHE/pipcache" PIP_CACHE_DIR=/root/.cache/pip PIP_CERT=/root/.cache/pip/ca.crt SSL_CERT_FILE=/root/.cache/pip/ca.crt PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PIP_DEFAULT_TIMEOUT=180 UV_CACHE_DIR=/root/.cache/pip/uv UV_LINK_MODE=copy \
    unshare --mount --propagation private --pid --fork --kill-child bash -c '
      mount -t proc proc "$R/proc" || exit 1
      mount -t tmpfs -o mode=755 tmpfs "$R/dev" || exit 1
      for d in null zero full random urandom; do touch "$R/dev/$d"; mount --bind /dev/$d "$R/dev/$d"; done
      ln -s /proc/self/fd "$R/dev/fd"; mkdir -m 1777 "$R/dev/shm"
      mount --bind "$PC" "$R/root/.cache/pip"
      exec chroot "$R" "$@"' _ "$@"
  local rc=$?; rmdir "$root/root/.cache/pip" "$root/root/.cache" 2>/dev/null; return $rc
}
# venv ROOT DIR pkg... : python3 -m venv DIR && DIR/bin/pip install pkg...
venv() { local r=$1 d=$2; shift 2; pip_run "$r" python3 -m venv "$d" && pip_run "$r" "$d/bin/pip" install -q "$@"; }
