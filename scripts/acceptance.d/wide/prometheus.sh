# prometheus and its node exporter, started by one script: web interface, rules, console templates, promtool
PACKAGES="prometheus prometheus-node-exporter"
ENTRYPOINT=(/usr/local/bin/start)
USER=prometheus
EXPOSE=(9090)
prepare() { printf '#!/bin/sh\nprometheus-node-exporter --web.listen-address=127.0.0.1:9100 &\nexec prometheus --config.file=/etc/prometheus/prometheus.yml --storage.tsdb.path=/var/lib/prometheus/metrics2 --web.console.templates=/etc/prometheus/consoles --web.console.libraries=/etc/prometheus/console_libraries --web.listen-address=0.0.0.0:9090\n' > "$1/usr/local/bin/start"; chmod 755 "$1/usr/local/bin/start"
  printf 'global:\n  scrape_interval: 1s\nrule_files: [ "rules/*.yml" ]\nscrape_configs:\n  - job_name: node\n    static_configs: [ { targets: ["localhost:9100"] } ]\n' > "$1/etc/prometheus/prometheus.yml"; mkdir -p "$1/etc/prometheus/rules"
  printf 'groups:\n- name: a\n  rules:\n  - record: up:sum\n    expr: sum(up)\n' > "$1/etc/prometheus/rules/a.yml"; }
probe() { start_main; wait_port 9090 40 || return 1; local u=http://127.0.0.1:9090; check targets retry 20 sh -c "curl -s '$u/api/v1/query?query=up' | grep -q node"
  want scraped '"1"' "$(cget "$u/api/v1/query?query=up%7Bjob%3D%22node%22%7D")"; want rules 'up:sum' "$(cget $u/api/v1/rules)"
  want ui '<title>Prometheus' "$(cget -L $u/)"; want graph 'html' "$(cget -L $u/classic/graph; cget -L $u/graph)"
  want console 'Node|node' "$(cget $u/consoles/node.html)"
  want promtool 'SUCCESS' "$(timeout 20 chroot "$R" promtool check config /etc/prometheus/prometheus.yml 2>&1)"
  want exporter 'node_' "$(cget http://127.0.0.1:9100/metrics | tail -50)"; }
