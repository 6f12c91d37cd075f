# strongSwan: charon with its plug-ins, configuration by swanctl from an entrypoint (PEM keys and CAs in swanctl's directories), EAP secrets; a tunnel to a second instance
PACKAGES="strongswan-swanctl strongswan-charon libcharon-extra-plugins libcharon-extauth-plugins libstrongswan-standard-plugins libstrongswan-extra-plugins iproute2 procps"
ENTRYPOINT=(/usr/local/bin/entrypoint)
EXPOSE=(500)
prepare() { local r=$1 d=$1/etc/swanctl; cp "$CACHE/tls/ca.pem" "$d/x509ca/ca.pem"; cp "$CACHE/tls/server.crt" "$d/x509/server.pem"; cp "$CACHE/tls/server.key" "$d/rsa/server.pem"; chmod 600 "$d/rsa/server.pem"
  printf '#!/bin/sh\nset -e\nmkdir -p /run\n/usr/lib/ipsec/charon &\npid=$!\nuntil swanctl --stats >/dev/null 2>&1; do sleep 0.2; done\nswanctl --load-all --noprompt\nip route show >/dev/null\ntrap "kill $pid" TERM\nwait $pid\n' > "$r/usr/local/bin/entrypoint"
  printf '#!/bin/sh\nswanctl --list-conns | grep -q ^road && pgrep charon >/dev/null\n' > "$r/usr/local/bin/healthcheck"; chmod 755 "$r/usr/local/bin/"*
  cat > "$d/conf.d/site.conf" <<'E'
connections {
  road {
    version = 2
    local_addrs = 127.0.0.1
    proposals = aes256gcm16-prfsha384-ecp384,chacha20poly1305-prfsha256-curve25519,aes256-sha256-modp2048
    pools = people
    local { auth = pubkey
      certs = server.pem
      id = "O=Panel, CN=localhost" }
    remote { auth = eap-mschapv2
      eap_id = %any }
    children { net { local_ts = 10.9.0.0/24
        esp_proposals = aes256gcm16-curve25519,aes256-sha256 } }
  }
}
pools { people { addrs = 10.66.0.0/24
    dns = 10.9.0.1 } }
secrets { eap-ann { id = ann
    secret = geheim } }
E
}
probe() { start_main; ex() { _argv - "$@"; timeout 30 "${ARGV[@]}" 2>&1; }
  check health retry 30 ex /usr/local/bin/healthcheck
  want conns 'road: IKEv2.*net: TUNNEL' "$(ex swanctl --list-conns | tr '\n' ' ')"; want certs 'CN=localhost.*has private key' "$(ex swanctl --list-certs | tr '\n' ' ')"; want ca 'Panel Test CA' "$(ex swanctl --list-certs)"
  want pools 'people +10.66.0.0' "$(ex swanctl --list-pools)"; want plugins 'eap-mschapv2' "$(ex swanctl --stats | tr '\n' ' ')"; want algs 'CHACHA20_POLY1305' "$(ex swanctl --list-algs)"
  want curve 'CURVE_25519' "$(ex swanctl --list-algs)"; want reload 'loaded connection|successfully' "$(ex swanctl --load-conns)"; want log '' "$(ex swanctl --list-sas)"
  # An IKE_SA_INIT from outside: the second charon is the fat root's
  local F=$STORE/strongswan/fat; local c=$WORK/cl; mkdir -p $c/up $c/wk $c/root; mount -t overlay cl -o lowerdir=$F,upperdir=$c/up,workdir=$c/wk $c/root; mount --bind $R/dev $c/root/dev; mount -t proc proc $c/root/proc
  printf 'charon { port = 1500\n port_nat_t = 4501\n plugins { vici { socket = unix:///run/c2.vici } } }\n' > $c/root/etc/strongswan.d/zz.conf
  rm -f $c/root/etc/swanctl/conf.d/site.conf $c/root/etc/swanctl/rsa/*; printf 'connections { c { version = 2\n remote_addrs = 127.0.0.1\n local_addrs = 127.0.0.1\n remote_port = 500\n proposals = chacha20poly1305-prfsha256-curve25519\n vips = 0.0.0.0\n local { auth = eap\n eap_id = ann\n }\n remote { auth = pubkey\n id = "O=Panel, CN=localhost"\n }\n children { n { remote_ts = 10.9.0.0/24\n } } } }\nsecrets { eap-a { id = ann\n secret = geheim\n } }\n' > $c/root/etc/swanctl/conf.d/c.conf
  chroot $c/root /usr/lib/ipsec/charon >$WORK/c2.log 2>&1 & local cp=$!; for i in $(seq 50); do [ -S $c/root/run/c2.vici ] && break; sleep 0.2; done
  chroot $c/root swanctl --load-all --noprompt --uri unix:///run/c2.vici >/dev/null 2>&1; want "EAP established" "IKE_SA c\[[0-9]+\] established" "$(timeout 30 chroot $c/root swanctl --initiate --child n --uri unix:///run/c2.vici 2>&1)"
  want sas "ESTABLISHED" "$(ex swanctl --list-sas)"; kill $cp; }
