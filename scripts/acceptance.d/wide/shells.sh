# shells: zsh, fish and tmux scripts
PACKAGES="zsh fish tmux shellcheck"
ENTRYPOINT=(/usr/local/bin/main.zsh)
WORKDIR=/work
ENV=("HOME=/work" "TERM=xterm-256color" "LANG=C.UTF-8")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; cat > "$1/usr/local/bin/main.zsh" <<'X'
#!/usr/bin/env zsh
zmodload zsh/datetime zsh/mathfunc zsh/stat zsh/net/tcp zsh/zpty
autoload -Uz zmv colors is-at-least add-zsh-hook compinit
colors; print -P "%F{red}x%f"; is-at-least 5.0 && print new; typeset -A h; h[a]=1; print ${(k)h} ${(U)h[a]} $(( sqrt(16) ))
compinit -D -u -d /work/zc; print ${#_comps} | grep -q '^[1-9][0-9][0-9]' && print comps
touch a.txt; zmv -n '(*).txt' '$1.md'; setopt extendedglob; print *.(txt|md)(.N); [[ abc =~ b ]] && print match; zsh -fc 'zmodload zsh/pcre 2>/dev/null; print sub'
fish -c 'set x (string replace b X abc); echo $x; for i in (seq 2); echo $i; end; math 2 + 3; type -q ls; and echo ls; functions -q fish_prompt; and echo prompt; abbr -l; complete -C "git " | count; status --is-interactive; or echo nonint; set_color red; echo; fish_config theme list | count; ls /; alias' 
tmux -f /dev/null new-session -d -s s 'sleep 5'; tmux list-sessions; tmux send-keys -t s q; tmux capture-pane -p -t s; tmux kill-server
printf '#!/bin/sh\necho $1\n' > s.sh; shellcheck -f gcc s.sh
X
chmod 755 "$1/usr/local/bin/main.zsh"; }
probe() { work /work; local o; o=$(run_main 2>&1); want zsh 'new.*a 1 4' "$(tr '\n' ' ' <<<"$o")"; want comps comps "$o"; want zmv 'mv -- a.txt a.md' "$o"; want match 'match' "$o"; want fish 'aXc.*1.*2.*5.*ls.*prompt' "$(tr '\n' ' ' <<<"$o")"; want fishconf nonint "$o"; want tmux 's: 1 windows' "$o"; want shellcheck 'SC2086' "$o"; }
