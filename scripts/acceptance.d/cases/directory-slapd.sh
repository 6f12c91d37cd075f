# directory-slapd: a directory server: back-ends as plug-ins for libtool's loader, schemas by include, passwords by a module, TLS, a unix socket
PACKAGES="slapd ldap-utils"
ENTRYPOINT=(/usr/sbin/slapd -d 0 -h "ldap://:1389 ldaps://:1636 ldapi:///")
CMD=(-u openldap -g openldap -f /etc/ldap/site.conf)
EXPOSE=(1389 1636)
prepare() {
  local r=$1; mkdir -p "$r/etc/ldap/tls" "$r/srv/ldap"; cp "$CACHE/tls/server.crt" "$CACHE/tls/server.key" "$r/etc/ldap/tls/"
  cat > "$r/etc/ldap/site.conf" <<'X'
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile /run/slapd/slapd.pid
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof.la
moduleload ppolicy
TLSCertificateFile /etc/ldap/tls/server.crt
TLSCertificateKeyFile /etc/ldap/tls/server.key
database mdb
suffix "dc=shop,dc=test"
rootdn "cn=admin,dc=shop,dc=test"
rootpw secret
directory /srv/ldap
index objectClass,uid eq
overlay memberof
X
  printf 'dn: dc=shop,dc=test\nobjectClass: dcObject\nobjectClass: organization\no: Shop\ndc: shop\n\ndn: uid=ann,dc=shop,dc=test\nobjectClass: inetOrgPerson\nuid: ann\ncn:: w4RubmU=\nsn: A\nuserPassword: pw\n' > "$r/etc/ldap/init.ldif"
  fat_run "$r" sh -c 'slapadd -f /etc/ldap/site.conf -l /etc/ldap/init.ldif && mkdir -p /run/slapd && chown -R openldap:openldap /srv/ldap /run/slapd /etc/ldap/tls' >/dev/null 2>&1 || return 1
}
ldap() { # python client: no client tools on the host
  chroot "$R_CLIENT" /usr/bin/"$@" 2>&1
}
probe() {
  start_main; wait_port 1389 || return 1; R_CLIENT=$STORE/directory-slapd/fat
  local a="-x -D cn=admin,dc=shop,dc=test -w secret"
  want search 'cn:: w4RubmU=' "$(ldap ldapsearch -LLL -x -H ldap://127.0.0.1:1389 -b dc=shop,dc=test uid=ann)"
  want bind 'dn:uid=ann' "$(ldap ldapwhoami -x -H ldap://127.0.0.1:1389 -D uid=ann,dc=shop,dc=test -w pw)"; want "wrong password" 'Invalid credentials' "$(ldap ldapwhoami -x -H ldap://127.0.0.1:1389 -D uid=ann,dc=shop,dc=test -w no)"
  want add 'adding new entry' "$(ldap ldapadd $a -H ldap://127.0.0.1:1389 <<<$'dn: cn=staff,dc=shop,dc=test\nobjectClass: groupOfNames\ncn: staff\nmember: uid=ann,dc=shop,dc=test')"
  want overlay 'memberOf: cn=staff' "$(ldap ldapsearch -LLL $a -H ldap://127.0.0.1:1389 -b dc=shop,dc=test uid=ann memberOf)"
  want tls 'issuer=O = Panel' "$(echo | timeout 10 openssl s_client -connect localhost:1636 2>/dev/null | grep issuer)"
  want schema 'inetOrgPerson' "$(ldap ldapsearch -LLL -x -H ldap://127.0.0.1:1389 -s base -b cn=Subschema objectClasses | tr -d '\n ')"
  want uid "^$(awk -F: '$1=="openldap"{print $3}' "$R/etc/passwd")$" "$(awk '/^Uid/{print $2}' /proc/$MAIN_PID/status)"
}
