# backup-tools: a nightly job: restic, borg, duplicity, rclone, rsync, rdiff-backup, s3cmd-like clients; encryption, mount-less restores
PACKAGES="restic borgbackup duplicity rclone rsync rdiff-backup gnupg openssh-client ca-certificates zstd s3cmd lftp"
ENTRYPOINT=(/usr/bin/nice -n 5 /usr/local/bin/nightly)
CMD=(all)
WORKDIR=/work
ENV=("HOME=/work" "RESTIC_PASSWORD=x" "BORG_PASSPHRASE=x" "PASSPHRASE=x" "RESTIC_REPOSITORY=/work/restic")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; cat > "$1/usr/local/bin/nightly" <<'X'
#!/bin/sh
set -e
S=/work/data
case $1 in
 restic) restic init -q; restic backup -q --tag t $S; restic snapshots; restic check; restic restore -q latest --target /work/rr; cat /work/rr/work/data/a; restic forget -q --keep-last 1 --prune; restic stats ;;
 borg) borg init -e repokey-blake2 /work/borg 2>&1 | tail -1; borg create --stats -C zstd,6 /work/borg::{hostname}-{now:%Y} $S 2>&1; borg list /work/borg; borg check --verify-data /work/borg; mkdir -p /work/rb; cd /work/rb; borg extract /work/borg::$(borg list --short /work/borg | head -1); cat work/data/a; borg prune --keep-daily 3 -v /work/borg 2>&1 | tail -1; borg export-tar /work/borg::$(borg list --short /work/borg) - | tar t | head -2; borg key export /work/borg; borg compact -v /work/borg 2>&1 ;;
 dup) duplicity full $S file:///work/dup; duplicity collection-status file:///work/dup | tail -8; duplicity restore file:///work/dup /work/rd; cat /work/rd/a ;;
 duphttps) duplicity full --no-encryption $S webdavs://u:p@svc.dns.test:9443/dav 2>&1 || true ;;
 rclone) rclone copy $S :local:/work/rc; rclone ls /work/rc; rclone --config /work/rclone.conf config create c crypt remote=/work/crypt password=xyzxyz >/dev/null; rclone --config /work/rclone.conf copy $S c:; ls /work/crypt | head -2; rclone --config /work/rclone.conf cat c:a; rclone copyurl https://svc.dns.test:9443/hello/rc /work/u; cat /work/u ;;
 rsync) rsync -aHAXz --delete --info=stats1 $S/ /work/rs/; rsync -a --compress-choice=zstd -e /work/fakessh $S/ host:/work/rs2/; cat /work/rs2/a ;;
 rdiff) rdiff-backup $S /work/rdb 2>&1; echo 2 >> $S/a; sleep 1; rdiff-backup $S /work/rdb 2>&1; rdiff-backup -l /work/rdb; rdiff-backup -r 1B /work/rdb/a /work/olda 2>&1; cat /work/olda ;;
 s3) s3cmd --access_key=a --secret_key=b --host=svc.dns.test:9443 --host-bucket=svc.dns.test:9443 ls 2>&1 | head -3 || true; lftp -c 'open https://svc.dns.test:9443; cat hello/lftp' 2>&1 ;;
esac
X
chmod 755 "$1/usr/local/bin/nightly"; }
probe() {
  work /work; mkdir -p "$D/data/üm"; echo inhalt > "$D/data/a"; head -c 200000 /dev/urandom > "$D/data/üm/b"
  printf '#!/bin/sh\nshift\nexec sh -c "$*"\n' > "$D/fakessh"; chmod 755 "$D/fakessh"
  want restic 'no errors were found.*inhalt' "$(run_main restic 2>&1 | tr '\n' ' ')"
  want borg 'panel-20.*inhalt.*BORG_KEY' "$(run_main borg 2>&1 | tr '\n' ' ')"
  want duplicity 'inhalt' "$(run_main dup 2>&1)"; want dupdav 'WebDAV|webdav|PROPFIND' "$(run_main duphttps 2>&1)"
  want rclone 'inhalt.*/hello/rc' "$(run_main rclone 2>&1 | tr '\n' ' ')"
  want rsync 'inhalt' "$(run_main rsync 2>&1)"; want rdiff 'inhalt' "$(run_main rdiff 2>&1)"
  want s3 'hello from /hello/lftp' "$(run_main s3 2>&1)"; want s3cmd 'ERROR|S3 error|DIR' "$(run_main s3 2>&1)"
}
