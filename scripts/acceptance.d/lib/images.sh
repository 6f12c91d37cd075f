# For acceptance.d/images: services of its own, images with many layers, and what is asked of each output.
WORK=$(mktemp -d "${TMPDIR:-/var/tmp}/pith-images-XXXXXX") || exit 1
export DOCKER_HOST=unix://$WORK/docker.sock DOCKER_BUILDKIT=0 DOCKER_CONFIG=$WORK/docker-config
docker() { /usr/bin/docker "$@"; }
PORT=$((20000 + $$ % 10000)); REGISTRY=127.0.0.1:$PORT
pids=()
clean_up() {
  docker ps -aq 2>/dev/null | xargs -r /usr/bin/docker rm -f >/dev/null 2>&1
  local pid
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null; done
  [ -n "$keep" ] && echo "kept: $WORK" || rm -rf "$WORK"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

ok() { echo "  ok    $*"; }
bad() { echo "  FAIL  $*"; failed=$((failed + 1)); }
# try WHAT CMD...: runs it quietly; its last words are shown if it fails.
try() {
  local what=$1; shift
  if "$@" >"$WORK/log" 2>&1; then ok "$what"; else bad "$what"; tail -n 3 "$WORK/log" | sed 's/^/        /'; return 1; fi
}

start_services() {
  mkdir -p "$WORK"/docker-config "$WORK"/registry
  dockerd --iptables=false --bridge=none --storage-driver vfs --data-root "$WORK/docker" --exec-root "$WORK/docker-exec" \
    --pidfile "$WORK/docker.pid" --host "$DOCKER_HOST" >"$WORK/dockerd.log" 2>&1 &
  pids+=($!)
  printf 'version: 0.1\nstorage: {filesystem: {rootdirectory: %s/registry}, delete: {enabled: true}}\nhttp: {addr: %s}\n' \
    "$WORK" "$REGISTRY" >"$WORK/registry.yml"
  docker-registry serve "$WORK/registry.yml" >"$WORK/registry.log" 2>&1 &
  pids+=($!)
  local n
  for n in $(seq 100); do
    docker version >/dev/null 2>&1 && curl -s "http://$REGISTRY/v2/" >/dev/null && return 0
    sleep 0.2
  done
  tail -n 3 "$WORK/dockerd.log" "$WORK/registry.log" >&2
  die "docker or the registry does not start"
}

# ---- images with many layers

# make_layers NAME: $WORK/case/layer-1.tar ...: junk; the root without its share, etc and own trees; those; each with deletions and
# replacements of what is below. On top of one another they are the fat root, but for junk that nothing mentions.
make_layers() {
  local fat=$STORE/$1/fat l=$WORK/case/layers
  mkdir -p "$l"/{1/usr/share/doc,1/opt/stale/deep,1/etc/motd/was-a-directory,1/var/lib,4,5,6}
  # below: to be removed, to be replaced by a file, to be hidden by an opaque directory
  head -c 3000000 /dev/urandom >"$l/1/usr/share/doc/removed"; ln "$l/1/usr/share/doc/removed" "$l/1/usr/share/doc/removed-link"
  echo stale >"$l/1/opt/stale/deep/file"; echo old >"$l/1/etc/motd/was-a-directory/file"; ln -s /nowhere "$l/1/var/lib/dpkg"
  mkdir -p "$l/1/usr/lib/junk"; seq 100000 >"$l/1/usr/lib/junk/a"; echo secret >"$l/1/etc/secret-of-a-layer"
  tar -C "$l/1" -cf "$l/1.tar" .
  tar -C "$fat" --xattrs --xattrs-include='*' --exclude=./usr/share --exclude=./etc --exclude=./app --exclude=./srv --exclude=./opt --exclude=./usr/local -cf "$l/2.tar" .
  # Without the link in its way tar would follow it into the layer below.
  tar -C "$fat" --xattrs --xattrs-include='*' -cf "$l/3.tar" ./usr/share
  mkdir -p "$l/4/usr/share/doc" "$l/4/usr/lib"; touch "$l/4/usr/share/doc/.wh.removed" "$l/4/usr/share/doc/.wh.removed-link" "$l/4/usr/lib/.wh.junk" "$l/4/etc-placeholder"
  mkdir -p "$l/4/etc"; touch "$l/4/etc/.wh.secret-of-a-layer" "$l/4/etc/.wh.motd"; rm "$l/4/etc-placeholder"
  # The directories' own owners and modes are the root's.
  tar -C "$fat" --no-recursion -cf "$l/4.tar" ./usr ./usr/share ./usr/share/doc ./usr/lib
  (cd "$l/4" && find . -type f | sort >"$l/4.list" && tar -rf "$l/4.tar" -T "$l/4.list")
  tar -C "$fat" --xattrs --xattrs-include='*' -cf "$l/5.tar" ./etc
  mkdir -p "$l/6/opt"; touch "$l/6/opt/.wh..wh..opq"
  tar -C "$l/6" -cf "$l/6.tar" ./opt/.wh..wh..opq
  (cd "$fat" && ls -d ./app ./srv ./opt ./usr/local 2>/dev/null) >"$l/6.list"
  tar -C "$fat" --xattrs --xattrs-include='*' -rf "$l/6.tar" -T "$l/6.list"
  rm -rf "$l"/[1-6]
}

# The configuration's fields as umoci's options.
umoci_config() { # CONFIG.json IMAGE
  local args=() line
  while IFS= read -r line; do args+=("$line"); done < <(jq -r '.config |
    ((.Entrypoint // [])[] | "--config.entrypoint", .), ((.Cmd // [])[] | "--config.cmd", .), ((.Env // [])[] | "--config.env", .),
    ((.ExposedPorts // {}) | keys[] | "--config.exposedports", .),
    (if (.User // "") != "" then "--config.user", .User else empty end), (if (.WorkingDir // "") != "" then "--config.workingdir", .WorkingDir else empty end)' "$1")
  umoci config --image "$2" "${args[@]}" --config.label org.example.note="carried over" --config.stopsignal SIGQUIT --os linux --architecture amd64 \
    --created 2024-05-06T07:08:09Z
}

by_umoci() { # NAME: $WORK/case/fat:fat, a layout with gzip layers
  local n
  umoci init --layout "$WORK/case/fat" && umoci new --image "$WORK/case/fat:fat" || return 1
  for n in 1 2 3 4 5 6; do
    umoci raw add-layer --image "$WORK/case/fat:fat" "$WORK/case/layers/$n.tar" || return 1
    rm "$WORK/case/layers/$n.tar"
  done
  umoci_config "$STORE/$1/config.json" "$WORK/case/fat:fat"
}

by_docker() { # NAME: the same by docker build, then as a layout. ADD has no whiteouts: RUN removes.
  local l=$WORK/case/layers
  rm "$l"/4.tar; tar --delete -f "$l/6.tar" ./opt/.wh..wh..opq
  {
    echo "FROM scratch"
    echo "ADD 2.tar /"
    echo "ADD 1.tar /"
    echo "ADD 3.tar /"
    echo 'RUN rm -rf /usr/share/doc/removed /usr/share/doc/removed-link /usr/lib/junk /etc/motd /etc/secret-of-a-layer /opt'
    echo "ADD 5.tar /"
    echo "ADD 6.tar /"
    jq -r '.config | (if (.Entrypoint // []) != [] then "ENTRYPOINT " + (.Entrypoint | tojson) else empty end), (if (.Cmd // []) != [] then "CMD " + (.Cmd | tojson) else empty end),
      ((.Env // [])[] | "ENV " + (split("=")[0]) + "=" + ((split("=")[1:] | join("=")) | tojson)), ((.ExposedPorts // {}) | keys[] | "EXPOSE " + .),
      (if (.User // "") != "" then "USER " + .User else empty end), "LABEL org.example.note=\"carried over\"", "STOPSIGNAL SIGQUIT", "WORKDIR " + .WorkingDir' "$STORE/$1/config.json"
  } >"$l/Dockerfile"
  # 1.tar's link would take the place of the package database that 2.tar has.
  tar --delete -f "$l/1.tar" ./var/lib/dpkg
  docker build -q --network none -t fat "$l" || return 1
  docker save -o "$WORK/case/saved.tar" fat || return 1
  docker rmi -f fat >/dev/null; docker image prune -af >/dev/null
  rm -f "$l"/*.tar
  skopeo copy -q "docker-archive:$WORK/case/saved.tar" "oci:$WORK/case/fat:fat"
}

# ---- comparing

# Everything of a tree in one line each, its times in seconds.
tree_list() { # DIR
  (cd "$1" && find . -printf '%P\t%y\t%m\t%U:%G\t%l\t%T@\n' | sed 's/\.[0-9]*$//' | sort)
  (cd "$1" && find . -type f -print0 | sort -z | xargs -0r sha256sum)
}

same_tree() { tree_list "$1" >"$WORK/one"; tree_list "$2" >"$WORK/two"; cmp "$WORK/one" "$WORK/two" || diff "$WORK/one" "$WORK/two" | head -n 5; cmp -s "$WORK/one" "$WORK/two"; }

plan() { "$PITH" plan --format json --root "$1" "${@:2}"; }

# The plan without what the two ways of unpacking cannot agree on: a directory's owner and mode where no layer has an entry for it.
same_plan() { # WHAT SOURCE [OPTIONS]
  if plan "${@:2}" >"$WORK/case/plan" 2>"$WORK/log" && cmp -s "$WORK/case/plan" "$WORK/case/reference-plan"; then ok "$1"; else
    bad "$1"; tail -n 2 "$WORK/log"; diff "$WORK/case/reference-plan" "$WORK/case/plan" | head -n 4
  fi
}

# ---- one application

one_image() { # NAME
  local name=$1 c=$WORK/case form
  "$SUITE/build" "$name" || { bad "$name: no root"; return; }
  [ "$(wc -c <"$STORE/$name/config.json")" -gt 0 ] || return
  make_layers "$name" || { bad "layers"; return; }
  case $name in
    nginx) try "the fat image, by docker build" by_docker "$name" || return ;;
    *) try "the fat image, by umoci" by_umoci "$name" || return ;;
  esac
  local layers; layers=$(skopeo inspect "oci:$c/fat:fat" | jq '.Layers | length')
  [ "$layers" -ge 5 ] && ok "$layers layers" || bad "only $layers layers"
  read_forms "$name"
  write_forms "$name"
}

# The image in every form is one plan.
read_forms() {
  local c=$WORK/case zst
  try "umoci unpacks it" umoci unpack --image "$c/fat:fat" "$c/unpacked" || return
  skopeo inspect --config "oci:$c/fat:fat" >"$c/config.json"
  "$PITH" plan --format json --root "$c/unpacked/rootfs" --config "$c/config.json" >"$c/reference-plan" 2>"$WORK/log" || { bad "the plan of what umoci unpacks"; tail -n 2 "$WORK/log"; return; }
  ok "$(jq '.entries | length' "$c/reference-plan") entries in the plan of what umoci unpacks"
  same_plan "the layout with gzip layers plans to the same" "oci:$c/fat:fat"
  skopeo copy -q "oci:$c/fat:fat" "docker-archive:$c/fat.tar:app:fat"
  same_plan "a docker archive plans to the same" "docker-archive:$c/fat.tar"
  same_plan "so does it on standard input" - <"$c/fat.tar"
  cat "$c/fat.tar" | same_plan "and through a pipe" -
  skopeo copy -q --dest-compress-format zstd "docker-archive:$c/fat.tar" "oci:$c/zstd:fat"
  zst=$(skopeo inspect --raw "oci:$c/zstd:fat" | jq -r '.layers[0].mediaType')
  case $zst in *zstd) same_plan "the layout with zstd layers plans to the same" "oci:$c/zstd" ;; *) bad "skopeo makes no zstd layers: $zst" ;; esac
  skopeo copy -q "oci:$c/fat:fat" "oci-archive:$c/fat-oci.tar:fat"
  same_plan "an OCI archive plans to the same" "$c/fat-oci.tar"
  tar -C "$c/unpacked/rootfs" --xattrs --xattrs-include='*' -cf "$c/root.tar" .
  same_plan "a plain archive plans to the same" "tar:$c/root.tar" --config "$c/config.json"
  skopeo copy -q --dest-tls-verify=false "oci:$c/fat:fat" "docker://$REGISTRY/app:fat"
  same_plan "a registry's image plans to the same" "docker://$REGISTRY/app:fat" --skopeo-option=--src-tls-verify=false
  skopeo copy -q "oci:$c/fat:fat" "$(stored fat)"
  same_plan "an image in podman's storage plans to the same" "$(stored fat)"
  rm -rf "$c/zstd" "$c/fat-oci.tar" "$c/root.tar" "$WORK/registry/docker" "$c/storage" "$c/storage-run"
}

# An image in a storage of the case's own, as podman, buildah and cri-o have one.
stored() { echo "containers-storage:[vfs@$WORK/case/storage+$WORK/case/storage-run]localhost/app:$1"; }

shrink() { "$PITH" shrink --quiet --root "oci:$WORK/case/fat:fat" "$@"; }

write_forms() { # NAME
  local name=$1 c=$WORK/case o out from to
  mkdir "$c/out"
  try "dir:" shrink -o "dir:$c/out/dir" || return
  try "tar:" shrink -o "tar:$c/out/root.tar"
  try "oci:" shrink -o "oci:$c/out/oci:thin"
  try "oci: with zstd" shrink -o "oci:$c/out/zstd:thin" --compression zstd:6
  try "oci: with two layers, not compressed" shrink -o "oci:$c/out/layers:thin" --layers runtime,application --compression none
  try "oci-archive:" shrink -o "oci-archive:$c/out/oci.tar:thin" --compression gzip:1
  try "docker-archive:" shrink -o "docker-archive:$c/out/docker.tar:app:thin"
  try "docker-archive: on standard output" bash -c '"$0" shrink --quiet --root "$1" -o docker-archive:-:app:thin >"$2"' "$PITH" "oci:$c/fat:fat" "$c/out/stream.tar"
  try "a stream is the file's bytes" cmp "$c/out/stream.tar" "$c/out/docker.tar"
  try "two runs on one core and on all give the same bytes" bash -c 'taskset -c 0 "$0" shrink --quiet --root "$1" -o "oci:$2/again:thin" && diff -r "$2/oci" "$2/again"' "$PITH" "oci:$c/fat:fat" "$c/out"
  rm -rf "$c/out/again" "$c/out/stream.tar"

  mkdir "$c/out/tree"; tar -C "$c/out/tree" --xattrs --xattrs-include='*' -xpf "$c/out/root.tar"
  try "the archive is the directory" same_tree "$c/out/dir" "$c/out/tree"
  rm -rf "$c/out/tree"
  for o in oci layers; do
    try "umoci unpacks $o:" umoci unpack --image "$c/out/$o:thin" "$c/out/bundle" && try "$o: is the directory" same_tree "$c/out/dir" "$c/out/bundle/rootfs"
    rm -rf "$c/out/bundle"
  done
  check_config "oci:$c/out/oci:thin"
  interrupted

  for from in "oci:$c/out/oci:thin" "oci:$c/out/zstd:thin" "oci:$c/out/layers:thin" "oci-archive:$c/out/oci.tar:thin" "docker-archive:$c/out/docker.tar"; do
    out=${from##*/}
    try "$out: skopeo inspect --raw" skopeo inspect --raw "$from"
    for to in "dir:$c/copy" "oci:$c/copy:x" "oci-archive:$c/copy" "docker-archive:$c/copy:x:y" "docker-daemon:app:copied" "docker://$REGISTRY/app:thin" \
      "$(stored thin)"; do
      case $out$to in
        # What the other side cannot do: docker 20.10 and skopeo's converters know no zstd.
        zstd*docker-archive:* | zstd*docker-daemon:*) continue ;;
      esac
      try "$out to ${to%%:*}" skopeo copy -q --dest-tls-verify=false --dest-daemon-host "$DOCKER_HOST" "$from" "$to"
      case $to in
        docker:*)
          # skopeo compresses on the way what is not, and takes what the registry has already: those manifests are its own.
          try "  pulled again" skopeo copy -q --src-tls-verify=false "$to" "dir:$c/pulled"
          case $out in oci:* | zstd:*) try "  the manifest is the one pushed" cmp "$c/pulled/manifest.json" <(skopeo inspect --raw "$from") ;; esac
          try "  the configuration too" cmp <(skopeo inspect --config "dir:$c/pulled") <(skopeo inspect --config "$from")
          rm -rf "$c/pulled" "$WORK/registry/docker"
          ;;
        docker-daemon:*) docker rmi -f app:copied >/dev/null 2>&1 ;;
      esac
      rm -rf "$c/copy" "$c/storage" "$c/storage-run"
    done
  done
  try "by skopeo into docker" shrink -o docker-daemon:app:stored --skopeo-option --dest-daemon-host="$DOCKER_HOST"
  docker rmi -f app:stored >/dev/null 2>&1
  try "by skopeo into podman's storage" shrink -o "$(stored thin)" \
    && try "  the configuration is that of the layout" cmp <(skopeo inspect --config "$(stored thin)") <(skopeo inspect --config "oci:$c/out/oci:thin")
  rm -rf "$c/storage" "$c/storage-run"

  try "docker load" docker load -i "$c/out/docker.tar" && run_image "$name" app:thin "loaded by docker"
  docker rmi -f app:thin >/dev/null 2>&1
  skopeo copy -q "oci:$c/out/layers:thin" "docker-archive:$c/two.tar:app:two"
  try "docker load, two layers" docker load -i "$c/two.tar" && run_image "$name" app:two "with two layers"
  docker rmi -f app:two >/dev/null 2>&1
  docker load -qi "$c/fat.tar" >/dev/null
  if (set -o pipefail; docker save app:fat | "$PITH" shrink --quiet -o - --root - | docker load) >"$WORK/log" 2>&1; then
    ok "docker save app | pith shrink -o - --root - | docker load"
    loaded=$(sed -n 's/^Loaded image: //p' "$WORK/log")
    try "the result is called after its source" [ "$loaded" = app:fat-pith ]
    run_image "$name" "$loaded" "piped"
    try "the source keeps its name" docker inspect app:fat
  else bad "docker save app | pith shrink -o - --root - | docker load"; tail -n 2 "$WORK/log"; fi
  docker images -q | sort -u | xargs -r /usr/bin/docker rmi -f >/dev/null 2>&1
}

# A signal while skopeo runs, and while a layer is written: nothing is left.
interrupted() { # NAME
  local c=$WORK/case before signal
  mkdir -p "$c/tmp" "$c/slow"; printf '#!/bin/sh\nexec sleep 30\n' >"$c/slow/skopeo"; chmod +x "$c/slow/skopeo"
  for signal in INT TERM HUP; do
    PATH=$c/slow:$PATH TMPDIR=$c/tmp timeout -s "$signal" 2 "$PITH" plan --root docker://example/app >/dev/null 2>&1
    TMPDIR=$c/tmp timeout -s "$signal" 0.6 "$PITH" shrink --root "oci:$c/fat:fat" -o "oci:$c/tmp/out" --compression zstd:22 >/dev/null 2>&1
    TMPDIR=$c/tmp timeout -s "$signal" 0.9 "$PITH" shrink --root "docker-archive:$c/fat.tar" -o - --compression zstd:22 >/dev/null 2>&1
  done
  sleep 0.2
  [ -z "$(ls -A "$c/tmp")" ] && [ -z "$(pgrep -f "sleep 30" | while read -r pid; do [ "$(ps -o ppid= -p "$pid" | tr -d ' ')" = 1 ] && echo "$pid"; done)" ] && ok "signals leave nothing" || bad "signals leave $(ls -A "$c/tmp")"
  try "without skopeo it says so" bash -c 'PATH=/nowhere "$0" plan --root docker://example/app 2>&1 | /bin/grep "skopeo is not installed"' "$PITH"
}

check_config() { # IMAGE
  local from=$WORK/case/config.json to=$WORK/case/thin.json part
  skopeo inspect --config "$1" >"$to"
  for part in .config.Entrypoint .config.Cmd .config.Env .config.User .config.WorkingDir .config.ExposedPorts .config.StopSignal .created .architecture '.config.Labels."org.example.note"'; do
    [ "$(jq -cS "$part" "$from")" = "$(jq -cS "$part" "$to")" ] || bad "$part is $(jq -c "$part" "$to") and was $(jq -c "$part" "$from")"
  done
  [ "$(jq '.history | length' "$to")" = 1 ] && jq -e '.history[0].created_by | startswith("pith ")' "$to" >/dev/null && ok "one honest entry in the history" || bad "history: $(jq -c .history "$to")"
  local digest; digest=sha256:$(skopeo inspect --raw "oci:$WORK/case/fat:fat" | sha256sum | cut -d' ' -f1)
  [ "$(jq -r '.config.Labels."org.opencontainers.image.base.digest"' "$to")" = "$digest" ] && ok "a label names the source's digest" || bad "labels: $(jq -c .config.Labels "$to")"
  jq -e '.config.Labels."pith.version"' "$to" >/dev/null || bad "no label of pith's version"
}

# ---- running

run_image() { # NAME IMAGE WHAT: as its own user with its own entry point, without a network; a client enters its network namespace
  local id pid n
  id=$(docker run -d --network none --add-host backend.panel.test:127.0.0.1 --add-host svc.dns.test:127.0.0.1 "$2" 2>"$WORK/log") || { bad "docker run, $3"; tail -n 2 "$WORK/log"; return; }
  pid=$(docker inspect -f '{{.State.Pid}}' "$id")
  for n in $(seq 150); do
    if [ "$pid" != 0 ] && "client_${1//-/_}" "$pid" >"$WORK/log" 2>&1; then
      ok "runs, $3: $(tail -n 1 "$WORK/log")"
      docker rm -f "$id" >/dev/null
      return
    fi
    sleep 0.2
  done
  bad "runs, $3"; tail -n 2 "$WORK/log"; docker logs "$id" 2>&1 | tail -n 3
  docker rm -f "$id" >/dev/null
}
inside() { nsenter -t "$1" -n -- "${@:2}"; }
client_node_http() { inside "$1" curl -fsS 'http://127.0.0.1:3000/?name=Ann' | grep 'Hello, Ann'; }
client_nginx() { inside "$1" curl -fsS --cacert "$CACHE/tls/ca.pem" 'https://localhost:8443/lua?name=a-b-c' | grep '"parts":3'; }
client_python_flask() { inside "$1" curl -fsS 'http://127.0.0.1:8000/whoami' | grep 'web WEB'; }
client_postgresql() {
  PGPASSWORD=s3cret PGSSLMODE=verify-full PGSSLROOTCERT=$CACHE/tls/ca.pem inside "$1" \
    psql -X -t -A -h localhost -U postgres -d shop -c "select string_agg(name, ',' order by name) from item" | grep 'Äpfel,Birne,Zebra'
}

# ---- examples/Dockerfile.*: the static executable in a build stage

dockerfiles() {
  local file name static=$PITH
  if ldd "$static" >/dev/null 2>&1; then
    "$scripts/release" "$WORK/pith" >/dev/null || { bad "no static executable"; return; }
    static=$WORK/pith
  fi
  for file in "$top"/examples/Dockerfile.*; do
    case ${file##*.} in node) name=node-http ;; python) name=python-flask ;; *) name=${file##*.} ;; esac
    rm -rf "$WORK/case"; mkdir -p "$WORK/case/context"
    "$SUITE/build" "$name" || { bad "$name: no root"; continue; }
    tar -C "$STORE/$name/fat" --xattrs --xattrs-include='*' -c . | docker import -c 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - app:fat >/dev/null || { bad "$name: docker import"; continue; }
    cp "$static" "$WORK/case/context/pith"
    try "examples/${file##*/}" docker build --network none --build-arg FAT=app:fat -t app:thin -f "$file" "$WORK/case/context" &&
      run_image "$name" app:thin "$(docker image inspect -f '{{.Size}}' app:thin | awk '{printf "%.1f MB", $1 / 1000000}') of $(docker image inspect -f '{{.Size}}' app:fat | awk '{printf "%.1f MB", $1 / 1000000}')"
    docker images -q | sort -u | xargs -r /usr/bin/docker rmi -f >/dev/null 2>&1
  done
}
