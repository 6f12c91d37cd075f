# toolbox-bash: an operator's debug image: CMD bash, tools of many packages typed by hand
PACKAGES="bash-completion curl wget vim-nox jq less openssh-client strace gdb python3 git htop dnsutils iproute2 iputils-ping netcat-openbsd tcpdump socat procps psmisc lsof rsync unzip zip bzip2 xz-utils file tree man-db gnupg postgresql-client default-mysql-client redis-tools sqlite3 perl tmux screen nano ca-certificates"
ENTRYPOINT=()
CMD=(bash)
WORKDIR=/work
ENV=("HOME=/work" "LANG=C.UTF-8" "TERM=xterm")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
sh_() { ENTRYPOINT=(bash); printf '%s\n' "$2" > "$D/in"; chmod 644 "$D/in"; _argv - bash -i; timeout -k 2 60 "${ARGV[@]}" < "$D/in" 2>&1; }
probe() {
  work /work
  want python '^42' "$(sh_ x "python3 -c 'import json,ssl,sqlite3,urllib.request; print(42)'" | grep -o '^42')"
  want pyhttp 'hello from /hello/py' "$(sh_ x "python3 -c 'import urllib.request; print(urllib.request.urlopen(\"https://svc.dns.test:9443/hello/py\").read().decode())'")"
  want jsontool '"a": 1' "$(sh_ x "echo '{\"a\":1}' | python3 -m json.tool")"; want venvless 'Serving|usage' "$(sh_ x 'python3 -m http.server --help')"
  want curl 'hello from /hello/c' "$(sh_ x 'curl -sS https://svc.dns.test:9443/hello/c')"; want jq '^1$|1' "$(sh_ x 'echo {\"a\":1} | jq .a')"
  want vim 'VIM|changed' "$(sh_ x 'echo abc > v.txt; vim -es -c "%s/abc/changed/" -c wq v.txt; cat v.txt; vim --version | head -1')"; want vimsyn 'python' "$(sh_ x 'vim -es -c "syntax on" -c "e x.py" -c "redir! > ft" -c "echo &ft" -c "redir END" -c q; cat ft')"
  want strace 'execve' "$(sh_ x 'strace -e execve true')"; want gdb 'GNU gdb' "$(sh_ x 'gdb --version')"; want gdbrun 'exited normally' "$(sh_ x 'gdb -batch -ex run /bin/true')"; want gdbpy 'pyok' "$(sh_ x 'gdb -batch -ex "python print(\"pyok\")"')"
  want git 'done' "$(sh_ x 'git init -q g && cd g && git config user.email a@b && git config user.name n && echo x>x && git add x && git commit -qm x && git log --oneline && git rebase -h | head -1; echo done')"; want gitlog ' x' "$(sh_ x 'cd g; git log --oneline | cat')"
  want ps 'bash' "$(sh_ x 'ps aux; pstree; free -m; uptime; lsof -p $$ | head -3')"; want free 'Mem:' "$(sh_ x 'free -m')"; want pstree 'bash' "$(sh_ x 'pstree')"
  want dig '127.0.0.1' "$(sh_ x 'dig +short svc.dns.test; host svc.dns.test')"; want ss 'State' "$(sh_ x 'ss -tln')"; want ping ' 0% packet loss' "$(sh_ x 'ping -c1 127.0.0.1')"
  want zip 'extracting|inflating' "$(sh_ x 'echo a > z; zip -q z.zip z; unzip -o z.zip; tar cJf z.tar.xz z; tar tf z.tar.xz; tar cjf z.tbz z')"; want file 'ELF|ASCII' "$(sh_ x 'file z z.zip')"; want tree 'director' "$(sh_ x 'tree /work')"
  want psql 'refused|could not' "$(sh_ x 'psql -h 127.0.0.1 -c "select 1"')"; want mysql "Can't connect" "$(sh_ x 'mysql -h 127.0.0.1 -e "select 1"')"; want redis 'refused|Could not' "$(sh_ x 'redis-cli ping')"; want sqlite '^3|3' "$(sh_ x 'sqlite3 :memory: "select 1+2"')"
  want pgdump 'connection|refused' "$(sh_ x 'pg_dump -h 127.0.0.1 x')"
  want perl 'perlok' "$(sh_ x "perl -MList::Util=sum -MJSON::PP -e 'print \"perl\".\"ok\n\"'")"; want tmux '1 windows' "$(sh_ x 'tmux -f /dev/null new -d "sleep 3"; tmux ls')"; want ssh 'usage: ssh|OpenSSH' "$(sh_ x 'ssh -V; ssh-keygen -q -t ed25519 -N "" -f k; cat k.pub')"; want sshkey 'ssh-ed25519' "$(sh_ x 'cat k.pub')"
  want gpg 'uid.*t@e' "$(sh_ x 'gpg --batch --passphrase "" --quick-gen-key t@e default default; gpg -K')"
  want complete 'complete' "$(sh_ x '. /usr/share/bash-completion/bash_completion; type _completion_loader _init_completion && echo complete')"
  want coreutils 'a.*b' "$(sh_ x 'seq 3 | paste -sd, | numfmt --to=si 2>/dev/null; printf "b\na\n" | sort | uniq -c | awk "{print \$2}" | xargs echo; find / -maxdepth 1 -name etc | sed s/etc/xx/; date -d "2020-01-01 + 1 day" +%F; diff /etc/passwd /etc/group | head -1; sha256sum /etc/passwd; timeout 1 true; nproc; mktemp; stat /; id; which ls; base64 /etc/hostname; tr a b < /etc/hostname; install -d q; truncate -s 1 t; dd if=/dev/zero of=t bs=1 count=1; df -h; du -sh /work; hostname; envsubst </dev/null')"
}
