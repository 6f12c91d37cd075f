# slapd with its configuration in a directory (cn=config), overlays, and SASL; as Debian configures it
PACKAGES="slapd ldap-utils libsasl2-modules"
ENTRYPOINT=(/usr/sbin/slapd)
CMD=(-d 0 -h "ldap://:389 ldapi:///" -u openldap -g openldap -F /etc/ldap/slapd.d)
EXPOSE=(389)
prepare() { local r=$1; fat_run "$r" sh -c 'mkdir -p /run/slapd && chown openldap /run/slapd
cat > /tmp/m.ldif <<X
dn: cn=module{1},cn=config
objectClass: olcModuleList
cn: module{1}
olcModulePath: /usr/lib/ldap
olcModuleLoad: refint
olcModuleLoad: memberof.la
olcModuleLoad: unique
olcModuleLoad: pw-sha2.so
olcModuleLoad: argon2
X
sed -i "/pw-sha2/d" /tmp/m.ldif
slapadd -n0 -F /etc/ldap/slapd.d -l /tmp/m.ldif
cat > /tmp/o.ldif <<X
dn: olcOverlay=unique,olcDatabase={1}mdb,cn=config
objectClass: olcUniqueConfig
objectClass: olcOverlayConfig
olcOverlay: unique
olcUniqueURI: ldap:///?uid?sub

dn: olcOverlay=memberof,olcDatabase={1}mdb,cn=config
objectClass: olcMemberOfConfig
objectClass: olcOverlayConfig
olcOverlay: memberof
X
slapadd -n0 -F /etc/ldap/slapd.d -l /tmp/o.ldif; slapcat -n0 | grep -E "^dn|olcSuffix|olcModule"; chown -R openldap:openldap /etc/ldap/slapd.d' >/dev/null 2>&1; }
probe() { start_main; wait_port 389 || return 1; local F=$STORE/slapd-overlays/fat; mkdir -p $F/run/slapd; mount --bind $R/run/slapd $F/run/slapd; l() { chroot $F "$@" 2>&1; }
  want root 'supportedSASLMechanisms' "$(l ldapsearch -x -H ldap://127.0.0.1 -b '' -s base '+' )"; want sasl 'DIGEST-MD5|CRAM' "$(l ldapsearch -x -LLL -H ldap://127.0.0.1 -b '' -s base supportedSASLMechanisms)"; want external 'olcOverlay' "$(l ldapsearch -LLL -Q -Y EXTERNAL -H ldapi:/// -b cn=config dn)"
  local b; b=$(l ldapsearch -x -LLL -H ldap://127.0.0.1 -b '' -s base namingContexts | awk '/namingContexts/{print $2}' | head -1); want base 'dc=' "$b"
  want inside 'dn: ' "$(timeout 20 chroot "$R" ldapsearch -LLL -Q -Y EXTERNAL -H ldapi:/// -b cn=config dn 2>&1)"; want backup "dn: $b|dn: " "$(timeout 20 chroot "$R" slapcat -n0 2>&1)"; want pw '\{SSHA\}' "$(timeout 20 chroot "$R" slappasswd -s x 2>&1)"; want argon '\{ARGON2\}' "$(timeout 20 chroot "$R" slappasswd -o module-path=/usr/lib/ldap -o module-load=argon2 -h '{ARGON2}' -s x 2>&1)"; }
