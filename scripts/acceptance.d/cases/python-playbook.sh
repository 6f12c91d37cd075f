# python-playbook: configuration management of the local machine: plug-ins by name, modules packed and run, commands made for a shell
PACKAGES="ansible-core"
EXTRA="A library's registry of network cards, which is required and not read; modules that any playbook may name."
ENTRYPOINT=(ansible-playbook)
CMD=(-i localhost, -c local /srv/play/site.yml)
ENV=("ANSIBLE_LOCALHOST_WARNING=False" "HOME=/tmp")
WORKDIR=/srv/play
prepare() {
  local a=$1/srv/play; mkdir -p "$a/roles/web/tasks" "$a/roles/web/templates"; printf -- '- hosts: all\n  roles: [web]\n  vars: {port: 8080}\n' > "$a/site.yml"
  printf 'listen {{ port }} {{ ["b","a"]|sort|join("-") }} {{ "x"|hash("sha1")|truncate(5,true,"") }} {{ ansible_distribution }}\n' > "$a/roles/web/templates/c.j2"
  cat > "$a/roles/web/tasks/main.yml" <<'P'
- file: path=/tmp/out state=directory mode=0755
- template: src=c.j2 dest=/tmp/out/c.conf
- lineinfile: path=/tmp/out/c.conf line="tail" regexp="^tail"
- command: cat /tmp/out/c.conf
  register: r
  changed_when: false
- shell: echo "shell $(wc -l < /tmp/out/c.conf)"
  register: s
- uri: url=https://svc.dns.test:9443/hello/ansible return_content=yes
  register: u
- assert: that="'listen 8080' in r.stdout"
- debug: msg="{{ r.stdout_lines }} {{ s.stdout }} {{ u.content }} {{ lookup('pipe','echo pipe') }} {{ lookup('env','HOME') }}"
- set_fact: z="{{ '10.0.0.0/8' | regex_replace('/.*','') }}"
P
}
probe() {
  local o; o=$(RUN_TIMEOUT=240 run_main "${CMD[@]}" 2>&1); want run 'failed=0' "$o"; want lines "listen 8080 a-b 11f6a Debian" "$o"; want shell 'shell 2' "$o"; want uri 'hello from /hello/ansible' "$o"; want pipe pipe "$o"
}
