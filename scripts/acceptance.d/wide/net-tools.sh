# net-tools: curl, wget, aria2, nmap, mtr, dig, tcpdump, tshark, socat, openssl behind a script
PACKAGES="curl wget aria2 nmap mtr-tiny dnsutils tcpdump tshark socat openssl iproute2 iputils-ping whois netcat-openbsd ca-certificates"
ENTRYPOINT=(/usr/local/bin/net)
CMD=(all)
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; cat > "$1/usr/local/bin/net" <<'X'
#!/bin/bash
curl -sS https://svc.dns.test:9443/hello/curl; curl -sS --http2 -o /dev/null -w '%{http_version}\n' https://svc.dns.test:9443/; curl -sS https://bücher.dns.test:9443/ 2>&1
wget -qO- https://svc.dns.test:9443/hello/wget; aria2c -q --ca-certificate=/etc/ssl/certs/ca-certificates.crt -d /work -o ar https://svc.dns.test:9443/hello/aria && cat /work/ar
nmap -sV -sC -p 9443 127.0.0.1; nmap -O --osscan-limit -p 9443 127.0.0.1 | tail -3; dig +short svc.dns.test; ip -j addr show lo; ip route; ss -tlnp; ping -c1 127.0.0.1; mtr -r -c 1 127.0.0.1
timeout 5 tcpdump -i lo -c 3 -w /work/p.pcap >/dev/null 2>&1 & sleep 1; curl -s -o /dev/null http://127.0.0.1:9080/ ; ping -c 3 127.0.0.1 >/dev/null; wait
tcpdump -n -r /work/p.pcap; tshark -r /work/p.pcap -T json 2>/dev/null | head -5; tshark -r /work/p.pcap -Y icmp -T fields -e ip.src; tshark -G protocols | grep -c .; capinfos /work/p.pcap
echo hi | socat - TCP:127.0.0.1:9443,connect-timeout=1 | head -c1; echo | openssl s_client -connect svc.dns.test:9443 -verify_return_error 2>&1 | grep 'Verify return'; nc -z 127.0.0.1 9443 && echo ncok
X
chmod 755 "$1/usr/local/bin/net"; }
probe() {
  work /work; O=$(RUN_TIMEOUT=85 run_main all 2>&1); echo "$O" > "$H/o"
  want curl '/hello/curl' "$O"; want wget '/hello/wget' "$O"; want nmap '9443/tcp open' "$O"; want ssl 'ssl-cert' "$O"; want dig '127.0.0.1' "$O"; want ip '"ifname":"lo"' "$O"; want ping '1 received' "$O"; want mtr 'localhost|127.0.0.1.* 0.0%' "$O"
  want tcpdump 'IP 127' "$O"; want tshark '"_index"' "$O"; want capinfos 'Number of packets' "$O"; want openssl 'return code: 0' "$O"; want nc ncok "$O"
}
