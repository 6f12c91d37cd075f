# containers-cli: skopeo, buildah, podman, umoci: build, copy and run images with vfs storage and no daemon
PACKAGES="podman buildah skopeo umoci crun runc containernetworking-plugins conmon fuse-overlayfs slirp4netns ca-certificates uidmap"
ENTRYPOINT=(/usr/local/bin/box)
WORKDIR=/work
ENV=("HOME=/root" "STORAGE_DRIVER=vfs" "BUILDAH_ISOLATION=chroot")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; cat > "$1/usr/local/bin/box" <<'X'
#!/bin/bash
set -e
case $1 in
 build) c=$(buildah from scratch); m=$(buildah mount $c); mkdir -p $m/bin; cp -a /work/tool $m/bin/tool; buildah config --cmd /bin/tool $c; buildah commit -q $c tool:1; buildah images; printf 'FROM tool:1\nCOPY x /x\nRUN ["/bin/tool"]\n' > Dockerfile; buildah bud -q -t two . 2>&1 ;;
 copy) skopeo copy -q containers-storage:localhost/tool:1 oci:/work/img:1; skopeo inspect oci:/work/img:1 | head -3; skopeo copy -q oci:/work/img:1 docker-archive:/work/a.tar:tool:2; umoci unpack --image img:1 b >/dev/null 2>&1; ls b; skopeo inspect docker://svc.dns.test:9443/x/y 2>&1 || true ;;
 pod) podman images; podman info | head -3; podman load -q -i /work/a.tar 2>&1; podman run --rm --network none --cgroups disabled tool:2 2>&1; podman run --rm --runtime runc --network none --cgroups disabled tool:2 2>&1 || true; podman ps -a; podman volume create v ;;
esac
X
chmod 755 "$1/usr/local/bin/box"; b=$(builder_root gcc libc6-dev) || return 1; printf '#include <stdio.h>\nint main(void){puts("tool ran");return 0;}\n' > "$b/tmp/t.c"; fat_run "$b" gcc -static -o /tmp/t /tmp/t.c && cp "$b/tmp/t" "$1/opt/tool"; }
probe() {
  work /work; cp "$STORE/containers-cli/fat/opt/tool" "$D/tool"; chmod 755 "$D/tool"; echo x > "$D/x"
  mount -t tmpfs x "$R/var/lib/containers" 2>/dev/null || { mkdir -p "$R/var/lib/containers"; mount -t tmpfs x "$R/var/lib/containers"; }; mount -t tmpfs x "$R/run"; mount -t tmpfs x "$R/tmp"; mount -t cgroup2 none "$R/sys/fs/cgroup"
  want build 'localhost/tool' "$(run_main build 2>&1 | tr '\n' ' ')"; want copy 'Digest.*config.json.*(unauthorized|manifest|invalid|error|pinging)' "$(run_main copy 2>&1 | tr '\n' ' ')"; want podman 'host:' "$(run_main pod 2>&1 | tr '\n' ' ')"; want run 'tool ran' "$(run_main pod 2>&1 | tr '\n' ' ')"
}
