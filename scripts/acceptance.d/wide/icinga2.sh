# icinga2: daemon with its template library, checks by plug-ins (http, tcp, disk, procs, ssh-like), a notification script of the author, the API with TLS, features as icinga2 feature enable left them
PACKAGES="icinga2-bin icinga2-common monitoring-plugins-basic monitoring-plugins-standard"
ENTRYPOINT=(/entrypoint)
CMD=(icinga2 daemon)
EXPOSE=(5665)
ENV=("ICINGA2_USER=nagios" "TZ=Europe/Berlin")
prepare() { local r=$1; fat_run "$r" sh -c 'icinga2 api setup --cn panel >/dev/null 2>&1; icinga2 feature enable command checker notification perfdata api; mkdir -p /run/icinga2/cmd; chown -R nagios:nagios /etc/icinga2 /run/icinga2 /var/lib/icinga2' >/dev/null 2>&1
  cat > "$r/etc/icinga2/conf.d/site.conf" <<'E'
object ApiUser "probe" { password = "geheim"; permissions = [ "*" ] }
object Host "shop" { check_command = "tcp"; vars.tcp_port = 9080; address = "127.0.0.1"; check_interval = 1s; retry_interval = 1s }
object Service "http" { host_name = "shop"; check_command = "http"; vars.http_port = 9080; vars.http_uri = "/hello/x"; vars.http_string = "hello"; check_interval = 1s }
object Service "https" { host_name = "shop"; check_command = "http"; vars.http_port = 9443; vars.http_vhost = "svc.dns.test"; vars.http_address = "127.0.0.1"; vars.http_uri = "/hello"; vars.http_ssl = true; vars.http_sni = true; check_interval = 1s }
object Service "procs2" { host_name = "shop"; check_command = "procs"; vars.procs_warning = 900; vars.procs_critical = 1000; check_interval = 1s }
object Service "disk2" { host_name = "shop"; check_command = "disk"; vars.disk_partitions = [ "/" ]; vars.disk_wfree = "1%"; vars.disk_cfree = "1%"; check_interval = 1s }
object Service "dns" { host_name = "shop"; check_command = "dns"; vars.dns_lookup = "svc.dns.test"; vars.dns_server = "127.0.0.1"; check_interval = 1s }
object CheckCommand "own" { command = [ "/opt/checks/own.sh" ]; arguments = { "-w" = "$own_w$" } }
object Service "own" { host_name = "shop"; check_command = "own"; vars.own_w = 5; check_interval = 1s; max_check_attempts = 1 }
object NotificationCommand "note" { command = [ ConfigDir + "/scripts/note.sh" ]; env = { WHAT = "$service.name$" } }
object User "ann" { }
apply Notification "n" to Service { command = "note"; users = [ "ann" ]; assign where service.name == "own" }
E
  rm -f "$r/etc/icinga2/conf.d/"{hosts,services,notifications,apt,downtimes,satellite,api-users,app,commands,groups,templates,timeperiods,users}.conf.no; mkdir -p "$r/opt/checks"; printf '#!/bin/sh\n. /usr/lib/nagios/plugins/utils.sh\necho "OWN CRITICAL - $(date +%%Z) | a=1"\nexit $STATE_CRITICAL\n' > "$r/opt/checks/own.sh"; printf '#!/bin/sh\necho "$WHAT" >> /var/lib/icinga2/notes\n' > "$r/etc/icinga2/scripts/note.sh"; chmod 755 "$r/opt/checks/own.sh" "$r/etc/icinga2/scripts/note.sh"
  printf '#!/bin/sh\nset -e\nmkdir -p /run/icinga2/cmd; chown -R nagios:nagios /run/icinga2\nicinga2 daemon -C >/dev/null\nexec "$@"\n' > "$r/entrypoint"; chmod 755 "$r/entrypoint"; }
probe() { start_main; wait_port 5665 60 || return 1; local u=https://127.0.0.1:5665/v1 i; a() { cget -k -u probe:geheim "$@"; }
  for i in $(seq 100); do a "$u/objects/services?attrs=last_check_result" | grep -q 'OWN CRITICAL' && [ "$(a "$u/objects/services?host=shop&filter=service.last_check<0&attrs=name" | grep -c '"name":"http"')" = 0 ] && break; sleep 0.4; done; sleep 6
  o() { a "$u/objects/services/shop!$1?attrs=last_check_result&attrs=state" | /usr/bin/python3 -c 'import json,sys; r=json.load(sys.stdin)["results"][0]["attrs"]; print(r["state"], (r["last_check_result"] or {}).get("output"))' 2>&1; }
  want host '"state":0|UP|TCP OK' "$(a "$u/objects/hosts/shop?attrs=state&attrs=last_check_result")"; want http '0 HTTP OK' "$(o http)"; want https '0 HTTP OK' "$(o https)"; want procs 'PROCS OK' "$(o procs2)"; want disk 'DISK' "$(o disk2)"; want dns 'DNS|nslookup' "$(o dns)"; want own '2 OWN CRITICAL - CE' "$(o own)"; check note retry 20 grep -q own "$R/var/lib/icinga2/notes"; want api 'Icinga 2' "$(a https://127.0.0.1:5665/v1 -H 'Accept: text/html')"; want commands 'name' "$(a "$u/objects/checkcommands?attrs=name" | head -c 400)"; check perf retry 20 ls "$R/var/spool/icinga2/perfdata/"; ex() { _argv - "$@"; timeout 60 "${ARGV[@]}" 2>&1; }; want list 'Object .shop' "$(ex icinga2 object list | head -2000 | grep -a "Object 'shop'" ; ex icinga2 object list --name shop)"; }
