# Shared by build, probe, lib/inner.sh and the cases; sourced, bash only.
# Roots and downloads live outside the tree: $PITH_CACHE/acceptance, default ~/.cache/pith/acceptance.
LIB_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
SUITE=$(cd "$LIB_DIR/.." && pwd)
STORE=$(realpath -m "${PITH_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/pith}/acceptance")
CACHE=$STORE/.cache
# Which Debian the roots are made of. Another one than that of the references needs a PITH_CACHE of its own, and tells only what works and what not.
DEBIAN=${PITH_DEBIAN:-bookworm}
USER_PATH=${USER_PATH:-$PATH}
export USER_PATH PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
unset LD_PRELOAD LD_LIBRARY_PATH PYTHONPATH PERL5LIB RUBYLIB NODE_PATH
export LC_ALL=C.UTF-8 LANG=C.UTF-8
DEFAULT_PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

die() { echo "acceptance: $*" >&2; exit 1; }

# The file of a case: of the suite proper, or of the further ones in wide.
case_file() { # NAME
  local f
  for f in "$SUITE/cases/$1.sh" "$SUITE/wide/$1.sh"; do if [ -f "$f" ]; then echo "$f"; return 0; fi; done
  return 1
}
wide_cases() { local f; for f in "$SUITE"/wide/*.sh; do f=${f##*/}; echo "${f%.sh}"; done; }
all_cases() { local f; for f in "$SUITE"/cases/*.sh; do f=${f##*/}; echo "${f%.sh}"; done; }

expand_cases() { # NAME...|all|ci|wide -> one per line
  local n
  for n in "$@"; do
    if [ "$n" = all ]; then all_cases; elif [ "$n" = ci ]; then cat "$SUITE/ci"; elif [ "$n" = wide ]; then wide_cases; else
      case_file "$n" >/dev/null || die "no such case: $n"
      echo "$n"
    fi
  done
}

load_case() { # sets the declaration variables and functions of one case
  CASE=$1
  PACKAGES=""; ENTRYPOINT=(); CMD=(); ENV=(); USER=""; WORKDIR="/"; EXPOSE=()
  BASE=debian            # debian | none (then the case defines build_root)
  LDD_EXTRA=()           # paths an author of an "ldd Dockerfile" would COPY too
  OPTIONS=()             # what the case passes to pith shrink besides root, configuration and output
  BARE=""                # the name of a profile: the case is that runtime alone, for applications that come later
  EXTRA=""               # why a result of more than 1.5 times the observed minimum is as large as it is
  ENTER_EMU=""           # emulator for foreign roots (see cases/arm64-*.sh)
  prepare() { :; }
  probe() { echo "case has no probe"; return 1; }
  unset -f build_root 2>/dev/null
  . "$(case_file "$CASE")" || die "cannot source case $CASE"
}

# ---- test PKI: one CA, one server certificate, made once per cache
ensure_tls() {
  local d=$CACHE/tls
  [ -s "$d/server.pem" ] && return 0
  mkdir -p "$d"
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/O=Panel/CN=Panel Test CA" \
    -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" \
    -keyout "$d/ca.key" -out "$d/ca.pem" 2>/dev/null || die "openssl CA"
  openssl req -newkey rsa:2048 -nodes -subj "/O=Panel/CN=localhost" \
    -keyout "$d/server.key" -out "$d/server.csr" 2>/dev/null || die "openssl csr"
  openssl x509 -req -days 3650 -in "$d/server.csr" -CA "$d/ca.pem" -CAkey "$d/ca.key" -CAcreateserial \
    -extfile <(printf 'subjectAltName=DNS:localhost,DNS:backend.panel.test,DNS:svc.dns.test,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n') \
    -out "$d/server.crt" 2>/dev/null || die "openssl sign"
  cat "$d/server.key" "$d/server.crt" > "$d/server.pem.tmp" && mv "$d/server.pem.tmp" "$d/server.pem"
}

# ---- size accounting: regular files, hard links counted once
tree_stat() { # DIR -> "bytes files"
  find "$1" -xdev -type f -printf '%D:%i %s\n' 2>/dev/null | sort -u | awk '{b+=$2; n++} END {printf "%d %d\n", b, n}'
}
notices_size() { # DIR -> bytes of licences and package databases, which are kept for people, not for the application
  local p; for p in usr/share/doc usr/share/licenses usr/share/common-licenses var/lib/dpkg lib/apk usr/lib/apk etc/apk var/lib/rpm usr/lib/sysimage usr/share/rpm; do
    [ ! -d "$1/$p" ] || find "$1/$p" -xdev -type f -printf '%D:%i %s\n'
  done | sort -u | awk '{b+=$2} END {printf "%d\n", b}'
}
human() { awk -v b="$1" 'BEGIN{ if (b>=1048576) printf "%.1fM", b/1048576; else if (b>=1024) printf "%.1fK", b/1024; else printf "%dB", b }'; }

