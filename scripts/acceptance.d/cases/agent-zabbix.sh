# agent-zabbix: an agent whose configuration has command lines in values of its own format
PACKAGES="zabbix-agent procps"
ENTRYPOINT=(zabbix_agentd -f)
CMD=(-c /etc/zabbix/zabbix_agentd.conf)
USER=zabbix
prepare() { mkdir -p $1/run/zabbix $1/etc/zabbix/zabbix_agentd.conf.d; fat_run $1 chown zabbix /run/zabbix
printf 'UserParameter=site.sum[*],seq $1 | paste -sd+ | sed "s/+/ + /g"\nUserParameter=site.procs,ps ax | wc -l\n' > $1/etc/zabbix/zabbix_agentd.conf.d/site.conf; sed -i 's/^Server=.*/Server=127.0.0.1/; s,^LogFile=.*,LogType=console,' $1/etc/zabbix/zabbix_agentd.conf; }
zbx() { /usr/bin/python3 -I -c 'import socket,struct,sys
s=socket.create_connection(("127.0.0.1",10050),5); s.sendall(b"ZBXD\1"+struct.pack("<Q",len(sys.argv[1]))+sys.argv[1].encode()); d=b""
while True:
    x=s.recv(999)
    if not x: break
    d+=x
print("ZBX",d[13:].decode())' "$1" 2>&1; }
probe() { start_main; wait_port 10050 || return 1; want ping '1$' "$(zbx 'agent.ping')"; want user '1 . 2 . 3' "$(zbx 'site.sum[3]')"; want procs '[0-9]' "$(zbx 'site.procs' | tail -c 5)"; want run 'ZBX.*[0-9]' "$(zbx 'system.cpu.load[all,avg1]')"; }
