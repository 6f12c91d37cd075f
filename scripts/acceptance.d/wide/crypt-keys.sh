# crypt-keys: keys and certificates in a job: gnupg, gpgsm, pass, age, softhsm with openssl's engine, gnutls, certbot, easy-rsa, oathtool, minisign, cryptsetup
PACKAGES="gnupg gpgsm pass age softhsm2 opensc libengine-pkcs11-openssl openssl gnutls-bin cryptsetup-bin signify-openbsd minisign certbot python3-certbot-dns-rfc2136 python3-certbot-nginx easy-rsa ssss oathtool pwgen apg diceware keychain openssh-client libnss3-tools scrypt ccrypt sq tpm2-tools xxd"
ENTRYPOINT=(/usr/local/bin/keys)
CMD=(gpg)
WORKDIR=/work
ENV=("HOME=/work" "SOFTHSM2_CONF=/work/softhsm.conf")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; cat > $1/usr/local/bin/keys <<'X'
#!/bin/bash
set -e
cd /work
case $1 in
 gpg) gpg --batch --passphrase '' --quick-gen-key 'A <a@x.test>' default default never 2>&1; echo geheim | gpg -ear a@x.test > m.asc; gpg -qd m.asc; gpg --batch --yes -b --armor m.asc; gpg --verify m.asc.asc 2>&1 | tail -1; gpg --export-secret-keys --batch --passphrase '' -a | head -1; gpgconf --list-components; gpg --keyserver hkps://svc.dns.test:9443 --recv-keys 0123456789ABCDEF 2>&1 || true; gpgsm --version | head -1; gpgsm --batch --gen-key < p12 2>&1 | head -1 || true ;;
 pass) pass init a@x.test; pass generate -n web/x 12 >/dev/null; echo s3 | pass insert -e web/y; pass show web/y; pass ls; pass git init 2>&1 | head -1 || true; pass grep s3 ;;
 age) age-keygen -o k 2>&1; echo hi | age -r $(age-keygen -y k) | age -d -i k ;;
 hsm) mkdir -p tok; printf 'directories.tokendir=/work/tok\nobjectstore.backend=file\n' > softhsm.conf; softhsm2-util --init-token --free --label t --pin 1234 --so-pin 1234; M=/usr/lib/softhsm/libsofthsm2.so; pkcs11-tool --module $M -l --pin 1234 --keypairgen --key-type rsa:2048 --label k --id 01; pkcs11-tool --module $M -O -l --pin 1234; PKCS11_MODULE_PATH=$M openssl req -engine pkcs11 -keyform engine -key 'pkcs11:token=t;object=k;pin-value=1234' -new -x509 -subj /CN=hsm -out hsm.pem; openssl x509 -in hsm.pem -noout -subject; p11tool --provider $M --list-tokens ;;
 tls) certtool --generate-privkey --outfile gk.pem 2>/dev/null; printf 'cn=x\nca\n' > t.cfg; certtool --generate-self-signed --load-privkey gk.pem --template t.cfg --outfile gc.pem 2>&1 | grep -i subject; gnutls-cli --x509cafile /etc/ssl/certs/ca-certificates.crt -p 9443 svc.dns.test </dev/null 2>&1 | grep -i 'status\|trusted'; make-cadir ca; cd ca; ./easyrsa --batch init-pki; ./easyrsa --batch build-ca nopass >/dev/null 2>&1; ./easyrsa --batch build-server-full srv nopass >/dev/null 2>&1; openssl verify -CAfile pki/ca.crt pki/issued/srv.crt; cd ..; openssl cms -encrypt -in t.cfg -aes256 -outform PEM ca/pki/issued/srv.crt | head -1; openssl pkcs12 -export -legacy -passout pass:x -in ca/pki/issued/srv.crt -inkey ca/pki/private/srv.key -out s.p12; openssl pkcs12 -in s.p12 -legacy -passin pass:x -nokeys | head -1; mkdir -p nss; certutil -N -d nss --empty-password; pk12util -i s.p12 -d nss -W x; certutil -L -d nss ;;
 otp) oathtool --totp -b JBSWY3DPEHPK3PXP -N '2024-01-01 UTC'; echo geheimnis | ssss-split -t 2 -n 3 -q; pwgen 12 1; apg -n 1; diceware -n 3; signify-openbsd -G -n -p s.pub -s s.sec; signify-openbsd -S -s s.sec -m t.cfg -x t.sig; signify-openbsd -V -p s.pub -m t.cfg -x t.sig; printf 'x\nx\n' | minisign -G -f -W -p m.pub -s m.key >/dev/null 2>&1 || true; ssh-keygen -q -t ed25519 -N '' -f sk; ssh-keygen -Y sign -f sk -n file t.cfg 2>&1; eval "$(keychain -q --eval --noask sk 2>/dev/null)"; ssh-add -l ;;
 certbot) certbot plugins --non-interactive --config-dir c --work-dir c --logs-dir c 2>&1; certbot certonly -n --dry-run --standalone --agree-tos -m a@x.test -d svc.dns.test --server https://svc.dns.test:9443/directory --config-dir c --work-dir c --logs-dir c 2>&1 || true ;;
 luks) truncate -s 32M l.img; echo -n pw | cryptsetup luksFormat -q --pbkdf-memory 32000 --pbkdf-force-iterations 4 l.img -; cryptsetup luksDump l.img | head -2; cryptsetup benchmark -c aes-xts 2>&1 | tail -1 || true ;;
esac
X
chmod 755 $1/usr/local/bin/keys; }
probe() {
  work /work; : > $D/p12; O=$(RUN_TIMEOUT=80 run_main gpg 2>&1); want gpg 'geheim.*Good signature.*PRIVATE KEY.*gpg-agent' "$(tr '\n' ' ' <<<"$O")"; want keyserver 'keyserver receive failed: (No data|Not found|Server indicated|General|No keyserver)' "$O"; want gpgsm 'gpgsm .GnuPG' "$O"
  want pass 's3.*web.*y' "$(run_main pass 2>&1 | tr '\n' ' ')"; want age '^hi' "$(run_main age 2>&1 | tail -1)"; O=$(run_main hsm 2>&1); want hsm 'subject=CN = hsm' "$O"; want p11 'SoftHSM' "$O"; O=$(RUN_TIMEOUT=90 run_main tls 2>&1); want gnutls 'The certificate is trusted' "$O"; want rsa 'srv.crt: OK' "$O"; want cms 'BEGIN CMS' "$O"; want nss 'srv' "$(tail -2 <<<"$O")"
  O=$(run_main otp 2>&1); want otp '^[0-9]{6}' "$O"; want ssss '1-[0-9a-f]+' "$O"; want signify 'Signature Verified' "$O"; O=$(RUN_TIMEOUT=60 run_main certbot 2>&1); want certbot 'dns-rfc2136' "$O"; want nginxp 'standalone' "$O"; want acme 'KeyError|newNonce|JSON|Expecting|error occurred|404' "$O"; want luks 'LUKS header' "$(run_main luks 2>&1)"
}