# ---- build-time helpers, for prepare()
ensure_base() {
  [ -s "$CACHE/base-amd64.tar" ] && return
  echo "building the base root" >&2
  mmdebstrap --quiet --variant=minbase --include=ca-certificates,tzdata,netbase,apt-utils \
    --dpkgopt=force-unsafe-io "$DEBIAN" "$CACHE/base-new.tar" || die "mmdebstrap"
  # ready for quick installs: package lists in, as between `apt-get update` and `install`
  local t=$CACHE/base-tmp; rm -rf "$t"; mkdir "$t"
  tar -C "$t" --xattrs --xattrs-include='*' -xpf "$CACHE/base-new.tar" || die "tar"
  cp --remove-destination /etc/resolv.conf "$t/etc/resolv.conf"
  printf '#!/bin/sh\nexit 101\n' > "$t/usr/sbin/policy-rc.d"; chmod 755 "$t/usr/sbin/policy-rc.d"
  echo 'APT::Update::Post-Invoke { "rm -f /var/cache/apt/*.bin || true"; };' > "$t/etc/apt/apt.conf.d/docker-clean"
  fat_run "$t" apt-get -qq update || die "apt-get update"
  tar -C "$t" --xattrs --xattrs-include='*' -cpf "$CACHE/base-amd64.tar.new" . && mv "$CACHE/base-amd64.tar.new" "$CACHE/base-amd64.tar"
  rm -rf "$t" "$CACHE/base-new.tar"
}
fat_run() { # ROOT cmd... : run in the root being built (host network, private mounts and pids)
  local root=$1; shift
  env -i PATH=$DEFAULT_PATH HOME=/root DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 TERM=dumb \
    R="$root" DEBS="$CACHE/debs" \
    unshare --mount --propagation private --pid --fork --kill-child bash -c '
      mount -t proc proc "$R/proc" || exit 1
      mount -t tmpfs -o mode=755 tmpfs "$R/dev" || exit 1
      for d in null zero full random urandom; do touch "$R/dev/$d"; mount --bind /dev/$d "$R/dev/$d"; done
      ln -s /proc/self/fd "$R/dev/fd"; mkdir -m 1777 "$R/dev/shm"; mkdir "$R/dev/pts"
      if [ -d "$R/var/cache/apt/archives" ]; then mount --bind "$DEBS" "$R/var/cache/apt/archives"; fi
      exec chroot "$R" "$@"' _ "$@"
}
fat_apt() { # ROOT pkg...
  local root=$1; shift
  fat_run "$root" apt-get -qq install -y --no-install-recommends \
    -o Dpkg::Options::=--force-unsafe-io -o APT::Keep-Downloaded-Packages=true \
    -o Dpkg::Use-Pty=0 -o APT::Sandbox::User=root "$@"
}
trust_test_ca() { # ROOT : the test CA among the system CAs, as update-ca-certificates does it
  mkdir -p "$1/usr/local/share/ca-certificates"
  cp "$CACHE/tls/ca.pem" "$1/usr/local/share/ca-certificates/test-ca.crt"
  fat_run "$1" update-ca-certificates >/dev/null 2>&1 || die "update-ca-certificates in $1"
}
add_user() { # ROOT name uid
  fat_run "$1" sh -c "groupadd -g $3 $2 && useradd -m -u $3 -g $3 -s /bin/sh $2"
}
builder_root() { # prints the path of a cached Debian root with compilers (packages as args)
  local tag b; tag=$(printf '%s\n' "$@" | sort | md5sum | cut -c1-10); b=$CACHE/builder-$tag
  if [ ! -e "$b/.ok" ]; then
    rm -rf "$b"; mkdir -p "$b"
    tar -C "$b" --xattrs --xattrs-include='*' -xpf "$CACHE/base-amd64.tar" || return 1
    cp /etc/resolv.conf "$b/etc/resolv.conf"
    { fat_run "$b" apt-get -qq update && fat_apt "$b" "$@"; } >"$b.log" 2>&1 || { tail -5 "$b.log" >&2; return 1; }
    touch "$b/.ok"
  fi
  echo "$b"
}
