# haskell-tools: programs in Haskell: hledger with its web server, darcs, git-annex, shellcheck, and a journal of the author's; the web server is the service, the others are run beside it
PACKAGES="hledger hledger-web hledger-ui darcs git-annex shellcheck git rsync gnupg"
ENTRYPOINT=(/usr/local/bin/books)
CMD=(web)
WORKDIR=/books
ENV=("LEDGER_FILE=/books/main.journal" "LANG=C.UTF-8" "HOME=/tmp")
EXPOSE=(5000)
prepare() { mkdir -p $1/books; printf 'include 2024.journal\naccount Aktiva:Bank  ; type: A\ncommodity 1.000,00 EUR\n' > $1/books/main.journal; printf '2024-01-02 * Bäcker\n    Ausgaben:Essen   3,50 EUR\n    Aktiva:Bank\n\n~ monthly in 2024\n    Ausgaben:Miete  500 EUR\n    Aktiva:Bank\n' > $1/books/2024.journal
cat > $1/usr/local/bin/books <<'X'
#!/bin/bash
case $1 in
 web) exec hledger-web --serve --port 5000 --host 127.0.0.1 ;;
 rep) hledger balance; hledger register -O csv; hledger incomestatement -O html | head -c 200; hledger balance --budget -p 2024; hledger check; printf 'date,amount\n2024-02-01,5\n' > /tmp/b.csv; printf 'skip 1\nfields date, amount\naccount1 a\ncurrency EUR\n' > /tmp/b.csv.rules; hledger -f /tmp/b.csv print ;;
 darcs) mkdir /tmp/d; cd /tmp/d; darcs init; echo a > ä; darcs add ä; darcs record -a -m eins -A me@x; echo b >> ä; darcs whatsnew; darcs record -a -m zwei -A me@x; darcs log; darcs clone -q . /tmp/d2; darcs dist; ls *.gz ;;
 annex) mkdir /tmp/g; cd /tmp/g; git init -q; git config user.name a; git config user.email a@x; git annex init x; head -c 100000 /dev/zero > big; git annex add big; git commit -qm big; git annex whereis; mkdir /tmp/r; git annex initremote store type=directory directory=/tmp/r encryption=shared; git annex copy big --to store; git annex drop big; git annex get big; git annex fsck; git annex info --fast | head -3; git annex addurl --file h https://svc.dns.test:9443/hello/annex ;;
 check) printf '#!/bin/sh\necho $1\n' > /tmp/s.sh; shellcheck /tmp/s.sh; shellcheck -f json /tmp/s.sh; true ;;
esac
X
chmod 755 $1/usr/local/bin/books; }
probe() {
  start_main; wait_port 5000 40 || return 1; P=$(cget http://127.0.0.1:5000/journal); want web 'Bäcker' "$P"; want css '200' "$(cget -o /dev/null -w '%{http_code}' "http://127.0.0.1:5000$(grep -o '/static[^"]*css[^"]*' <<<"$P" | head -1)")"; want api 'Essen' "$(cget -H 'Accept: application/json' http://127.0.0.1:5000/accountnames)"
  O=$(run_main rep 2>&1); want bal '3,50 EUR +Ausgaben:Essen' "$O"; want csv '"Bäcker"|B..?cker' "$O"; want html '<table' "$O"; want import '2024-02-01' "$O"; O=$(run_main darcs 2>&1); want darcs 'zwei' "$O"; want dist 'd.tar.gz' "$O"; O=$(RUN_TIMEOUT=90 run_main annex 2>&1); want copy 'copy big.*ok' "$(tr '\n' ' ' <<<"$O")"; want get 'get big .*ok' "$(tr '\n' ' ' <<<"$O")"; want fsck 'fsck big .*ok' "$(tr '\n' ' ' <<<"$O")"; want check 'SC2086' "$(run_main check 2>&1)"
}
