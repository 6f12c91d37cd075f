# git-client: a worker that clones over HTTPS, submodules, hooks, lfs, signed commits, patches
PACKAGES="git git-lfs openssh-client gnupg ca-certificates curl"
ENTRYPOINT=(/usr/local/bin/worker)
CMD=(run)
WORKDIR=/work
ENV=("HOME=/work")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; cat > "$1/usr/local/bin/worker" <<'X'
#!/bin/sh
set -e
git config --global user.name U; git config --global user.email u@example.com; git config --global protocol.file.allow always; git config --global init.defaultBranch main
git clone -q https://svc.dns.test:9443/repo.git cloned; cat cloned/README; git -C cloned log --stat --format=%an
git init -q sub; (cd sub; echo s > s; git add s; git commit -qm s)
git init -q top; cd top; git submodule add -q ../sub sub; git lfs install --local; git lfs track '*.bin'; printf 'abc' > a.bin; git add .; git commit -qm one; git lfs ls-files
printf '#!/bin/sh\necho hook-ran\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit; echo x > x; git add x; git commit -qm two; git tag -a v1 -m v1; git describe
git checkout -q -b br; echo y >> x; git commit -qam three; git rebase -q main; git stash list; git format-patch -1 --stdout | head -5; git bundle create /work/b.bundle --all; git archive HEAD | tar t | head -3; git gc -q; git fsck; git grep -n y; git bisect start; git bisect reset; GIT_SEQUENCE_EDITOR=: git rebase -q -i --exec true HEAD~1; echo z > z; git stash -u -q; git stash pop -q; git worktree add -q /work/wt2; git blame x | head -1; git submodule status; git submodule foreach -q 'echo in $name'; git subtree 2>/dev/null || true
git send-email --help >/dev/null 2>&1 || true; git diff HEAD~1 --stat; git filter-branch -f --msg-filter 'cat' HEAD~1..HEAD 2>&1 | tail -1; git clone -q --recurse-submodules /work/top /work/copy; ls /work/copy/sub; git request-pull v1 /work/top | head -3; git shortlog -sn HEAD; git mergetool --tool-help | head -2; git difftool --tool-help | head -1
gpg --version | head -1
X
chmod 755 "$1/usr/local/bin/worker"; }
probe() {
  work /work; ( cd "$H" && git init -q -b main src && cd src && git -c user.name=a -c user.email=a@b commit -q --allow-empty -m e && echo readme > README && git add . && git -c user.name=Jemand -c user.email=a@b commit -qm r && git clone -q --bare . "$H/www/repo.git" && cd "$H/www/repo.git" && git update-server-info )
  O=$(RUN_TIMEOUT=80 run_main run 2>&1) || echo "$O" | tail -5
  want clone 'readme' "$O"; want author 'Jemand' "$O"; want hook 'hook-ran' "$O"; want lfs 'a.bin' "$O"; want describe 'v1' "$O"; want patch 'Subject:' "$O"; want foreach 'in sub' "$O"; want gpg 'GnuPG' "$O"; want pull 'The following changes' "$O"; want tools 'git mergetool' "$O"; want rewritten 'rewritten|unchanged' "$O"
}
