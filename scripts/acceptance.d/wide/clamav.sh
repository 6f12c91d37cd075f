# clamav: a daemon with a signature database of its own and unpackers for many formats; its client
PACKAGES="clamav-daemon clamdscan zip"
ENTRYPOINT=(clamd)
CMD=(--foreground -c /etc/clamav/clamd.conf)
EXPOSE=(3310)
prepare() { local r=$1; printf 'Test.Shop:0:*:7368 6f70 6576 696c\n' | sed 's/ //g' > "$r/var/lib/clamav/own.ndb"; printf 'TCPSocket 3310\nTCPAddr 0.0.0.0\nLocalSocket /run/clamav/clamd.ctl\nUser clamav\nDatabaseDirectory /var/lib/clamav\nForeground true\nScanArchive true\nBytecode false\n' > "$r/etc/clamav/clamd.conf"; mkdir -p "$r/run/clamav"; fat_run "$r" chown clamav /run/clamav; rm -f "$r/usr/bin/.x"; }
probe() { start_main; wait_port 3310 60 || return 1
  /usr/bin/python3 -I - $H <<'P'
import sys,zipfile,tarfile,io,gzip,bz2,lzma
h=sys.argv[1]; d=b"x"*100+b"shopevil"+b"y"*100
open(h+"/plain","wb").write(d); z=zipfile.ZipFile(h+"/a.zip","w",zipfile.ZIP_DEFLATED); z.writestr("n.txt",d); z.close(); open(h+"/a.gz","wb").write(gzip.compress(d)); open(h+"/a.bz2","wb").write(bz2.compress(d)); open(h+"/a.xz","wb").write(lzma.compress(d))
P
  scan() { /usr/bin/python3 -I -c 'import socket,sys,struct
s=socket.create_connection(("127.0.0.1",3310)); d=open(sys.argv[1],"rb").read(); s.sendall(b"zINSTREAM\0"+struct.pack(">I",len(d))+d+struct.pack(">I",0)); print(s.recv(999).decode().strip("\0\n"))' $H/$1 2>&1; }
  for f in plain a.zip a.gz a.bz2 a.xz; do want "scan $f" 'Test.Shop.*FOUND' "$(scan $f)"; done; echo clean > $H/c; want clean OK "$(scan c)"; want client 'Infected files: 0|OK' "$(echo hi > $R/tmp/f; chmod 644 $R/tmp/f; timeout 20 chroot "$R" clamdscan --fdpass /tmp/f 2>&1)"; }
