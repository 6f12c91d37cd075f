# krb5-kdc: a database made at build, a KDC that loads its back end and pre-authentication plug-ins, kadmin inside
PACKAGES="krb5-kdc krb5-admin-server krb5-user"
ENTRYPOINT=(/usr/sbin/krb5kdc)
CMD=(-n)
EXPOSE=(88)
prepare() { local r=$1
  printf '[libdefaults]\n default_realm = SHOP.TEST\n dns_lookup_kdc = false\n rdns = false\n[realms]\n SHOP.TEST = {\n  kdc = 127.0.0.1:88\n  admin_server = 127.0.0.1\n }\n' > "$r/etc/krb5.conf"
  printf '[kdcdefaults]\n kdc_ports = 88\n kdc_tcp_ports = 88\n[realms]\n SHOP.TEST = {\n  max_life = 10h\n  acl_file = /etc/krb5kdc/kadm5.acl\n }\n' > "$r/etc/krb5kdc/kdc.conf"
  fat_run "$r" sh -c 'kdb5_util create -s -P master && kadmin.local -q "addprinc -pw geheim ann" && kadmin.local -q "addprinc -randkey host/panel"' >/dev/null 2>&1 || return 1; }
probe() { start_main; wait_port 88 || return 1; local F=$STORE/krb5/fat; mount -t tmpfs t $F/tmp
  want kinit 'Ticket cache|krbtgt/SHOP.TEST' "$(echo geheim | chroot $F sh -c 'kinit ann && klist' 2>&1)"; want wrong 'incorrect' "$(echo nein | chroot $F kinit ann 2>&1)"; want service 'host/panel' "$(chroot $F sh -c 'kvno host/panel' 2>&1)"; want unknown 'not found' "$(echo x | chroot $F kinit bob 2>&1)"
  want list 'ann@SHOP.TEST' "$(timeout 20 chroot "$R" kadmin.local -q listprincs 2>&1)"; }
