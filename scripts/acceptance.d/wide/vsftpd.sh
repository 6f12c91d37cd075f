# vsftpd: people by PAM, chroot, TLS, lists with names of owners, anonymous
PACKAGES="vsftpd"
ENTRYPOINT=(vsftpd)
CMD=(/etc/vsftpd.conf -obackground=NO)
EXPOSE=(21)
prepare() { add_user "$1" ann 1401; fat_run "$1" sh -c 'echo ann:geheim | chpasswd; mkdir -p /var/run/vsftpd/empty; echo hallo > /srv/ftp/a.txt'; mkdir -p "$1/etc/vsftpd"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$1/etc/vsftpd/"
  printf 'listen=YES\nlisten_ipv6=NO\nanonymous_enable=YES\nlocal_enable=YES\nwrite_enable=YES\nchroot_local_user=YES\nallow_writeable_chroot=YES\nuse_localtime=YES\npam_service_name=vsftpd\nssl_enable=YES\nforce_local_data_ssl=NO\nforce_local_logins_ssl=NO\nrsa_cert_file=/etc/vsftpd/server.crt\nrsa_private_key_file=/etc/vsftpd/server.key\nrequire_ssl_reuse=NO\nseccomp_sandbox=NO\n' > "$1/etc/vsftpd.conf"; }
probe() { start_main; wait_port 21 || return 1
  local o; o=$(/usr/bin/python3 -I - <<'P' 2>&1
import ftplib, ssl, io
f = ftplib.FTP(); f.connect("127.0.0.1", 21, 20)
try: f.login("ann", "falsch"); print("accepted")
except ftplib.error_perm as e: print("refused", e)
f = ftplib.FTP(); f.connect("127.0.0.1", 21, 20); f.login("ann", "geheim"); f.storbinary("STOR b.txt", io.BytesIO(b"x\n")); l = []; f.retrlines("LIST", l.append); print(l); f.quit()
a = ftplib.FTP(); a.connect("127.0.0.1", 21, 20); a.login(); b = []; a.retrlines("LIST", b.append); print("anon", b); a.quit()
t = ftplib.FTP_TLS(context=ssl.create_default_context()); t.connect("localhost", 21, 20); t.login("ann", "geheim"); t.prot_p(); b = []; t.retrbinary("RETR b.txt", b.append); print("tls", t.sock.cipher()[0], b); t.quit()
P
)
  want refused refused "$o"; want list 'b.txt' "$o"; want anon 'anon.*a.txt' "$o"; want tls 'tls TLS_.*x' "$o"; }
