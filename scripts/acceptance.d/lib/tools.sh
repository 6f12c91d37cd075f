# Ways to shrink, each tool_NAME CASE FAT OUT: pith itself, and what it is compared with. Sourced by scripts/acceptance.
tool_pith() { # no hints: the image configuration says what runs, or a profile where the case is a bare runtime
  local what=(--config "$STORE/$1/config.json")
  [ -z "$BARE" ] || what=(--profile "$BARE")
  "$top/.build/release/pith" shrink --root "$2" "${what[@]}" -o "$3" "${OPTIONS[@]}"
}
copy_list() { # FAT OUT < NUL list of relative paths: copies them with their parent directories
  local fat=$1 out=$2
  mkdir -p "$out"
  /usr/bin/python3 -I -c '
import os,sys
seen=set()
for p in sys.stdin.buffer.read().split(b"\0"):
    if not p: continue
    c=p.strip(b"/").split(b"/")
    for i in range(1,len(c)+1): seen.add(b"/".join(c[:i]))
for p in sorted(seen): sys.stdout.buffer.write(b"./"+p+b"\0")' |
  tar -C "$fat" --xattrs --xattrs-include='*' --no-recursion --null -T - -cf - | tar -C "$out" --xattrs --xattrs-include='*' -xpf -
  chmod --reference="$fat" "$out"
}
chain() { # FAT PATH : the path with all symlinks on its way (relative, newline separated)
  /usr/bin/python3 -I - "$1" "$2" <<'PY'
import os,sys
fat,path=sys.argv[1:]
todo=[c for c in path.split("/") if c]; cur=[]; n=0
while todo and n<200:
    n+=1; c=todo.pop(0)
    if c in(".",):continue
    if c=="..":
        if cur:cur.pop()
        continue
    p="/".join(cur+[c])
    if not os.path.lexists(fat+"/"+p): break
    print(p)
    if os.path.islink(fat+"/"+p):
        t=os.readlink(fat+"/"+p)
        if t.startswith("/"):cur=[]
        todo=[x for x in t.split("/") if x]+todo
    else: cur.append(c)
PY
}
which_in() { # FAT NAME : a command's path inside FAT
  local d e path=$DEFAULT_PATH; case $2 in /*) echo "$2"; return;; esac
  for e in "${ENV[@]}"; do case $e in PATH=*) path=${e#PATH=};; esac; done
  case $2 in */*) echo "${WORKDIR%/}/$2"; return;; esac
  for d in ${path//:/ }; do [ -e "$1$d/$2" ] || [ -L "$1$d/$2" ] && { echo "$d/$2"; return; }; done
}
ldd_of() { # FAT PATH : paths of libraries, the classic way
  local o
  if [ -x "$1/usr/bin/ldd" ] && [ "$BASE" = debian ]; then
    o=$(chroot "$1" /usr/bin/ldd "$2" 2>/dev/null) && printf '%s\n' "$o" | grep -oE '/[^ ]+' | sort -u
  else
    lddtree -R "$1" -l "$2" 2>/dev/null | sed "s,^$1,," | sort -u
  fi
}
tool_fat() { cp -a "$2" "$3"; }
tool_ldd() { # the binary, its interpreter if a script, what ldd lists, files named on the command line, LDD_EXTRA, passwd
  local fat=$2 out=$3 e l f sb todo=() a
  e=$(which_in "$fat" "${ENTRYPOINT[0]}")
  todo=("$e")
  if [ "$(head -c2 "$fat/$(chain "$fat" "$e" | tail -1)" 2>/dev/null | tr -d '\0')" = '#!' ]; then
    sb=$(head -1 "$fat/$(chain "$fat" "$e" | tail -1)" | sed 's/^#! *//')
    for a in $sb; do case $a in -*) ;; *) a=$(which_in "$fat" "$a"); [ -n "$a" ] && todo+=("$a");; esac; done
    # the script's command, as the blogs do it
    [ ${#CMD[@]} -gt 0 ] && a=$(which_in "$fat" "${CMD[0]}") && [ -n "$a" ] && todo+=("$a")
  fi
  { for e in "${todo[@]}"; do
      chain "$fat" "$e"
      for l in $(ldd_of "$fat" "$(printf '/%s' "$(chain "$fat" "$e" | tail -1)")"); do chain "$fat" "$l"; done
    done
    for a in "${ENTRYPOINT[@]:1}" "${CMD[@]}" "${LDD_EXTRA[@]}" "$WORKDIR" /etc/passwd /etc/group /tmp; do
      case $a in /|/etc|/usr) ;; /*) if [ -d "$fat$a" ]; then chain "$fat" "$a"; find "$fat$a" -printf '%P\n' | sed "s,^,${a#/}/,"; elif [ -e "$fat$a" ]; then chain "$fat" "$a"; fi;; esac
    done
  } | sort -u | tr '\n' '\0' | copy_list "$fat" "$out"
}
tool_strace() { # what a dynamic slimmer keeps: everything the probe made the processes name
  local fat=$2 out=$3 tr=$STORE/$1/trace
  rm -rf "$tr"; mkdir -p "$tr"
  TRACE_DIR=$tr "$SUITE/probe" "$1" "$fat" >"$tr.log" 2>&1 || { echo "  (traced probe of the fat root failed: $(head -3 "$tr.log" | tr '\n' ' '))" >&2; }
  { /usr/bin/python3 -I "$LIB_DIR/trace2list.py" "$fat" "$tr"/*
    [ -n "$USER" ] && printf 'etc/passwd\0etc/group\0'
    [ "$WORKDIR" != / ] && printf '%s\0' "${WORKDIR#/}"
  } > "$STORE/$1/strace.list"
  copy_list "$fat" "$out" < "$STORE/$1/strace.list"
}
