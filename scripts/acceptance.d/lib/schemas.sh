#!/usr/bin/env bash
# Validates every JSON that pith writes against its schema in docs/schemas, and SARIF against the schema of SARIF 2.1.0.
#   schemas.sh ROOT PITH
# The schema of SARIF comes with the source of the Python package sarif-om, which pip fetches once, into the cache.
set -eu -o pipefail
root=$1 pith=$2
top=$(dirname "$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")")
cache=${PITH_CACHE:-$HOME/.cache/pith}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sarif=$cache/sarif-2.1.0.json
if [ ! -e "$sarif" ]; then
  pip3 download -q --no-deps --no-binary :all: -d "$work/sarif" sarif-om==1.0.4 >&2
  tar -xzf "$work"/sarif/sarif_om-1.0.4.tar.gz -C "$work" sarif_om-1.0.4/sarif-2.1.0-rtm.4.json
  mkdir -p "$cache"
  mv "$work/sarif_om-1.0.4/sarif-2.1.0-rtm.4.json" "$sarif"
fi

# Status 1 (findings, differences) is as good as 0 here.
run() { local out=$1; shift; "$pith" "$@" > "$work/$out" || [ $? = 1 ]; }
# A second root with a few things changed and badly named.
cp -a "$root" "$work/other"
printf '#!/bin/gone\n' > "$work/other/usr/bin/lost"
chmod 4755 "$work/other/usr/bin/lost"
ln -s nowhere "$work/other/opt/"$'bad\xff"\n'
rm "$work/other/usr/bin/perl"
words=(perl -e 'use POSIX; print 1')

run tree.json tree --root "$root" --format json /usr/bin/perl /usr/bin/python3 /bin/bash
run audit.json audit --root "$work/other" --format json
run audit.sarif audit --root "$work/other" --format sarif
run plan.json plan --root "$root" --format json --lock "$work/lock.json" "${words[@]}"
run likely.json plan --root "$root" --format json --evidence required --keep '/opt/**' python3
run diff.json diff --format json "$root" "$work/other"
run plans.json diff --format json "$work/plan.json" "$work/likely.json"

check() { # SCHEMA FILE...
  python3 - "$@" <<'END'
import json, sys
import jsonschema
schema = json.load(open(sys.argv[1]))
validator = jsonschema.validators.validator_for(schema)(schema)
for name in sys.argv[2:]:
    errors = list(validator.iter_errors(json.load(open(name))))
    print(f"  {name.rsplit('/', 1)[1]}: " + ("valid" if not errors else f"{len(errors)} errors: {list(errors[0].absolute_path)} {errors[0].message[:200]}"))
    if errors:
        sys.exit(1)
END
}
failed=0
check "$top/docs/schemas/pith.tree-1.json" "$work/tree.json" || failed=1
check "$top/docs/schemas/pith.audit-1.json" "$work/audit.json" || failed=1
check "$top/docs/schemas/pith.plan-1.json" "$work/plan.json" "$work/likely.json" || failed=1
check "$top/docs/schemas/pith.lock-1.json" "$work/lock.json" || failed=1
check "$top/docs/schemas/pith.diff-1.json" "$work/diff.json" "$work/plans.json" || failed=1
check "$sarif" "$work/audit.sarif" || failed=1
exit $failed
