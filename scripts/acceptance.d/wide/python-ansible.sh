# ansible from pip: a playbook run against localhost, galaxy, vault, doc, inventory; salt-call is not on PyPI for this python
PACKAGES="python3 python3-venv openssh-client sshpass"
ENTRYPOINT=(ansible-playbook)
CMD=(-i localhost, site.yml)
ENV=("PATH=/opt/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" "ANSIBLE_LOCAL_TEMP=/tmp/a" "ANSIBLE_HOME=/tmp/ah" "HOME=/tmp")
WORKDIR=/play
. "$SUITE/lib/py.sh"
prepare() {
  venv "$1" /opt/venv ansible-core jmespath netaddr pywinrm passlib || return 1; mkdir -p $1/play/roles/web/{tasks,templates,handlers,defaults,filter_plugins} $1/play/library
  printf -- '- hosts: all\n  connection: local\n  gather_facts: true\n  roles: [web]\n  tasks:\n    - mine: {name: x}\n      register: r\n    - debug: {msg: "{{ r.out }} {{ [3,1]|sort|first }} {{ \x27a\x27|hash(\x27sha1\x27) }} {{ lookup(\x27env\x27,\x27HOME\x27) }} {{ now(utc=true).year > 2000 }} {{ {\x27a\x27:[1]}|to_nice_yaml }} {{ \x27pw\x27|password_hash(\x27sha512\x27, \x27abcdefgh\x27) }} {{ ansible_python.version.major }}"}\n    - uri: {url: "https://backend.panel.test:9443/hello/an", return_content: true}\n      register: u\n    - debug: {var: u.content}\n    - shell: echo hi | tr a-z A-Z\n      register: s\n    - debug: {var: s.stdout}\n    - lineinfile: {path: /tmp/l, create: true, line: x}\n    - copy: {content: abc, dest: /tmp/c, mode: "0600"}\n    - include_tasks: more.yml\n    - fail: {msg: bad}\n      ignore_errors: true\n' > $1/play/site.yml; printf -- '- set_fact: {zz: "{{ 5 | double }}"}\n- debug: {msg: "zz={{ zz }}"}\n' > $1/play/more.yml
  printf -- '- template: {src: t.j2, dest: /tmp/t}\n  notify: h\n- service_facts:\n- command: cat /tmp/t\n  register: o\n- debug: {var: o.stdout}\n' > $1/play/roles/web/tasks/main.yml; printf 'Hello {{ who }} {{ ansible_distribution }}\n' > $1/play/roles/web/templates/t.j2; printf -- '- name: h\n  debug: {msg: handled}\n' > $1/play/roles/web/handlers/main.yml; printf 'who: Ann\n' > $1/play/roles/web/defaults/main.yml; printf 'class FilterModule:\n    def filters(self): return {"double": lambda x: x*2}\n' > $1/play/roles/web/filter_plugins/f.py
  printf '#!/usr/bin/python\nfrom ansible.module_utils.basic import AnsibleModule\nm = AnsibleModule(argument_spec=dict(name=dict()))\nm.exit_json(changed=False, out="mod-" + m.params["name"])\n' > $1/play/library/mine.py
  printf '[defaults]\nstdout_callback = default\n' > $1/play/ansible.cfg
}
probe() {
  local o; o=$(RUN_TIMEOUT=80 run_main "${CMD[@]}" 2>&1 | tr '\n' ' '); want play 'Hello Ann Debian.*mod-x 1 86f7.* /tmp True.*\$6\$.* 3.*hello from /hello/an.*"HI".*zz=10.*handled|handled.*zz=10' "$o"; want recap 'failed=0' "$o"
  want yaml 'failed=0' "$(ANSIBLE=1; EXTRA_ENV=(ANSIBLE_CALLBACK_RESULT_FORMAT=yaml); RUN_TIMEOUT=80 run_main "${CMD[@]}" 2>&1 | tail -3)"; want syntax 'playbook: site.yml' "$(run_main --syntax-check "${CMD[@]}" 2>&1)"; want listtasks 'include_tasks' "$(run_main --list-tasks "${CMD[@]}" 2>&1)"
}
