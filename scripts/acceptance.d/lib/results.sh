# Runs cases with one tool, and shows what came of it. Sourced by scripts/acceptance.
# A row: case, works (yes/no), bytes and files before, bytes and files after, bytes of notices after, seconds, remark.

run_one() { # CASE TOOL -> a row
  load_case "$1"
  local tool=$2 tag dir=$STORE/$1 fat=$STORE/$1/fat out log t0 t1 rc works=no remark="" cmd notices=0
  tag=$(printf '%s' "$tool" | tr -c 'A-Za-z0-9' - | cut -c1-24); out=$dir/out-$tag; log=$dir/$tag.log
  rm -rf "$out"; t0=$(date +%s.%N)
  if declare -F "tool_$tool" >/dev/null; then
    "tool_$tool" "$1" "$fat" "$out" >"$log" 2>&1 </dev/null; rc=$?
  else
    cmd=${tool//'{fat}'/$fat}; cmd=${cmd//'{out}'/$out}; cmd=${cmd//'{config}'/$dir/config.json}; cmd=${cmd//'{case}'/$1}
    timeout 600 bash -c "$cmd" >"$log" 2>&1 </dev/null; rc=$?
  fi
  t1=$(date +%s.%N)
  [ $rc = 0 ] || remark="exit status $rc: $(head -1 "$log" | tr '\t' ' ' | cut -c1-160)"
  if [ $rc = 0 ] && [ -d "$out" ]; then
    if "$SUITE/probe" "$1" "$out" >"$dir/$tag.probe.log" 2>&1; then works=yes
    else remark=$(grep -m1 FAIL "$dir/$tag.probe.log" | sed 's/^ *FAIL *//' | tr '\t' ' ' | cut -c1-200); fi
    notices=$(notices_size "$out")
    [ $works = no ] || remark=$(extra "$1" "$out" "$notices")
  fi
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" $works "$(tree_stat "$fat" | tr ' ' '\t')" \
    "$([ -d "$out" ] && tree_stat "$out" | tr ' ' '\t' || printf '0\t0')" "$notices" \
    "$(awk -v a="$t0" -v b="$t1" 'BEGIN{printf "%.2f", b-a}')" "$remark"
  [ $keep = 1 ] || rm -rf "$out"
}
# What a result of more than 1.5 times the observed minimum has beyond it, and why the case says that this is so.
extra() { # CASE RESULT NOTICES
  local minimum bytes
  minimum=$(awk -F'\t' -v c="$1" '$1 == c {print $9}' "$SUITE/reference.tsv"); bytes=$(tree_stat "$2" | cut -d' ' -f1)
  [ "${minimum:-0}" -gt 0 ] && [ $(((bytes - $3) * 2)) -gt $((minimum * 3)) ] || return 0
  # Which files the minimum has is known where the reference was recorded.
  if [ -e "$STORE/$1/strace.list" ]; then python3 "$SUITE/lib/extra.py" "$2" "$STORE/$1/strace.list" | tr '\n' ' '; fi
  echo "${EXTRA:-}"
}
run_all() { # TOOL FILE : rows of all cases of $list
  local n
  : > "$2"
  for n in $list; do
    while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n; done
    ( row=$(run_one "$n" "$1"); echo "  $(cut -f1,2 <<<"$row" | tr '\t' ' ')" >&2; flock "$2" bash -c 'printf "%s\n" "$1" >> "$2"' _ "$row" "$2" ) &
  done
  wait
  sort -o "$2" "$2"
}
table() { # FILE : rows for a terminal
  awk -F'\t' '
    function mb(b) { return b >= 1e6 ? sprintf("%.1fM", b/1e6) : sprintf("%.0fk", b/1e3) }
    NR == FNR { min[$1] = $9; next }
    !head++ { printf "%-18s %-5s %8s %6s %8s %6s %8s %8s %6s %6s  %s\n", "case", "works", "before", "files", "after", "files", "notices", "minimum", "ratio", "s", "" }
    { n++; m = min[$1]; r = m > 0 && $2 == "yes" ? ($5-$7)/m : 0
      printf "%-18s %-5s %8s %6d %8s %6d %8s %8s %6s %6s  %s\n", $1, $2, mb($3), $4, mb($5), $6, mb($7), ((m > 0) ? mb(m) : "-"), ((r > 0) ? sprintf("%.2f", r) : "-"), $8, $9
      if ($2 == "yes") { w++; if (r > 0) { k++; l += log(r) } } }
    END { printf "%d passed, %d failed\n", w, n-w; if (k) printf "size to observed minimum, geometric mean of those that work: %.2f\n", exp(l/k) }
  ' "$SUITE/reference.tsv" "$1"
}
merge_reference() { # DIR with rows fat, ldd, strace : new lines replace old ones of the same case
  local out=$SUITE/reference.tsv tab; tab=$(printf '\t')
  { printf 'case\tfat_bytes\tfat_files\tfat_works\tldd_works\tldd_bytes\tldd_files\tstrace_works\tstrace_bytes\tstrace_files\n'
    { join -t "$tab" -o 0,1.3,1.4,1.2,2.2,2.5,2.6 "$1/fat" "$1/ldd" | join -t "$tab" -o 1.1,1.2,1.3,1.4,1.5,1.6,1.7,2.2,2.5,2.6 - "$1/strace"
      awk -F'\t' -v new=" $(echo $list) " '$1 != "case" && index(new, " " $1 " ") == 0' "$out" 2>/dev/null; } | LC_ALL=C sort -t "$tab" -k1,1
  } > "$1/reference" && cp "$1/reference" "$out"
}
write_results() { # FILE : the rows, kept with those of earlier runs, as docs/results.md
  local all=$STORE/results.tsv doc=$top/docs/results.md date; date=$(date -u +%F)
  { awk -F'\t' -v OFS='\t' -v d="$date" '{print $0, d}' "$1"
    awk -F'\t' 'NR == FNR { new[$1]; next } !($1 in new)' "$1" "$all" 2>/dev/null; } | LC_ALL=C sort > "$all.new" && mv "$all.new" "$all"
  { cat <<-END
	# Results
	
	Written by \`scripts/acceptance\` on $date, with pith $(git -C "$top" rev-parse --short HEAD 2>/dev/null) on $(nproc) cores. Each application is an image as its author would write it
	(\`scripts/acceptance.d/cases\`), shrunk with no options but those named there, then run in its result and used with real clients.
	Notices are the bytes of licences and package databases in the result, which are kept for scanners and lawyers (\`--metadata\`). The minimum is
	what strace saw the same use of it touch; the ratio is bytes after to minimum, notices apart.
	
	| application | works | MB before | files | MB after | files | notices | minimum | ratio | seconds | remark |
	| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |
	END
    awk -F'\t' '
      NR == FNR { min[$1] = $9; next }
      { n++; m = min[$1]; r = m > 0 && $2 == "yes" ? ($5-$7)/m : 0; gsub(/\|/, "\\|", $9)
        printf "| %s | %s | %.1f | %d | %.1f | %d | %.1f | %s | %s | %s | %s |\n", $1, $2, $3/1e6, $4, $5/1e6, $6, $7/1e6, ((m > 0) ? sprintf("%.1f", m/1e6) : ""), ((r > 0) ? sprintf("%.2f", r) : ""), $8, $9
        if ($2 == "yes") { w++; b += $3; a += $5; if (r > 0) { k++; l += log(r) } } }
      END { printf "\n%d of %d work; of these, %.0f MB became %.0f MB (%.1f times smaller)", w, n, b/1e6, a/1e6, (a > 0 ? b/a : 0)
            if (k) printf ", and the geometric mean of the ratios is %.2f", exp(l/k)
            print "." }
    ' "$SUITE/reference.tsv" "$all"
  } > "$doc"
  # The last line, with the date, is what the README says.
  tail -n 1 "$doc" > "$all.summary"
  awk -v from="$all.summary" -v date="$date" '
    /^<!-- scripts\/acceptance -->$/ { print; getline line < from; sub(/ work;/, " applications work untouched (" date ");", line); print line; skip = 1; next }
    /^<!-- end -->$/ { skip = 0 }
    !skip' "$top/README.md" > "$all.readme" && cat "$all.readme" > "$top/README.md"
  echo "wrote docs/results.md and its summary in README.md"
}
