# old-langs: programs in languages with an interpreter or compiler of their own: COBOL (with modules loaded at run time), Forth, REXX, Algol 68, newLISP, PicoLisp, Icon, BASIC, and a shell script that calls them
PACKAGES="gnucobol4 gforth regina-rexx libregina3-dev algol68g newlisp picolisp icont iconx bwbasic tcc libc6-dev gcc"
ENTRYPOINT=(/srv/jobs/run.sh)
CMD=(cobol)
WORKDIR=/srv/jobs
ENV=("LC_ALL=C.UTF-8")
prepare() {
  local a=$1/srv/jobs; mkdir -p $a
  printf '       IDENTIFICATION DIVISION.\n       PROGRAM-ID. MAIN.\n       DATA DIVISION.\n       WORKING-STORAGE SECTION.\n       01 N PIC 9(4)V99 VALUE 12.5.\n       01 P PIC Z,ZZ9.99.\n       PROCEDURE DIVISION.\n           MULTIPLY 100 BY N. MOVE N TO P. DISPLAY P.\n           CALL "sub" USING N.\n           DISPLAY FUNCTION UPPER-CASE("abc").\n           STOP RUN.\n' > $a/main.cob
  printf '       IDENTIFICATION DIVISION.\n       PROGRAM-ID. sub.\n       DATA DIVISION.\n       LINKAGE SECTION.\n       01 N PIC 9(4)V99.\n       PROCEDURE DIVISION USING N.\n           DISPLAY "SUB " N.\n           GOBACK.\n' > $a/sub.cob
  printf ': sq dup * ;  7 sq . cr  require string.fs s" abc" type cr  pi f. cr 3e fsqrt f. cr include struct.fs see sq bye\n' > $a/a.fs; printf '/* */ parse arg n; say "REXX" n*2 date("S",730000,"B"); call RxFuncAdd "SysLoadFuncs","rexxutil","SysLoadFuncs"; address system "echo from shell"; say translate("abc",,"b","x")\n' > $a/a.rex
  printf 'BEGIN [3] INT a := (1, 2, 3); INT s := 0; FOR i TO 3 DO s +:= a[i] OD; print(("Summe ", whole(s, 0), new line, fixed(sqrt(2), 6, 3))) END\n' > $a/a.a68; printf '(println (map (fn (x) (* x x)) (sequence 1 4)) (format "%%.2f" 1.5) (regex "b+" "abbc"))(exit)\n' > $a/a.lsp; printf '(load "@lib/misc.l") (prinl (apply + (1 2 3)) " " (pack (list "a" "b")) " " (dat$ (date 2024 1 2) "-")) (bye)\n' > $a/a.l; printf 'procedure main()\n  every write(!"ab" || (1 to 2))\nend\n' > $a/a.icn; printf '10 for i = 1 to 3\n20 print i * i\n30 next i\n40 quit\n' > $a/a.bas
  cat > $a/run.sh <<'X'
#!/bin/bash
cd /srv/jobs
case $1 in
 cobol) cobc -x -o /tmp/main main.cob && cobc -m -o /tmp/sub.so sub.cob && COB_LIBRARY_PATH=/tmp /tmp/main && cobcrun --version | head -1; cobc --info | head -2 ;;
 forth) gforth a.fs ;; rexx) regina ./a.rex 21 ;; algol) a68g a.a68 ;; newlisp) newlisp a.lsp ;; pico) pil a.l + ;; icon) icont -s -o /tmp/ic a.icn -x ;; basic) bwbasic a.bas </dev/null ;; tcc) printf '#include <stdio.h>\n#include <math.h>\nint main(){printf("tcc %%g\\n", sqrt(16));}' | tcc -run -lm - ;;
esac
X
  chmod 755 $a/run.sh
}
probe() {
  want cobol '1,250.00.*SUB 1250.?00.*ABC' "$(run_main cobol 2>&1 | tr '\n' ' ')"; want forth '49 .*abc.*3.14.*1.73.*: sq' "$(run_main forth 2>&1 | tr '\n' ' ')"; want rexx 'REXX 42 .*from shell.*axc' "$(run_main rexx 2>&1 | tr '\n' ' ')"; want algol 'Summe 6.*1.414' "$(run_main algol 2>&1 | tr '\n' ' ')"; want newlisp '\(1 4 9 16\)1.50' "$(run_main newlisp 2>&1)"; want pico '6 ab 2024-01-02' "$(run_main pico 2>&1)"; want icon 'a1 a2 b1 b2' "$(run_main icon 2>&1 | tr '\n' ' ')"; want basic '1.*4.*9' "$(run_main basic 2>&1 | tr '\n' ' ')"; want tcc 'tcc 4' "$(run_main tcc 2>&1)"
}
