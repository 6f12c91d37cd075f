# A root of Debian 13, for cases that say BASE=none: sourced by them.
trixie_root() { # ROOT pkg...
  local r=$1 b=$CACHE/base-trixie.tar t; shift
  if [ ! -s "$b" ]; then
    echo "building the base root of trixie" >&2
    mmdebstrap --quiet --variant=minbase --include=ca-certificates,tzdata,netbase,apt-utils --dpkgopt=force-unsafe-io trixie "$CACHE/base-trixie-new.tar" || return 1
    t=$CACHE/base-trixie-tmp; rm -rf "$t"; mkdir "$t"
    tar -C "$t" --xattrs --xattrs-include='*' -xpf "$CACHE/base-trixie-new.tar" || return 1
    cp --remove-destination /etc/resolv.conf "$t/etc/resolv.conf"
    printf '#!/bin/sh\nexit 101\n' > "$t/usr/sbin/policy-rc.d"; chmod 755 "$t/usr/sbin/policy-rc.d"
    fat_run "$t" apt-get -qq update || return 1
    tar -C "$t" --xattrs --xattrs-include='*' -cpf "$CACHE/base-trixie-done.tar" . && mv "$CACHE/base-trixie-done.tar" "$b"
    rm -rf "$t" "$CACHE/base-trixie-new.tar"
  fi
  tar -C "$r" --xattrs --xattrs-include='*' -xpf "$b" || return 1
  if [ $# -gt 0 ]; then fat_apt "$r" "$@" >"$(dirname "$r")/apt.log" 2>&1 || { tail -5 "$(dirname "$r")/apt.log" >&2; return 1; }; fi
  trust_test_ca "$r"
}
